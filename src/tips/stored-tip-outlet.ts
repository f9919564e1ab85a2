import type { MailboxStore } from './mailbox-store.ts'
import type { RecipientRegistry } from './recipient-registry.ts'
import type { TipOutlet } from './tip-outlet.ts'
import type { TipQueue } from './tip-queue.ts'

interface Stores {
  queue: TipQueue
  recipients: RecipientRegistry
  mailboxes: MailboxStore
}

/** The outlet on the server: for tips from messengers, and behind the HTTP routes for those from the page. */
export function createStoredTipOutlet(stores: Stores): TipOutlet {
  return {
    async recipients(unit) {
      const registered = await stores.recipients.list(unit)
      return registered.filter((one) => one.active).map((one) => one.recipient)
    },
    storeFile: (unit, fileId, sealed) => stores.queue.putFile(unit, fileId, sealed),
    async append(tip, mailbox) {
      const { added } = await stores.queue.append(tip)
      // After the tip: a crash in between is mended by the repetition, for which the tip is there already.
      await stores.mailboxes.create(mailbox.id, mailbox.note)
      return { added }
    },
    readMailbox: (id) => stores.mailboxes.read(id),
  }
}
