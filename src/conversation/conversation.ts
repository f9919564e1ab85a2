import type { Address } from '../core/message.ts'
import type { Session } from '../engine/session.ts'
import type { ConversationRef } from './conversation-key.ts'
import type { SealedBox } from './sealed-box.ts'

/** A conversation as one process knows it. It may be out of date: the commit finds out. */
export interface Conversation {
  ref: ConversationRef
  address: Address
  box: SealedBox
  /** '' when nothing is stored. */
  version: string
  /** Null before the first message, and when what is stored cannot be read. */
  session: Session | null
  /** What is stored cannot be read: the person is told that we begin anew. */
  unreadable: boolean
  /** Whether the store may hold a timer for it. */
  hasTimer: boolean
  /** Marks of the last messages committed here, newest last. */
  marks: string[]
  /** When a commit of this process last renewed how long it is kept, ms, and how many commits came since. */
  renewed: { at: number; turns: number } | null
  /** Read from the store a moment ago, so that it need not be checked again before an effect. */
  justLoaded: boolean
}

/** When the session wants to be woken: the earlier of reminder and time-out, in ms. */
export function wakeTime(session: Session): number | null {
  const { waiting } = session
  if (waiting.for !== 'answer') return null
  if (waiting.remindAt === null || waiting.timeoutAt === null) return waiting.remindAt ?? waiting.timeoutAt
  return Math.min(waiting.remindAt, waiting.timeoutAt)
}
