import { z } from 'zod'
import type { Channel } from '../channels/channel.ts'
import type { Clock, IdSource } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import type { Address, ChannelType, MsgIn } from '../core/message.ts'
import type { Observer } from '../core/observer.ts'
import { isNewer, type RecordKind, readRecord } from '../core/stored-record.ts'
import { createConversationKey, createMessageMark, deriveKey } from './conversation-key.ts'
import type { Engines } from './flow-archive.ts'
import { createMessageHandler } from './handle-message.ts'
import { createHeart } from './heart.ts'
import { limits } from './limits.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { Pacer } from './pacer.ts'
import { createRandomPool } from './random-pool.ts'
import { createSealedBox } from './sealed-box.ts'
import { createSender } from './sender.ts'
import type { Services } from './services.ts'
import { createSessionCrypto } from './session-crypto.ts'
import type { ParkedMessage, SessionStore } from './session-store.ts'
import { createSweeper } from './sweeper.ts'

export interface ConversationsNeeds {
  /** HOTLINE_SECRET: names conversations and encrypts them. */
  secret: string
  store: SessionStore
  outbox: OutboxStore
  channels: ReadonlyMap<ChannelType, Channel>
  /** Per channel; absent: no limit. */
  pacers: ReadonlyMap<ChannelType, Pacer>
  engines: Engines
  services: Services
  /** Messages a minute that one contact may write; 0: no limit; `limits.messagesPerMinute` when absent. */
  contactRate?: number
  clock: Clock
  ids: IdSource
  observer: Observer
}

/** All conversations of this process with the platforms' contacts. */
export interface Conversations {
  /**
   * Resolves when the message's effect is stored durably (now or by an earlier delivery): only then may the platform
   * be told that it arrived. @throws AppError `store:unavailable`, `request:too_many`: nothing stored, deliver again.
   */
  handle: (msg: MsgIn) => Promise<void>
  /** Stores the message itself, to be handled later by whichever process comes to it. For platforms in a hurry. */
  park: (msg: MsgIn) => Promise<void>
  /** What a platform says about a contact: blocked us, or wants everything forgotten. */
  notice: (contact: Address, what: 'gone' | 'erase') => Promise<void>
  /** Begins to look every second for what nobody works on: unsent replies, reminders, parked messages. */
  start: () => void
  /** One such look; tests call it instead of waiting. */
  sweep: () => Promise<void>
  /** Resolves when nothing is being handled or sent here. */
  idle: () => Promise<void>
  /** Lets what runs finish, for a few seconds at most. What is left, another process or the next start sends. */
  stop: () => Promise<void>
}

const ParkedMsg = z.strictObject({
  v: z.literal(1),
  msg: z.custom<MsgIn>((value) => typeof value === 'object' && value !== null && 'from' in value),
})
const parkedRecords: RecordKind<z.infer<typeof ParkedMsg>> = {
  schema: ParkedMsg,
  version: 1,
  // The first releases stored the bare message.
  migrations: [(msg) => ({ v: 1, msg })],
}

/** @see Conversations */
export function createConversations(needs: ConversationsNeeds): Conversations {
  const ids = createRandomPool(needs.ids)
  const crypto = createSessionCrypto(needs.secret, ids)
  const parkedBox = createSealedBox(deriveKey(needs.secret, 'parked'), ids)
  const toRef = createConversationKey(needs.secret)
  const toMark = createMessageMark(needs.secret)
  const sender = createSender({ ...needs, ids, crypto })
  const handler = createMessageHandler({ ...needs, ids, crypto, sender })
  const sweeper = createSweeper({ sweep, observer: needs.observer })
  const heart = createHeart({ beat: sender.beat, observer: needs.observer })

  async function park(msg: MsgIn): Promise<void> {
    const ref = toRef(msg.from)
    const sealed = parkedBox.seal(JSON.stringify({ v: 1, msg }), ref.id)
    await needs.store.park({ ref, mark: toMark(msg.id), sealed }, needs.clock.now() + limits.parkMs)
    needs.observer.count('message_parked')
  }

  async function unpark(parked: ParkedMessage): Promise<void> {
    const { msg } = readRecord(parkedRecords, parkedBox.open(parked.sealed, parked.ref.id))
    await handler.handle(msg)
    await needs.store.unpark(parked)
  }

  async function wake(sealed: string, ref: { id: string; shard: number }): Promise<void> {
    await handler.tick(crypto.openAddress(ref, sealed))
  }

  async function sweep(): Promise<void> {
    handler.forgetOld()
    await sender.sweep()
    const now = needs.clock.now()
    const parked = await needs.store.claimParked(now, limits.sweepBatch)
    const woken = await needs.store.claimWoken(now, limits.sweepBatch)
    const tasks = [...parked.map(unpark), ...woken.map(({ address, ref }) => wake(address, ref))]
    for (const result of await Promise.allSettled(tasks)) {
      if (result.status === 'rejected') noteFailure(result.reason)
    }
  }

  /** A parked message of somebody who has too many waiting stays parked; that is no failure. */
  function noteFailure(error: unknown): void {
    if (error instanceof AppError && error.code === 'request:too_many') needs.observer.count('parked_waits')
    else if (isNewer(error)) needs.observer.count('left_to_newer')
    else needs.observer.alarm('sweep_failed', error)
  }

  async function notice(contact: Address, what: 'gone' | 'erase'): Promise<void> {
    needs.observer.count(`contact_${what}`)
    if (what === 'erase') await handler.erase(contact)
    else await sender.contactGone(toRef(contact))
  }

  async function idle(): Promise<void> {
    await handler.idle()
    await sender.idle()
  }

  async function stop(): Promise<void> {
    await sweeper.stop()
    await Promise.race([handler.idle(), new Promise((resolve) => setTimeout(resolve, 5_000).unref())])
    await sender.stop()
    heart.stop()
  }

  function start(): void {
    heart.start()
    sweeper.start()
  }

  for (const channel of needs.channels.values()) channel.listen?.(notice)
  return { handle: handler.handle, park, notice, start, sweep, idle, stop }
}
