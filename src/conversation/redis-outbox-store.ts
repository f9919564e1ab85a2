import { z } from 'zod'
import { loadScript, type Redis, runScript, unavailable } from '../redis-connection.ts'
import { type ConversationRef, SHARDS } from './conversation-key.ts'
import { limits } from './limits.ts'
import type { Ack, AckOutcome, BuriedMessage, DeadLetter, OutboxEntry, OutboxStore } from './outbox-store.ts'
import { conversationKeys, shardKeys } from './redis-keys.ts'

const ackScript = loadScript(import.meta.url, 'ack-sent.lua')
const claimScript = loadScript(import.meta.url, 'claim-due.lua')
const openScript = loadScript(import.meta.url, 'open-outbox.lua')
const renewScript = loadScript(import.meta.url, 'renew-lease.lua')
const deferScript = loadScript(import.meta.url, 'defer-outbox.lua')
const buryScript = loadScript(import.meta.url, 'bury-message.lua')

const Numbers = z.array(z.number())
const Texts = z.array(z.string())
const OpenReply = z.union([Texts, z.null()])
const DEAD_LETTER = /^([0-9a-f]{32}) (\S+) (\d+) (.*)$/s

/**
 * Unsent replies in Redis. `spread: 'cluster'`: acknowledgements go to each shard by itself, since a script may touch
 * one shard only; on a single Redis one call takes them all.
 */
export function createRedisOutboxStore(redis: Redis, spread: 'single' | 'cluster' = 'single'): OutboxStore {
  async function ack(acks: readonly Ack[], now: number): Promise<AckOutcome[]> {
    if (spread === 'single') return ackTogether(acks, now)
    const outcomes = new Map<Ack, AckOutcome>()
    const shards = [...new Set(acks.map((one) => one.ref.shard))]
    await Promise.all(
      shards.map(async (shard) => {
        const group = acks.filter((one) => one.ref.shard === shard)
        const results = await ackTogether(group, now)
        group.forEach((one, at) => outcomes.set(one, results[at] ?? { type: 'lost' }))
      }),
    )
    return acks.map((one) => outcomes.get(one) ?? { type: 'lost' })
  }

  async function ackTogether(acks: readonly Ack[], now: number): Promise<AckOutcome[]> {
    const fixed = [now, limits.leaseMs, limits.sentTtlMs, limits.sentPerConversation].map(String)
    const reply = await runScript(redis, ackScript, acks.flatMap(ackKeys), [
      ...fixed,
      ...acks.flatMap(ackArgs),
    ])
    return Numbers.parse(reply).map(toOutcome)
  }

  async function claimDue(now: number, max: number): Promise<ConversationRef[]> {
    const args = [String(now), String(max), String(now + limits.leaseMs)]
    const shards = Array.from({ length: SHARDS }, async (_, shard) => {
      const ids = Texts.parse(await runScript(redis, claimScript, [shardKeys(shard).due], args))
      return ids.map((id) => ({ id, shard }))
    })
    return (await Promise.all(shards)).flat()
  }

  async function open(ref: ConversationRef, lease: string, now: number): Promise<OutboxEntry[] | null> {
    const keys = conversationKeys(ref)
    const args = [ref.id, lease, String(limits.leaseMs), String(now)]
    const reply = await runScript(redis, openScript, [keys.outbox, keys.lease, keys.due], args)
    return OpenReply.parse(reply)?.map(toEntry) ?? null
  }

  async function renew(ref: ConversationRef, lease: string, now: number): Promise<boolean> {
    const keys = conversationKeys(ref)
    const args = [ref.id, lease, String(limits.leaseMs), String(now)]
    return (await runScript(redis, renewScript, [keys.lease, keys.due], args)) === 1
  }

  async function defer(
    ref: ConversationRef,
    lease: string,
    entry: { id: string; tries: number },
    due: number,
  ): Promise<void> {
    const keys = conversationKeys(ref)
    const args = [ref.id, lease, entry.id, String(entry.tries), String(due)]
    await runScript(redis, deferScript, [keys.outbox, keys.lease, keys.due], args)
  }

  async function bury(ref: ConversationRef, entry: BuriedMessage, now: number): Promise<void> {
    const names = [conversationKeys(ref).outbox, shardKeys(ref.shard).dead]
    const { id, done, finished, reason } = entry
    const kept = String(limits.deadLettersPerShard)
    await runScript(redis, buryScript, names, [
      ref.id,
      id,
      String(done),
      finished ? '1' : '0',
      reason,
      String(now),
      kept,
    ])
  }

  async function drop(ref: ConversationRef): Promise<void> {
    const keys = conversationKeys(ref)
    const all = redis.multi().del([keys.outbox, keys.lease]).zRem(keys.due, ref.id).zRem(keys.timers, ref.id)
    await all.exec().catch(rethrow)
  }

  async function dead(max: number): Promise<DeadLetter[]> {
    const shards = Array.from({ length: SHARDS }, async (_, shard) => {
      const letters = await redis.lRange(shardKeys(shard).dead, 0, max - 1).catch(rethrow)
      return Texts.parse(letters).flatMap((letter) => toDeadLetter(shard, letter))
    })
    return (await Promise.all(shards)).flat().slice(0, max)
  }

  return {
    ack,
    claimDue,
    open,
    renew,
    defer,
    bury,
    drop,
    sent: async (ref) => Texts.parse(await redis.lRange(conversationKeys(ref).sent, 0, -1).catch(rethrow)),
    forgetSent: async (ref) => void (await redis.del(conversationKeys(ref).sent).catch(rethrow)),
    dead,
  }
}

function ackKeys({ ref }: Ack): string[] {
  const keys = conversationKeys(ref)
  return [keys.outbox, keys.lease, keys.due, keys.sent]
}

function ackArgs(ack: Ack): string[] {
  return [ack.ref.id, ack.lease, ack.entry, String(ack.done), ack.finished ? '1' : '0', ack.sent ?? '']
}

function toOutcome(left: number): AckOutcome {
  if (left < 0) return { type: 'lost' }
  return left === 0 ? { type: 'released' } : { type: 'left', entries: left }
}

/** Id (16), messages done (2), tries (2), sealed delivery. */
function toEntry(stored: string): OutboxEntry {
  return {
    id: stored.slice(0, 16),
    done: Number(stored.slice(16, 18)),
    tries: Number(stored.slice(18, 20)),
    sealed: stored.slice(20),
  }
}

function toDeadLetter(shard: number, letter: string): DeadLetter[] {
  const [, id, reason, at, entry] = DEAD_LETTER.exec(letter) ?? []
  if (id === undefined || reason === undefined || entry === undefined) return []
  return [{ ref: { id, shard }, reason, at: Number(at), entry: toEntry(entry) }]
}

function rethrow(error: unknown): never {
  throw unavailable(error)
}
