/** Where sealed notes wait under a mailbox's id. Methods throw AppError `store:unavailable` without Redis. */
export interface MailboxStore {
  /** Puts the first note into a mailbox; changes nothing when there is one already. */
  create(id: string, note: string): Promise<void>
  /** Adds a note (as `sealNote` gives it). The oldest go when there are more than `tipLimits.notesPerMailbox`. */
  add(id: string, note: string): Promise<void>
  /** Notes, oldest first; [] for a mailbox that does not exist, or no longer. */
  read(id: string): Promise<string[]>
}
