import type { MailboxStore } from './mailbox-store.ts'
import { tipLimits } from './tip-limits.ts'

/** For tests only, held to the same contract as the mailboxes in Redis. */
export function createMemoryMailboxStore(): MailboxStore {
  const mailboxes = new Map<string, string[]>()
  return {
    async create(id, note) {
      if (!mailboxes.has(id)) mailboxes.set(id, [note])
    },
    async add(id, note) {
      mailboxes.set(id, [...(mailboxes.get(id) ?? []), note].slice(-tipLimits.notesPerMailbox))
    },
    async read(id) {
      return [...(mailboxes.get(id) ?? [])]
    },
  }
}
