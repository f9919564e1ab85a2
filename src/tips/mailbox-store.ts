/** Where sealed notes wait under a mailbox's id. Methods throw AppError `store:unavailable` without Redis. */
export interface MailboxStore {
  /**
   * Puts the first note into a mailbox; changes nothing when there is one already.
   * @param guard `hashOf` the mailbox's mark token; without it nobody can set a mark.
   */
  create(id: string, note: string, guard?: string): Promise<void>
  /** Adds a note (as `sealNote` gives it). The oldest go when there are more than `tipLimits.notesPerMailbox`. */
  add(id: string, note: string): Promise<void>
  /** Notes, oldest first; [] for a mailbox that does not exist, or no longer. */
  read(id: string): Promise<string[]>
  /** The sealed mark of what was last read; null when there is none. */
  readMark(id: string): Promise<string | null>
  /** Replaces the mark. Nothing happens when `guard` is not the one given at `create`. */
  mark(id: string, guard: string, mark: string): Promise<void>
}
