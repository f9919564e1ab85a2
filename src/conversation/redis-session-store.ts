import { z } from 'zod'
import { loadScript, type Redis, runScript, unavailable } from '../redis-connection.ts'
import { type ConversationRef, SHARDS } from './conversation-key.ts'
import { type AddToGroup, createGroupBatcher } from './group-batcher.ts'
import { limits } from './limits.ts'
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
const loadSessionScript = loadScript(import.meta.url, 'load-session.lua')
const claimScript = loadScript(import.meta.url, 'claim-due.lua')

const LoadReply = z.tuple([z.string(), z.string(), z.number()])
const CommitReply = z.array(
  z.union([z.literal(['duplicate', 'conflict']), z.tuple([z.number(), z.string()])]),
)
const Members = z.array(z.string())
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
    return { version, sealed: sealed === '' ? null : sealed, seen: seen === 1 }
  }

  async function claim(key: string, now: number, max: number): Promise<string[]> {
    const args = [String(now), String(max), String(now + limits.claimMs)]
    return Members.parse(await runScript(redis, claimScript, [key], args))
  }

  async function claimWoken(now: number, max: number): Promise<WokenConversation[]> {
    const shards = await Promise.all(allShards().map((shard) => wokenOf(shard, now, max)))
    return shards.flat()
  }

  async function wokenOf(shard: number, now: number, max: number): Promise<WokenConversation[]> {
    const ids = await claim(shardKeys(shard).timers, now, max)
    const woken = await Promise.all(ids.map((id) => withAddress({ id, shard })))
    return woken.filter((one) => one !== null)
  }

  async function withAddress(ref: ConversationRef): Promise<WokenConversation | null> {
    const address = await redis.hGet(conversationKeys(ref).session, 'a').catch(rethrow)
    if (typeof address === 'string') return { ref, address }
    await clearTimer(ref)
    return null
  }

  async function clearTimer(ref: ConversationRef): Promise<void> {
    await redis.zRem(conversationKeys(ref).timers, ref.id).catch(rethrow)
  }

  async function park({ ref, mark, sealed }: ParkedMessage, due: number): Promise<void> {
    const keys = shardKeys(ref.shard)
    const member = `${ref.id} ${mark}`
    const both = redis
      .multi()
      .hSet(keys.parkedData, member, sealed)
      .zAdd(keys.parked, { score: due, value: member })
    await both.exec().catch(rethrow)
  }

  async function claimParked(now: number, max: number): Promise<ParkedMessage[]> {
    const shards = await Promise.all(allShards().map((shard) => parkedOf(shard, now, max)))
    return shards.flat()
  }

  async function parkedOf(shard: number, now: number, max: number): Promise<ParkedMessage[]> {
    const keys = shardKeys(shard)
    const members = await claim(keys.parked, now, max)
    const found = await Promise.all(
      members.map((member) => redis.hGet(keys.parkedData, member).catch(rethrow)),
    )
    return members.flatMap((member, at) => {
      const [, id, mark] = ParkedMember.exec(member) ?? []
      const sealed = found[at]
      return id === undefined || mark === undefined || typeof sealed !== 'string'
        ? []
        : [{ ref: { id, shard }, mark, sealed }]
    })
  }

  async function unpark({ ref, mark }: ParkedMessage): Promise<void> {
    const keys = shardKeys(ref.shard)
    const member = `${ref.id} ${mark}`
    await redis.multi().hDel(keys.parkedData, member).zRem(keys.parked, member).exec().catch(rethrow)
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

function allShards(): number[] {
  return Array.from({ length: SHARDS }, (_, shard) => shard)
}

function rethrow(error: unknown): never {
  throw unavailable(error)
}
