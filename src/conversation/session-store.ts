import type { ConversationRef } from './conversation-key.ts'

/** A conversation as stored. `version` changes with every commit and never repeats; '' when nothing is stored. */
export interface StoredSession {
  version: string
  sealed: string | null
  /** Whether the message asked about was committed before. */
  seen: boolean
}

/** Everything one turn changes, committed together or not at all. */
export interface TurnCommit {
  ref: ConversationRef
  /** Mark of the message; null for a tick of the clock. */
  message: string | null
  expectedVersion: string
  /** The version after this commit; also the id of its outbox entry. 16 characters. */
  version: string
  /** The sealed session; null erases the conversation: session, unsent replies, marks and timer. */
  session: string | null
  /** The sealed address, needed when the session is new. */
  address: string | null
  /** The sealed replies and their number; null when nothing is to be sent. */
  delivery: { sealed: string; count: number } | null
  /** When the conversation wants to be woken, ms; null: not at all; 'keep' when that did not change from "not at all". */
  wakeAt: number | null | 'keep'
  /** Taken as the right to send, when nobody sends for this conversation. */
  lease: string
  /** Whether to set anew how long the conversation and its marks are kept; at least every `limits.renewMs`. */
  renews: boolean
  now: number
}

/**
 * `leased`: the caller may send this commit's replies at once; otherwise whoever holds the lease, or the sweep, will.
 * `after`: the entry that stands before this one in the outbox, null when there is none.
 */
export type CommitOutcome =
  | { type: 'committed'; leased: boolean; after: string | null }
  | { type: 'duplicate' }
  | { type: 'conflict' }

/** A conversation whose reminder or time-out has come. */
export interface WokenConversation {
  ref: ConversationRef
  /** The sealed address. */
  address: string
}

/** A message that was accepted before it could be handled. */
export interface ParkedMessage {
  ref: ConversationRef
  mark: string
  sealed: string
}

/** Where conversations live. Every method throws AppError `store:unavailable` when the store does not answer. */
export interface SessionStore {
  load(ref: ConversationRef, message: string | null): Promise<StoredSession>
  /**
   * `duplicate`: this message was committed before. `conflict`: another version is stored. In both cases nothing
   * changed. Message marks are kept for `limits.markTtlMs`, sessions for `limits.sessionTtlMs` after the last turn.
   */
  commit(commit: TurnCommit): Promise<CommitOutcome>
  /** Conversations due to be woken; each is given out once per `limits.claimMs`. */
  claimWoken(now: number, max: number): Promise<WokenConversation[]>
  /** Forgets a timer whose conversation is gone. */
  clearTimer(ref: ConversationRef): Promise<void>
  /** Keeps a message durably, to be handled by the sweep from `due` on. */
  park(message: ParkedMessage, due: number): Promise<void>
  claimParked(now: number, max: number): Promise<ParkedMessage[]>
  unpark(message: ParkedMessage): Promise<void>
}
