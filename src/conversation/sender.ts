import type { Channel } from '../channels/channel.ts'
import type { Clock, IdSource } from '../core/clock.ts'
import type { ChannelType } from '../core/message.ts'
import type { Observer } from '../core/observer.ts'
import { createAckBatcher } from './ack-batcher.ts'
import type { ConversationRef } from './conversation-key.ts'
import { adopt, isUrgent, knows, type Lane, nextOf, toWaiting, type Waiting } from './lane.ts'
import { limits } from './limits.ts'
import type { AckOutcome, OutboxEntry, OutboxStore } from './outbox-store.ts'
import type { Pacer } from './pacer.ts'
import { failureOf, retryDelay } from './send-failure.ts'
import type { Delivery, SessionCrypto } from './session-crypto.ts'

/** The replies of a committed turn. `leased`: this process may send them at once. */
export interface Accepted {
  ref: ConversationRef
  lease: string
  leased: boolean
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
  leaseFor(ref: ConversationRef): string
  accept(accepted: Accepted): void
  /** Drops what waits here for a conversation; the store has dropped it already. */
  forget(ref: ConversationRef): void
  /** The contact blocked the bot: nothing more is sent, here or elsewhere. */
  contactGone(ref: ConversationRef): Promise<void>
  /** Takes over what nobody sends: after a crash, an outage, a back-off. */
  sweep(): Promise<void>
  /** Resolves when nothing is being sent here. */
  idle(): Promise<void>
  stop(): Promise<void>
}

export interface SenderNeeds {
  outbox: OutboxStore
  crypto: SessionCrypto
  channels: ReadonlyMap<ChannelType, Channel>
  /** Absent: no limit. */
  pacers: ReadonlyMap<ChannelType, Pacer>
  clock: Clock
  ids: IdSource
  observer: Observer
}

