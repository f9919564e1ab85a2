import type { ConversationRef } from './conversation-key.ts'

/** The unsent replies of one turn. */
export interface OutboxEntry {
  id: string
  /** Messages of it that are already delivered. */
  done: number
  /** Failed attempts so far. */
  tries: number
  sealed: string
}

/** Progress with one entry, told to the store after the platform accepted a message. */
export interface Ack {
  ref: ConversationRef
  lease: string
  entry: string
  /** Never lowers what was noted before. */
  done: number
  /** Whether the entry is finished and goes. */
  finished: boolean
  /** Sealed platform ids of what was sent, to delete later; null for none. */
  sent: string | null
}

/**
 * `released`: nothing is left and the lease is given back. `left`: so many entries are still there and the lease is
 * renewed. `lost`: the lease is somebody else's now; the progress was noted all the same.
 */
export type AckOutcome = { type: 'released' } | { type: 'left'; entries: number } | { type: 'lost' }

/** Which message of which entry is given up, and why. */
export interface BuriedMessage {
  id: string
  done: number
  finished: boolean
  reason: string
}

/** A message that could not be delivered: of its entry, number `entry.done`. */
export interface DeadLetter {
  ref: ConversationRef
  reason: string
  at: number
  entry: OutboxEntry
  /** The letter as it is stored; names it to `revive` and `discard`. */
  stored: string
}

/** Replies that are committed and not yet delivered. One lease per conversation keeps two processes from interleaving. */
export interface OutboxStore {
  ack(ack: Ack, now: number): Promise<AckOutcome>
  /** Conversations whose replies wait without anybody sending them; each is given out once per lease time. */
  claimDue(now: number, max: number): Promise<ConversationRef[]>
  /** Takes the lease and reads all entries, oldest first; null when somebody else holds it. Empty ones are closed. */
  open(ref: ConversationRef, lease: string, now: number): Promise<OutboxEntry[] | null>
  /** Prolongs the lease. False: it is lost. */
  renew(ref: ConversationRef, lease: string, now: number): Promise<boolean>
  /** Gives the lease back until `due`; the entry's attempts become `tries`. */
  defer(ref: ConversationRef, lease: string, entry: { id: string; tries: number }, due: number): Promise<void>
  /** Copies an entry to the dead letters and passes over its message number `done - 1`; when `finished` it goes. */
  bury(ref: ConversationRef, entry: BuriedMessage, now: number): Promise<void>
  /** Drops all entries, the lease and the timer: the contact is gone. */
  drop(ref: ConversationRef): Promise<void>
  /** Sealed platform ids of what was exchanged in the last 48 hours, oldest first. */
  sent(ref: ConversationRef): Promise<string[]>
  forgetSent(ref: ConversationRef): Promise<void>
  dead(max: number): Promise<DeadLetter[]>
  /** Puts `entry` behind what waits in the conversation, in place of the letter. False: somebody did before. */
  revive(letter: DeadLetter, entry: { id: string; sealed: string }, now: number): Promise<boolean>
  /** Forgets the letter. False: somebody did before. */
  discard(letter: DeadLetter): Promise<boolean>
  /** How many conversations have replies waiting or on their way. */
  waiting(): Promise<number>
  /** Says that this process lives, and makes due at once what others were sending that died. Its leases begin with `process`. */
  beat(process: string, now: number): Promise<void>
}
