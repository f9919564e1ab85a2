import { AppError } from '../core/errors.ts'
import { hashOf } from './mailbox.ts'
import type { MailboxStore } from './mailbox-store.ts'
import type { RecipientRegistry } from './recipient-registry.ts'
import { storeFile } from './store-file.ts'
import type { SealedReply, TipOutlet } from './tip-outlet.ts'
import type { TipQueue } from './tip-queue.ts'

/** Where additions to a tip go: into its thread, and before its unit's officers. */
export interface Additions {
  /** From now on the bearer of the token behind `door` may add to the tip. */
  openDoor(unit: string, door: string, tip: string): Promise<void>
  take(reply: SealedReply): Promise<void>
}

interface Stores {
  queue: TipQueue
  recipients: RecipientRegistry
  mailboxes: MailboxStore
  /** Without it nothing can be added to a tip later (a trial, where no officer reads). */
  additions?: Additions
}

/** The outlet on the server: for tips from messengers, and behind the HTTP routes for those from the page. */
export function createStoredTipOutlet(stores: Stores): TipOutlet {
  const { queue, mailboxes, additions } = stores
  return {
    async recipients(unit) {
      const registered = await stores.recipients.list(unit)
      return registered.filter((one) => one.active).map((one) => one.recipient)
    },
    storeFile: (unit, fileId, sealed) => storeFile(queue, unit, fileId, sealed),
    async append(tip, mailbox) {
      const { added } = await queue.append(tip)
      // After the tip: a crash in between is mended by the repetition, for which the tip is there already.
      if (mailbox.door !== undefined) await additions?.openDoor(tip.unit, mailbox.door, tip.id)
      await mailboxes.create(mailbox.id, mailbox.note, mailbox.guard)
      return { added }
    },
    async readMailbox(id) {
      const [notes, mark] = await Promise.all([mailboxes.read(id), mailboxes.readMark(id)])
      return { notes, mark }
    },
    markMailbox: (id, token, mark) => mailboxes.mark(id, hashOf(token), mark),
    async addReply(reply) {
      if (additions === undefined) throw new AppError('store:unavailable')
      await additions.take(reply)
    },
  }
}