/** @see Sender */
export function createSender(needs: SenderNeeds): Sender {
  const { outbox, observer, clock } = needs
  const lanes = new Map<string, Lane>()
  const acks = createAckBatcher(needs)
  const process = Buffer.from(needs.ids.bytes(9)).toString('base64url')
  let leases = 0
  let stopping = false

  function leaseFor(ref: ConversationRef): string {
    leases += 1
    return lanes.get(ref.id)?.lease ?? `${process}.${leases}`
  }

  function accept({ ref, lease, leased, after, entry, delivery }: Accepted): void {
    if (!leased) return observer.count('delivery_left_to_others')
    const lane = lanes.get(ref.id) ?? openLane(ref, lease)
    lane.goodUntil = clock.now() + limits.leaseMs
    if (after !== null && !knows(lane, after)) lane.behind = true
    if (!knows(lane, entry)) lane.queue.push(toWaiting(entry, delivery))
    if (!lane.running) void run(lane)
  }

  function openLane(ref: ConversationRef, lease: string): Lane {
    const goodUntil = clock.now() + limits.leaseMs
    const lane: Lane = {
      ref,
      lease,
      goodUntil,
      queue: [],
      finishing: null,
      behind: false,
      running: false,
      lost: false,
    }
    lanes.set(ref.id, lane)
    return lane
  }

  async function run(lane: Lane): Promise<void> {
    lane.running = true
    try {
      // A reply accepted while the last step ended finds the lane still here: hence the second condition.
      while ((await step(lane)) || (lane.queue.length > 0 && !lane.lost)) if (stopping) break
    } catch (error) {
      // The entries are in the store; the sweep takes them up when the lease has run out.
      observer.alarm('delivery_interrupted', error)
    }
    lanes.delete(lane.ref.id)
  }

  /** Delivers one message, or finds out that there is no more to do. False ends the lane. */
  async function step(lane: Lane): Promise<boolean> {
    const next = lane.behind ? undefined : nextOf(lane)
    if (next === undefined) return reopen(lane)
    const pacer = needs.pacers.get(next.delivery.to.channel)
    if (pacer) await pacer.wait(lane.ref.id, isUrgent(next))
    if (!(await stillMine(lane))) return giveUp(lane)
    try {
      const sent = await deliver(lane, next)
      return await noteProgress(lane, next, sent)
    } catch (error) {
      return await sendFailed(lane, next, error)
    }
  }

  async function stillMine(lane: Lane): Promise<boolean> {
    if (lane.lost) return false
    const now = clock.now()
    if (lane.goodUntil - now >= limits.leaseReserveMs) return true
    if (!(await outbox.renew(lane.ref, lane.lease, now))) return false
    lane.goodUntil = now + limits.leaseMs
    return true
  }

  /** The platform ids of what was sent. */
  async function deliver(lane: Lane, next: Waiting): Promise<string[]> {
    const { delivery } = next
    const channel = needs.channels.get(delivery.to.channel)
    if (channel === undefined) return []
    if (delivery.erase && !next.erased) await erase(lane, next, channel)
    const msg = delivery.msgs[next.done]
    if (msg === undefined) return []
    const sent = await channel.send(delivery.to, msg)
    observer.count('message_sent')
    if (channel.deleteMessages === undefined) return []
    const received = next.done === 0 ? delivery.received : []
    return [...received, ...(sent.alsoSent ?? []), ...(sent.platformId === null ? [] : [sent.platformId])]
  }

  async function erase(lane: Lane, next: Waiting, channel: Channel): Promise<void> {
    const stored = await outbox.sent(lane.ref)
    const ids = stored.flatMap((sealed) => needs.crypto.openPlatformIds(lane.ref, sealed))
    const all = [...ids, ...next.delivery.received]
    if (all.length > 0) await channel.deleteMessages?.(next.delivery.to, all)
    await outbox.forgetSent(lane.ref)
    next.erased = true
    next.delivery.received = []
  }

  /** The next message waits until this one is noted: a crash then repeats one message at most. */
  async function noteProgress(lane: Lane, next: Waiting, sent: string[]): Promise<boolean> {
    const finished = passOver(lane, next)
    if (finished) lane.finishing = next.entry
    const outcome = await acks.ack({
      ref: lane.ref,
      lease: lane.lease,
      entry: next.entry,
      done: next.done,
      finished,
      sent: sent.length === 0 ? null : needs.crypto.sealPlatformIds(lane.ref, sent),
    })
    lane.finishing = null
    lane.lost = outcome.type === 'lost'
    if (lane.lost) return giveUp(lane)
    lane.goodUntil = clock.now() + limits.leaseMs
    if (lane.queue.length === 0) return afterLast(lane, outcome)
    // Given back just before the next reply was accepted: take the lease again.
    if (outcome.type === 'released') lane.behind = true
    return true
  }

  /** One message of the entry is done with. Returns whether it was the last. */
  function passOver(lane: Lane, next: Waiting): boolean {
    next.done += 1
    const finished = next.done >= next.delivery.msgs.length
    if (finished) lane.queue = lane.queue.filter((one) => one !== next)
    return finished
  }

  /** `left` while nothing waits here: a reply that another process committed, or one on its way to `accept`. */
  async function afterLast(lane: Lane, outcome: AckOutcome): Promise<boolean> {
    if (outcome.type === 'left') await new Promise((resolve) => setImmediate(resolve))
    return outcome.type === 'left'
  }

  /** Makes the lane's queue what the store has. */
  async function reopen(lane: Lane): Promise<boolean> {
    const entries = await outbox.open(lane.ref, lane.lease, clock.now())
    if (entries === null) return giveUp(lane)
    lane.goodUntil = clock.now() + limits.leaseMs
    adopt(lane, await opened(lane.ref, entries))
    return lane.queue.length > 0
  }

  function giveUp(lane: Lane): boolean {
    lane.queue = []
    return false
  }

  async function opened(ref: ConversationRef, entries: OutboxEntry[]): Promise<Waiting[]> {
    const waiting: Waiting[] = []
    for (const { id, done, tries, sealed } of entries) {
      try {
        waiting.push({ ...toWaiting(id, needs.crypto.openDelivery(ref, id, sealed)), done, tries })
      } catch (error) {
        observer.alarm('delivery_unreadable', error)
        await outbox.bury(ref, { id, done, finished: true, reason: 'unreadable' }, clock.now())
      }
    }
    return waiting
  }

  /** True: go on with the next message. False: this lane ends, the store knows when to try again. */
  async function sendFailed(lane: Lane, next: Waiting, error: unknown): Promise<boolean> {
    const failure = failureOf(error)
    observer.count(`send_${failure.type}`)
    if (failure.type === 'gone') return dropAll(lane)
    if (failure.counts) next.tries += 1
    await acks.flush()
    if (failure.type === 'refused' || next.tries >= limits.deliveryTries)
      return buryOne(lane, next, failure.reason)
    const due = clock.now() + retryDelay(next.tries, failure.retryAfterMs, needs.ids)
    await outbox.defer(lane.ref, lane.lease, { id: next.entry, tries: next.tries }, due)
    return giveUp(lane)
  }

  async function dropAll(lane: Lane): Promise<boolean> {
    await outbox.drop(lane.ref)
    return giveUp(lane)
  }

  async function buryOne(lane: Lane, next: Waiting, reason: string): Promise<boolean> {
    const finished = passOver(lane, next)
    observer.alarm('dead_letter')
    await outbox.bury(lane.ref, { id: next.entry, done: next.done, finished, reason }, clock.now())
    return true
  }

  async function contactGone(ref: ConversationRef): Promise<void> {
    forget(ref)
    await outbox.drop(ref)
  }

  function forget(ref: ConversationRef): void {
    const lane = lanes.get(ref.id)
    if (lane) lane.queue = []
  }

  async function sweep(): Promise<void> {
    const due = await outbox.claimDue(clock.now(), limits.sweepBatch)
    await Promise.all(due.filter((ref) => !lanes.has(ref.id)).map(takeOver))
  }

  async function takeOver(ref: ConversationRef): Promise<void> {
    const lease = leaseFor(ref)
    const entries = await outbox.open(ref, lease, clock.now())
    if (entries === null || entries.length === 0) return
    const lane = lanes.get(ref.id) ?? openLane(ref, lease)
    adopt(lane, await opened(ref, entries))
    if (!lane.running) void run(lane)
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

  return { leaseFor, accept, forget, contactGone, sweep, idle, stop }
}
