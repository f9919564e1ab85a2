import type { MailboxStore } from './mailbox-store.ts'
import { tipLimits } from './tip-limits.ts'

/** For tests only, held to the same contract as the mailboxes in Redis. */
export function createMemoryMailboxStore(): MailboxStore {
  const mailboxes = new Map<string, string[]>()
  const marks = new Map<string, { guard: string; mark: string | null }>()
  return {
    async create(id, note, guard) {
      if (mailboxes.has(id)) return
      mailboxes.set(id, [note])
      if (guard !== undefined) marks.set(id, { guard, mark: null })
    },
    async add(id, note) {
      mailboxes.set(id, [...(mailboxes.get(id) ?? []), note].slice(-tipLimits.notesPerMailbox))
    },
    async read(id) {
      return [...(mailboxes.get(id) ?? [])]
    },
    async readMark(id) {
      return marks.get(id)?.mark ?? null
    },
    async mark(id, guard, mark) {
      if (marks.get(id)?.guard === guard) marks.set(id, { guard, mark })
    },
  }
}
