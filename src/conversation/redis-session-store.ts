import { z } from 'zod'
import type { Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import type { ConversationRef } from './conversation-key.ts'
import { limits } from './limits.ts'
import { type ClaimedMember, createRedisClaim } from './redis-claim.ts'
import { conversationKeys, shardKeys } from './redis-keys.ts'
import { createRedisTurnWriter, type TurnWriter } from './redis-turn-writer.ts'
import type { ParkedMessage, SessionStore, StoredSession, WokenConversation } from './session-store.ts'

const loadSessionScript = loadScript(import.meta.url, 'load-session.lua', 'unconfirmed')

const LoadReply = z.tuple([z.string(), z.string(), z.number()])
const ParkedMember = /^([0-9a-f]{32}) (\S+)$/

/** Conversations in Redis. `writer`: shared with the outbox, so that what both write goes in one call. */
export function createRedisSessionStore(
  redis: Redis,
  spread: 'single' | 'cluster' = 'single',
  writer: Pick<TurnWriter, 'commit'> = createRedisTurnWriter(redis, spread),
): SessionStore {
  const claim = createRedisClaim(redis, spread)

  async function load(ref: ConversationRef, message: string | null): Promise<StoredSession> {
    const keys = conversationKeys(ref)
    const reply = await runScript(redis, loadSessionScript, [keys.session, keys.marks], [message ?? ''])
    const [version, sealed, seen] = LoadReply.parse(reply)
    // The first attempt may have been written and not confirmed: a write makes the confirmation cover it.
    if (seen === 1) await redis.write(keys.marks, (node) => node.pExpire(keys.marks, limits.markTtlMs))
    return { version, sealed: sealed === '' ? null : sealed, seen: seen === 1 }
  }

  async function claimWoken(now: number, max: number): Promise<WokenConversation[]> {
    const claimed = await claim('timers', { now, again: now + limits.claimMs }, max)
    const woken = await Promise.all(claimed.map(({ member, shard }) => withAddress({ id: member, shard })))
    return woken.filter((one) => one !== null)
  }

  async function withAddress(ref: ConversationRef): Promise<WokenConversation | null> {
    const key = conversationKeys(ref).session
    const address = await redis.read(key, (node) => node.hGet(key, 'a'))
    if (typeof address === 'string') return { ref, address }
    await clearTimer(ref)
    return null
  }

  async function clearTimer(ref: ConversationRef): Promise<void> {
    const key = conversationKeys(ref).timers
    await redis.write(key, (node) => node.zRem(key, ref.id))
  }

  async function park({ ref, mark, sealed }: ParkedMessage, due: number): Promise<void> {
    const keys = shardKeys(ref.shard)
    const member = `${ref.id} ${mark}`
    await redis.write(keys.parked, (node) =>
      node
        .multi()
        .hSet(keys.parkedData, member, sealed)
        .zAdd(keys.parked, { score: due, value: member })
        .exec(),
    )
  }

  async function claimParked(now: number, max: number): Promise<ParkedMessage[]> {
    const claimed = await claim('parked', { now, again: now + limits.claimMs }, max)
    const parked = await Promise.all(claimed.map(withMessage))
    return parked.filter((one) => one !== null)
  }

  async function withMessage({ shard, member }: ClaimedMember): Promise<ParkedMessage | null> {
    const { parkedData } = shardKeys(shard)
    const [, id, mark] = ParkedMember.exec(member) ?? []
    const sealed = await redis.read(parkedData, (node) => node.hGet(parkedData, member))
    if (id === undefined || mark === undefined || typeof sealed !== 'string') return null
    return { ref: { id, shard }, mark, sealed }
  }

  async function unpark({ ref, mark }: ParkedMessage): Promise<void> {
    const keys = shardKeys(ref.shard)
    const member = `${ref.id} ${mark}`
    await redis.write(keys.parked, (node) =>
      node.multi().hDel(keys.parkedData, member).zRem(keys.parked, member).exec(),
    )
  }

  return { load, commit: writer.commit, claimWoken, clearTimer, park, claimParked, unpark }
}
