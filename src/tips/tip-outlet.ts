import type { SealedTip } from '../core/tip.ts'

/** What goes into a new mailbox: its id, and the first note, sealed to it. */
export interface FirstNote {
  id: string
  note: string
  /** Hashes of the mailbox's tokens (`hashOf`): who may set its mark, and who may add to the tip. */
  guard?: string | undefined
  door?: string | undefined
}

/** What lies under a mailbox's id. */
export interface MailboxContent {
  /** Sealed notes, oldest first; blanks that nobody can open may follow. */
  notes: readonly string[]
  /** The sealed mark of what was last read, or a blank; null when there is none. */
  mark: string | null
}

/** An addition to a tip on its way to the unit. */
export interface SealedReply {
  unit: string
  /** The mailbox's door token. It leads to the tip; the mailbox itself is not named. */
  door: string
  /** The same id again is the same addition. */
  id: string
  sealed: string
}

export type OnChunk = (done: number, total: number) => void

/**
 * The way of a sealed tip into the queue: straight into the stores on the server, over HTTP from the page. Nothing
 * unsealed passes through it. Every method throws AppError `store:unavailable` when the tip could not be stored.
 */
export interface TipOutlet {
  /** Active public keys that the unit registered while running; [] when none. @throws AppError `tip:unknown_unit`. */
  recipients(unit: string): Promise<readonly string[]>
  /**
   * Keeps a sealed file, in pieces, until its tip claims it. The same id again is harmless, and goes on where an earlier
   * attempt broke off. `onChunk` is told how many pieces are there, of how many.
   */
  storeFile(unit: string, fileId: string, sealed: Uint8Array, onChunk?: OnChunk): Promise<void>
  /**
   * Resolves when the tip is stored, then its mailbox. The same tip again changes nothing and is not `added`.
   * @throws AppError `tip:conflict`, `tip:malformed` (a file of it is not there).
   */
  append(tip: SealedTip, mailbox: FirstNote): Promise<{ added: boolean }>
  /** A mailbox that nobody made looks like one without news. */
  readMailbox(id: string): Promise<MailboxContent>
  /** Keeps the mark of what was read; a wrong token, or no mailbox, changes nothing and looks the same. */
  markMailbox(id: string, token: string, mark: string): Promise<void>
  /**
   * Resolves when the addition is stored and its unit's officers will see it.
   * @throws AppError `request:not_found` (no such door, or no longer), `mailbox:full`.
   */
  addReply(reply: SealedReply): Promise<void>
}
