import type { Channel } from '../channels/channel.ts'
import type { Clock, IdSource } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import type { ChannelType } from '../core/message.ts'
import type { Observer } from '../core/observer.ts'
import { isNewer } from '../core/stored-record.ts'
import type { AckKeeper } from './ack-keeper.ts'
import type { ConversationRef } from './conversation-key.ts'
import { adopt, isUrgent, type Lane, nextOf, passOver, toWaiting, type Waiting } from './lane.ts'
import { limits } from './limits.ts'
import type { AckOutcome, OutboxEntry, OutboxStore } from './outbox-store.ts'
import type { Pacer } from './pacer.ts'
import { createPlatformHealth } from './platform-health.ts'
import { failureOf, jitter, retryDelay, type SendFailure } from './send-failure.ts'
import type { SessionCrypto } from './session-crypto.ts'

export interface LaneNeeds {
  outbox: OutboxStore
  crypto: SessionCrypto
  channels: ReadonlyMap<ChannelType, Channel>
  /** Absent: no limit. */
  pacers: ReadonlyMap<ChannelType, Pacer>
  clock: Clock
  ids: IdSource
  observer: Observer
}

/** The steps of sending for one conversation. */
export interface LaneRunner {
  /** Delivers one message, or finds out that there is no more to do. False ends the lane. */
  step: (lane: Lane) => Promise<boolean>
  /**
   * Reads entries of the store; those that cannot be read go to the dead letters. @throws AppError `store:newer`: they
   * are for a process of a newer release.
   */
  readEntries: (ref: ConversationRef, entries: readonly OutboxEntry[]) => Promise<Waiting[]>
  /** Gives the lease back at once, for another process to go on. */
  handOver: (lane: Lane) => Promise<void>
}

