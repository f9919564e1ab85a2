import type { AuditEntry, AuditHead, AuditStep } from './audit-log.ts'
import type { TriageItem } from './triage-item.ts'

export interface AuditChain {
  /** Oldest first. */
  entries: AuditEntry[]
  head: AuditHead
}

/** Items in triage and the record of every step. A change and its record are one: both are stored or neither. */
export interface TriageStore {
  /** Stores a new item with its record, once: the same tip again changes nothing and gives false. */
  create(item: TriageItem, step: AuditStep): Promise<boolean>
  item(unit: string, tip: string): Promise<TriageItem | null>
  /** `open`: what still waits, most urgent first, then the oldest. `done`: the rest, finished last first. */
  list(unit: string, scope: 'open' | 'done', max: number): Promise<TriageItem[]>
  /** Items whose last finishing step is older, ms; oldest first. */
  finishedBefore(unit: string, before: number): Promise<TriageItem[]>
  /**
   * Replaces the item if its stored version is `item.version - 1`.
   * @throws AppError `triage:conflict` when somebody was faster, `request:not_found` when there is no such item.
   */
  change(item: TriageItem, step: AuditStep): Promise<void>
  /** Records a step that changes no item. */
  record(unit: string, step: AuditStep): Promise<void>
  /** The whole chain of a unit. */
  audit(unit: string): Promise<AuditChain>
}

/** What changed, for whoever is looking. `people`: an officer came, left, or got the key. */
export type Change =
  | { type: 'item'; item: TriageItem }
  | { type: 'people'; unit: string }
  | { type: 'resync' }

/** Tells every process of every change, within a moment. `resync`: some may have been missed; read again. */
export interface ChangeFeed {
  subscribe(listener: (change: Change) => void): () => void
  announcePeople(unit: string): Promise<void>
  stop(): Promise<void>
}
