import type { ConversationRef } from './conversation-key.ts'
import type { Delivery } from './session-crypto.ts'

/** One entry of the outbox as the sending process knows it. */
export interface Waiting {
  entry: string
  delivery: Delivery
  /** Messages of it already delivered. */
  done: number
  tries: number
  /** Whether its deletions are done. */
  erased: boolean
}

/** The sending for one conversation in one process, while it holds the lease. */
export interface Lane {
  ref: ConversationRef
  lease: string
  /** Our own reckoning of the lease's end, ms. */
  goodUntil: number
  queue: Waiting[]
  /** The delivered entry whose removal the store has not confirmed yet. */
  finishing: string | null
  /** The store has entries that are not here: another process committed them. */
  behind: boolean
  running: boolean
  /** Somebody else took the lease. */
  lost: boolean
}

export function newLane(ref: ConversationRef, lease: string): Lane {
  return { ref, lease, goodUntil: 0, queue: [], finishing: null, behind: false, running: false, lost: false }
}

/** One message of the entry is done with. Returns whether it was the last. */
export function passOver(lane: Lane, next: Waiting): boolean {
  next.done += 1
  const finished = next.done >= next.delivery.msgs.length
  if (finished) lane.queue = lane.queue.filter((one) => one !== next)
  return finished
}

export function toWaiting(entry: string, delivery: Delivery): Waiting {
  return { entry, delivery, done: 0, tries: 0, erased: false }
}

/**
 * Makes the queue what the store has, in its order. Entries here that the store did not show stay at the end: they
 * were committed after it was read.
 */
export function adopt(lane: Lane, stored: readonly Waiting[]): void {
  const here = new Map(lane.queue.map((one) => [one.entry, one]))
  const queue = stored.map((one) => here.get(one.entry) ?? one)
  const taken = new Set(queue.map((one) => one.entry))
  lane.queue = [...queue, ...lane.queue.filter((one) => !taken.has(one.entry))]
  lane.behind = false
}

/** Whether the lane has this entry: then it has all before it too. */
export function knows(lane: Lane, entry: string): boolean {
  return lane.finishing === entry || lane.queue.some((one) => one.entry === entry)
}

/** Urgent before the rest, else the order of the commits. */
export function nextOf(lane: Lane): Waiting | undefined {
  return lane.queue.find(isUrgent) ?? lane.queue[0]
}

export function isUrgent(waiting: Waiting): boolean {
  return waiting.delivery.msgs.some((msg) => msg.urgent)
}