/** @see LaneRunner */
export function createLaneRunner(needs: LaneNeeds, acks: AckKeeper): LaneRunner {
  const { outbox, observer, clock } = needs
  const health = createPlatformHealth(needs)

  async function step(lane: Lane): Promise<boolean> {
    const next = lane.behind ? undefined : nextOf(lane)
    if (next === undefined) return reopen(lane)
    const platform = next.delivery.to.channel
    if (isTooLate(next, clock.now())) return dropEntry(lane, next)
    const heldMs = health.heldMs(platform)
    if (heldMs > 0) return putOff(lane, next, heldMs + limits.awaySpreadMs * jitter(needs.ids))
    await needs.pacers.get(platform)?.wait(lane.ref.id, isUrgent(next))
    if (!(await stillMine(lane))) return giveUp(lane)
    const sent = await deliver(needs, lane, next).catch((error: unknown) => ({ error }))
    if ('error' in sent) return sendFailed(lane, next, sent.error)
    health.worked(platform)
    return noteProgress(lane, next, sent.ids)
  }

  /** The platform would refuse it, and a reminder is no longer one. */
  function dropEntry(lane: Lane, next: Waiting): Promise<boolean> {
    observer.count(next.delivery.reminder ? 'reminder_too_late' : 'reply_too_late')
    next.done = next.delivery.msgs.length - 1
    return noteProgress(lane, next, [])
  }

  async function stillMine(lane: Lane): Promise<boolean> {
    if (lane.lost) return false
    const now = clock.now()
    if (lane.goodUntil - now >= limits.leaseReserveMs) return true
    if (!(await outbox.renew(lane.ref, lane.lease, now))) return false
    lane.goodUntil = now + limits.leaseMs
    return true
  }

  /** The next message waits until this one is noted: a crash then repeats one message at most. */
  async function noteProgress(lane: Lane, next: Waiting, ids: string[]): Promise<boolean> {
    const finished = passOver(lane, next)
    if (finished) lane.finishing = next.entry
    const sent = ids.length === 0 ? null : needs.crypto.sealPlatformIds(lane.ref, ids)
    const { ref, lease } = lane
    const at = clock.now()
    const outcome = await acks.ack({ ref, lease, entry: next.entry, done: next.done, finished, sent })
    lane.finishing = null
    lane.lost = outcome.type === 'lost'
    if (lane.lost) return giveUp(lane)
    lane.goodUntil = at + limits.leaseMs
    if (lane.queue.length === 0) return afterLast(outcome)
    // Given back just before the next reply was accepted: take the lease again.
    if (outcome.type === 'released') lane.behind = true
    return true
  }

  /** Makes the lane's queue what the store has. */
  async function reopen(lane: Lane): Promise<boolean> {
    const at = clock.now()
    const entries = await outbox.open(lane.ref, lane.lease, at)
    if (entries === null) return giveUp(lane)
    lane.goodUntil = at + limits.leaseMs
    adopt(lane, await readEntries(lane.ref, entries))
    return lane.queue.length > 0
  }

  async function readEntries(ref: ConversationRef, entries: readonly OutboxEntry[]): Promise<Waiting[]> {
    const waiting: Waiting[] = []
    for (const { id, done, tries, sealed } of entries) {
      try {
        waiting.push({ ...toWaiting(id, needs.crypto.openDelivery(ref, id, sealed)), done, tries })
      } catch (error) {
        if (isNewer(error)) throw error
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
    noteHealth(lane, next, failure)
    if (failure.type === 'gone') {
      await outbox.drop(lane.ref)
      return giveUp(lane)
    }
    if (failure.counts && !health.isAway(next.delivery.to.channel)) next.tries += 1
    if (failure.type === 'refused' || next.tries >= limits.deliveryTries)
      return buryOne(lane, next, failure.reason)
    const { tries } = next
    const delay = retryDelay({ ...failure, tries, urgent: isUrgent(next) }, needs.ids)
    return putOff(lane, next, delay)
  }

  function noteHealth({ ref }: Lane, { delivery }: Waiting, failure: SendFailure): void {
    const platform = delivery.to.channel
    if (failure.platformAway) health.failed(platform, ref.id, failure.retryAfterMs)
    else if (failure.type !== 'retry') health.worked(platform)
  }

  async function putOff(lane: Lane, next: Waiting, delayMs: number): Promise<boolean> {
    const due = Math.round(clock.now() + delayMs)
    await outbox.defer(lane.ref, lane.lease, { id: next.entry, tries: next.tries }, due)
    return giveUp(lane)
  }

  async function buryOne(lane: Lane, next: Waiting, reason: string): Promise<boolean> {
    const finished = passOver(lane, next)
    next.tries = 0
    observer.alarm('dead_letter')
    await outbox.bury(lane.ref, { id: next.entry, done: next.done, finished, reason }, clock.now())
    return true
  }

  async function handOver(lane: Lane): Promise<void> {
    const { entry, tries } = nextOf(lane) ?? { entry: '', tries: 0 }
    await outbox.defer(lane.ref, lane.lease, { id: entry, tries }, clock.now())
  }

  return { step, readEntries, handOver }
}

function isTooLate({ delivery }: Waiting, now: number): boolean {
  return delivery.until !== undefined && now > delivery.until && !delivery.erase
}

function giveUp(lane: Lane): boolean {
  lane.queue = []
  return false
}

/** `left` while nothing waits here: a reply that another process committed, or one on its way to `accept`. */
async function afterLast(outcome: AckOutcome): Promise<boolean> {
  if (outcome.type === 'left') await new Promise((resolve) => setImmediate(resolve))
  return outcome.type === 'left'
}

/** Sends one message. Gives the platform's ids to remember, where the platform can delete. */
async function deliver(needs: LaneNeeds, lane: Lane, next: Waiting): Promise<{ ids: string[] }> {
  const { delivery } = next
  const channel = needs.channels.get(delivery.to.channel)
  // Not configured here any more, or not yet: the messages wait for whoever mends it.
  if (channel === undefined)
    throw new AppError('channel:unauthorised', { retryable: true, retryAfterMs: 60_000 })
  if (delivery.erase && !next.erased) await eraseAtPlatform(needs, lane, next, channel)
  const msg = delivery.msgs[next.done]
  // A turn without words: what the contact wrote is to be deletable all the same.
  if (msg === undefined) return { ids: channel.deleteMessages === undefined ? [] : delivery.received }
  const sent = await channel.send(delivery.to, msg)
  needs.observer.count('message_sent')
  if (channel.deleteMessages === undefined) return { ids: [] }
  const received = next.done === 0 ? delivery.received : []
  const last = sent.platformId === null ? [] : [sent.platformId]
  return { ids: [...received, ...(sent.alsoSent ?? []), ...last] }
}

async function eraseAtPlatform(needs: LaneNeeds, lane: Lane, next: Waiting, channel: Channel): Promise<void> {
  const stored = await needs.outbox.sent(lane.ref)
  const ids = stored.flatMap((sealed) => needs.crypto.openPlatformIds(lane.ref, sealed))
  const all = [...ids, ...next.delivery.received]
  if (all.length > 0) await channel.deleteMessages?.(next.delivery.to, all)
  await needs.outbox.forgetSent(lane.ref)
  next.erased = true
  next.delivery.received = []
}
