import { isNewer } from '../core/stored-record.ts'
import { createAckKeeper } from './ack-keeper.ts'
import type { ConversationRef } from './conversation-key.ts'
import { adopt, knows, type Lane, newLane, toWaiting, type Waiting } from './lane.ts'
import { createLaneRunner, type LaneNeeds } from './lane-runner.ts'
import { limits } from './limits.ts'
import type { OutboxEntry } from './outbox-store.ts'
import type { Delivery } from './session-crypto.ts'

/** The replies of a committed turn. `leased`: this process may send them at once. */
interface Accepted {
  ref: ConversationRef
  lease: string
  leased: boolean
  /** When the lease was asked for, ms: from then on it runs. */
  at: number
  /** The entry before this one in the outbox. */
  after: string | null
  entry: string
  delivery: Delivery
}

/**
 * Delivers committed replies: in order per conversation, urgent ones first, each at least once, by one process at a
 * time. What fails for now waits in the store; what fails for good goes to the dead letters.
 */
export interface Sender {
  /** The lease to commit with: that of the conversation's own lane here, or a fresh one. */
  leaseFor: (ref: ConversationRef) => string
  accept: (accepted: Accepted) => void
  /** Drops what waits here for a conversation; the store has dropped it already. */
  forget: (ref: ConversationRef) => void
  /** The contact blocked the bot: nothing more is sent, here or elsewhere. */
  contactGone: (ref: ConversationRef) => Promise<void>
  /** Takes over what nobody sends: after a crash, an outage, a back-off. */
  sweep: () => Promise<void>
  /** A sign of life: without it others take this process for dead and send in its place. */
  beat: () => Promise<void>
  /** Resolves when nothing is being sent here. */
  idle: () => Promise<void>
  stop: () => Promise<void>
}

/** @see Sender */
export function createSender(needs: LaneNeeds): Sender {
  const { outbox, observer, clock } = needs
  const lanes = new Map<string, Lane>()
  const acks = createAckKeeper(needs)
  const runner = createLaneRunner(needs, acks)
  const process = Buffer.from(needs.ids.bytes(9)).toString('base64url')
  let leases = 0
  let stopping = false

  function leaseFor(ref: ConversationRef): string {
    leases += 1
    return lanes.get(ref.id)?.lease ?? `${process}.${leases}`
  }

  function accept({ ref, lease, leased, at, after, entry, delivery }: Accepted): void {
    if (!leased) return observer.count('delivery_left_to_others')
    const lane = laneOf(ref, lease, at)
    if (after !== null && !knows(lane, after)) lane.behind = true
    if (!knows(lane, entry)) lane.queue.push(toWaiting(entry, delivery))
    if (!lane.running) void run(lane)
  }

  function laneOf(ref: ConversationRef, lease: string, at: number): Lane {
    const lane = lanes.get(ref.id) ?? newLane(ref, lease)
    lane.goodUntil = at + limits.leaseMs
    lanes.set(ref.id, lane)
    return lane
  }

  async function run(lane: Lane): Promise<void> {
    lane.running = true
    try {
      // A reply accepted while the last step ended finds the lane still here: hence the second condition.
      while ((await runner.step(lane)) || (lane.queue.length > 0 && !lane.lost)) {
        if (stopping) break
      }
      if (stopping && lane.queue.length > 0) await runner.handOver(lane)
    } catch (error) {
      interrupted(error)
    }
    lanes.delete(lane.ref.id)
  }

  /** The entries are in the store: whoever can takes them up when the lease has run out. */
  function interrupted(error: unknown): void {
    if (isNewer(error)) observer.count('left_to_newer')
    else observer.alarm('delivery_interrupted', error)
  }

  function forget(ref: ConversationRef): void {
    const lane = lanes.get(ref.id)
    if (lane) lane.queue = []
  }

  async function contactGone(ref: ConversationRef): Promise<void> {
    forget(ref)
    await outbox.drop(ref)
  }

  async function sweep(): Promise<void> {
    const due = await outbox.claimDue(clock.now(), limits.sweepBatch)
    await Promise.all(due.filter((ref) => !lanes.has(ref.id)).map((ref) => takeOver(ref).catch(interrupted)))
  }

  async function takeOver(ref: ConversationRef): Promise<void> {
    const lease = leaseFor(ref)
    const at = clock.now()
    const entries = await outbox.open(ref, lease, at)
    if (entries === null || entries.length === 0) return
    const waiting = await readOwn(ref, lease, entries)
    if (waiting === null) return
    const lane = laneOf(ref, lease, at)
    adopt(lane, waiting)
    if (!lane.running) void run(lane)
  }

  /** Null when a newer release wrote them: given back at once, for a process that can read them. */
  async function readOwn(
    ref: ConversationRef,
    lease: string,
    entries: readonly OutboxEntry[],
  ): Promise<Waiting[] | null> {
    try {
      return await runner.readEntries(ref, entries)
    } catch (error) {
      if (!isNewer(error)) throw error
      observer.count('left_to_newer')
      await outbox.defer(ref, lease, { id: '', tries: 0 }, clock.now() + limits.sweepMs)
      return null
    }
  }

  async function idle(): Promise<void> {
    while (lanes.size > 0) await new Promise((resolve) => setTimeout(resolve, 2))
    await acks.flush()
  }

  async function stop(): Promise<void> {
    stopping = true
    await Promise.race([idle(), new Promise((resolve) => setTimeout(resolve, 5_000).unref())])
    acks.close()
  }

  const beat = () => outbox.beat(process, clock.now())

  return { leaseFor, accept, forget, contactGone, sweep, beat, idle, stop }
}
