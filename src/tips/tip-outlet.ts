import type { SealedTip } from '../core/tip.ts'

/** What goes into a new mailbox: its id, and the first note, sealed to it. */
export interface FirstNote {
  id: string
  note: string
}

/**
 * The way of a sealed tip into the queue: straight into the stores on the server, over HTTP from the page. Nothing
 * unsealed passes through it. Every method throws AppError `store:unavailable` when the tip could not be stored.
 */
export interface TipOutlet {
  /** Active public keys that the unit registered while running; [] when none. @throws AppError `tip:unknown_unit`. */
  recipients(unit: string): Promise<readonly string[]>
  /** Keeps a sealed file until its tip claims it. The same id again is harmless. */
  storeFile(unit: string, fileId: string, sealed: Uint8Array): Promise<void>
  /**
   * Resolves when the tip is stored, then its mailbox. The same tip again changes nothing and is not `added`.
   * @throws AppError `tip:conflict`, `tip:malformed` (a file of it is not there).
   */
  append(tip: SealedTip, mailbox: FirstNote): Promise<{ added: boolean }>
  /** Sealed notes, oldest first; [] also for a mailbox that nobody made. */
  readMailbox(id: string): Promise<readonly string[]>
}
