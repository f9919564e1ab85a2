import { z } from 'zod'
import type { Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import { type ConversationRef, SHARDS } from './conversation-key.ts'
import { limits } from './limits.ts'
import type { BuriedMessage, OutboxEntry, OutboxStore } from './outbox-store.ts'
import { createRedisClaim } from './redis-claim.ts'
import { createRedisDeadLetters, toEntry } from './redis-dead-letters.ts'
import { conversationKeys, shardKeys } from './redis-keys.ts'
import { createRedisLiveness } from './redis-liveness.ts'
import { createRedisTurnWriter, type TurnWriter } from './redis-turn-writer.ts'

const openScript = loadScript(import.meta.url, 'open-outbox.lua')
const renewScript = loadScript(import.meta.url, 'renew-lease.lua', 'unconfirmed')
const deferScript = loadScript(import.meta.url, 'defer-outbox.lua')
const buryScript = loadScript(import.meta.url, 'bury-message.lua')

const Texts = z.array(z.string())
const OpenReply = z.union([Texts, z.null()])

/** Unsent replies in Redis. `writer`: shared with the sessions, so that what both write goes in one call. */
export function createRedisOutboxStore(
  redis: Redis,
  spread: 'single' | 'cluster' = 'single',
  writer: Pick<TurnWriter, 'ack'> = createRedisTurnWriter(redis, spread),
): OutboxStore {
  const claim = createRedisClaim(redis, spread)

  async function claimDue(now: number, max: number): Promise<ConversationRef[]> {
    const claimed = await claim('due', { now, again: now + limits.leaseMs }, max)
    return claimed.map(({ member, shard }) => ({ id: member, shard }))
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
      String(limits.deadLettersTtlMs),
    ])
  }

  async function drop(ref: ConversationRef): Promise<void> {
    const keys = conversationKeys(ref)
    await redis.write(keys.outbox, (node) =>
      node.multi().del([keys.outbox, keys.lease]).zRem(keys.due, ref.id).zRem(keys.timers, ref.id).exec(),
    )
  }

  async function waiting(): Promise<number> {
    const shards = Array.from({ length: SHARDS }, (_, shard) => {
      const { due } = shardKeys(shard)
      return redis.read(due, (node) => node.zCard(due))
    })
    return (await Promise.all(shards)).reduce((sum, count) => sum + count, 0)
  }

  return {
    ack: writer.ack,
    claimDue,
    open,
    renew,
    defer,
    bury,
    drop,
    sent: async (ref) => {
      const key = conversationKeys(ref).sent
      return Texts.parse(await redis.read(key, (node) => node.lRange(key, 0, -1)))
    },
    forgetSent: async (ref) => {
      const key = conversationKeys(ref).sent
      await redis.write(key, (node) => node.del(key))
    },
    ...createRedisDeadLetters(redis),
    waiting,
    beat: createRedisLiveness(redis),
  }
}
