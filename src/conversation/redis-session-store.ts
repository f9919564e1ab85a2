import { z } from 'zod'
import type { Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import type { ConversationRef } from './conversation-key.ts'
import { type AddToGroup, createGroupBatcher } from './group-batcher.ts'
import { limits } from './limits.ts'
import { type ClaimedMember, createRedisClaim } from './redis-claim.ts'
import { conversationKeys, shardKeys } from './redis-keys.ts'
import type {
  CommitOutcome,
  ParkedMessage,
  SessionStore,
  StoredSession,
  TurnCommit,
  WokenConversation,
} from './session-store.ts'

const commitScript = loadScript(import.meta.url, 'commit-turns.lua')
const loadSessionScript = loadScript(import.meta.url, 'load-session.lua', 'unconfirmed')

const LoadReply = z.tuple([z.string(), z.string(), z.number()])
const CommitReply = z.array(
  z.union([z.literal(['duplicate', 'conflict']), z.tuple([z.number(), z.string()])]),
)
const ParkedMember = /^([0-9a-f]{32}) (\S+)$/

/** Turns in one script call: enough for every turn under way, short enough not to hold Redis up. */
const PER_GROUP = 64
/** One that Redis writes to disk, and one that is on its way meanwhile. */
const UNDER_WAY = 2

/**
 * Conversations in Redis. Turns that end at the same time are committed by one call: Redis syncs its disk once for all
 * of them. `spread: 'cluster'`: one call per shard, since a script may touch one shard only.
 */
export function createRedisSessionStore(redis: Redis, spread: 'single' | 'cluster' = 'single'): SessionStore {
  const shared = createGroupBatcher(commitGroup, { perGroup: PER_GROUP, underWay: UNDER_WAY })
  const perShard = new Map<number, AddToGroup<TurnCommit, CommitOutcome>>()
  const claim = createRedisClaim(redis, spread)

  function commit(turn: TurnCommit): Promise<CommitOutcome> {
    if (spread === 'single') return shared(turn)
    const add =
      perShard.get(turn.ref.shard) ??
      createGroupBatcher(commitGroup, { perGroup: PER_GROUP, underWay: UNDER_WAY })
    perShard.set(turn.ref.shard, add)
    return add(turn)
  }

  async function commitGroup(turns: TurnCommit[]): Promise<CommitOutcome[]> {
    const fixed = [
      turns[0]?.now ?? 0,
      limits.leaseMs,
      limits.sessionTtlMs,
      limits.markTtlMs,
      limits.marksPerConversation,
    ]
    const args = [...fixed.map(String), ...turns.flatMap(commitArgs)]
    const reply = await runScript(redis, commitScript, turns.flatMap(commitKeys), args)
    return CommitReply.parse(reply).map(toOutcome)
  }

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

  return { load, commit, claimWoken, clearTimer, park, claimParked, unpark }
}

function commitKeys({ ref }: TurnCommit): string[] {
  const keys = conversationKeys(ref)
  return [keys.session, keys.marks, keys.outbox, keys.lease, keys.due, keys.timers]
}

function commitArgs(turn: TurnCommit): string[] {
  return [
    turn.ref.id,
    turn.message ?? '',
    turn.expectedVersion,
    turn.version,
    turn.session ?? '',
    turn.address ?? '',
    String(turn.wakeAt ?? ''),
    turn.delivery?.sealed ?? '',
    turn.lease,
  ]
}

function toOutcome(result: z.infer<typeof CommitReply>[number]): CommitOutcome {
  if (typeof result === 'string') return { type: result }
  return { type: 'committed', leased: result[0] === 1, after: result[1] === '' ? null : result[1] }
}
