import type { SealedTip } from '../core/tip.ts'
import type { FileStore } from './file-store.ts'
import type { QueueEntry } from './queue-entry.ts'

/** The consumer group of triage; other readers use groups of their own. */
export const TRIAGE_GROUP = 'triage'

/** Where in a stream an entry stands: "1795266000000-3". It tells the hour and the order, nothing finer. */
export type EntryId = string

export interface QueuedTip {
  entry: EntryId
  tip: QueueEntry
}

export interface Reader {
  unit: string
  group: string
  consumer: string
}

/** Where sealed tips wait, a stream for each unit. Every method throws AppError `store:unavailable` without Redis. */
export interface TipQueue extends FileStore {
  /** Makes the group, reading from the first entry on, where it is not there yet. Call it at start for `TRIAGE_GROUP`. */
  createGroup(unit: string, group: string): Promise<void>
  /**
   * Resolves only when the entry is stored; until then nobody is told "received". Its files become permanent with it.
   * Appending the same tip again stores nothing and returns the first entry.
   * @throws AppError `tip:conflict`: another tip has this id · `tip:malformed`: a file is not there (any more).
   */
  append(tip: SealedTip): Promise<{ entry: EntryId; added: boolean }>
  /** Entries that no consumer of the group has read; oldest first. `blockMs` waits for one, on a connection of its own. */
  read(reader: Reader, max: number, blockMs?: number): Promise<QueuedTip[]>
  /** Entries that this consumer read and did not acknowledge; oldest first. */
  readPending(reader: Reader, max: number): Promise<QueuedTip[]>
  /** Takes over what other consumers of the group read more than `idleMs` ago and left unacknowledged. */
  claimIdle(reader: Reader, idleMs: number, max: number): Promise<QueuedTip[]>
  ack(unit: string, group: string, entry: EntryId): Promise<void>
  /** How many entries of the group are read and not acknowledged. */
  countPending(unit: string, group: string): Promise<number>
  /** How many entries the unit's stream holds. */
  count(unit: string): Promise<number>
  /** One entry, read or not; null when there is none. */
  get(unit: string, entry: EntryId): Promise<QueuedTip | null>
  /** Removes an entry and its files for good. False: there was no such entry. Only `triage/retention.ts` may want this. */
  remove(unit: string, entry: EntryId, tipId: string): Promise<boolean>
}
