import { AppError } from '../core/errors.ts'
import type { Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import { type AddToGroup, createGroupBatcher } from './group-batcher.ts'
import { limits } from './limits.ts'
import type { Ack, AckOutcome } from './outbox-store.ts'
import { conversationKeys } from './redis-keys.ts'
import type { CommitOutcome, TurnCommit } from './session-store.ts'

const script = loadScript(import.meta.url, 'write-turns.lua')

/** Writes what turns change: commits, and notes of what was delivered. */
export interface TurnWriter {
  commit: (turn: TurnCommit) => Promise<CommitOutcome>
  ack: (ack: Ack, now: number) => Promise<AckOutcome>
}

/** One thing to write, and how many keys and arguments of the script it takes is its kind's matter. */
interface Item {
  kind: 'ack' | 'commit'
  /** Nobody waits for it. */
  isPatient: boolean
  now: number
  shard: number
  keys: string[]
  args: string[]
}

/**
 * Enough in one script call for every turn under way, and short enough not to hold Redis up. While Redis writes one to
 * disk a second is on its way if it is worth a sync of its own.
 */
const GROUPS = { perGroup: 128, underWay: 2, worthwhile: 12 }

/**
 * All that ends at the same time is written by one call: Redis syncs its disk once for all of it, and notes of
 * deliveries travel with the commits of other conversations. `spread: 'cluster'`: one call per shard, since a script
 * may touch one shard only.
 */
export function createRedisTurnWriter(redis: Redis, spread: 'single' | 'cluster'): TurnWriter {
  const perShard = new Map<number, AddToGroup<Item, unknown>>()

  /** @throws AppError `store:unavailable`. */
  function write(item: Item): Promise<unknown> {
    const shard = spread === 'single' ? 0 : item.shard
    const known = perShard.get(shard)
    if (known !== undefined) return known(item, item.isPatient)
    const add = createGroupBatcher(writeGroup, GROUPS)
    perShard.set(shard, add)
    return add(item, item.isPatient)
  }

  /** The script takes what was delivered first. */
  async function writeGroup(items: Item[]): Promise<unknown[]> {
    const acks = items.filter((item) => item.kind === 'ack')
    const ordered = [...acks, ...items.filter((item) => item.kind === 'commit')]
    const keys = ordered.flatMap((item) => item.keys)
    const args = [...bounds(items[0]?.now ?? 0), String(acks.length), ...ordered.flatMap((item) => item.args)]
    const reply = await runScript(redis, script, keys, args)
    if (!Array.isArray(reply) || reply.length !== items.length) throw new AppError('store:corrupt')
    const results = new Map(ordered.map((item, at) => [item, reply[at]]))
    return items.map((item) => results.get(item))
  }

  return {
    commit: async (turn) => toCommitOutcome(await write(commitItem(turn))),
    ack: async (ack, now) => toAckOutcome(await write(ackItem(ack, now))),
  }
}

function bounds(now: number): string[] {
  // Bounds are renewed now and then only: what was written last is kept that much longer.
  const [sessionTtl, markTtl] = [limits.sessionTtlMs, limits.markTtlMs].map((ms) => ms + limits.renewMs)
  const kept = [limits.marksPerConversation, limits.sentTtlMs, limits.sentPerConversation]
  return [now, limits.leaseMs, sessionTtl ?? 0, markTtl ?? 0, ...kept].map(String)
}

function commitItem(turn: TurnCommit): Item {
  const { ref, now } = turn
  const { session, marks, outbox, lease, due, timers } = conversationKeys(ref)
  const args = [
    ref.id,
    turn.message ?? '',
    turn.expectedVersion,
    turn.version,
    turn.session ?? '',
    turn.address ?? '',
    String(turn.wakeAt ?? ''),
    turn.delivery?.sealed ?? '',
    turn.lease,
    turn.renews ? '1' : '0',
  ]
  const keys = [session, marks, outbox, lease, due, timers]
  return { kind: 'commit', isPatient: false, now, shard: ref.shard, keys, args }
}

function ackItem(ack: Ack, now: number): Item {
  const { ref, finished, sent } = ack
  const { outbox, lease, due, sent: sentKey } = conversationKeys(ref)
  const args = [ref.id, ack.lease, ack.entry, String(ack.done), finished ? '1' : '0', sent ?? '']
  const keys = [outbox, lease, due, sentKey]
  // Before it is noted, the next message of the turn does not go out.
  return { kind: 'ack', isPatient: finished, now, shard: ref.shard, keys, args }
}

function toCommitOutcome(reply: unknown): CommitOutcome {
  if (reply === 'duplicate' || reply === 'conflict') return { type: reply }
  const [leased, after]: unknown[] = Array.isArray(reply) ? reply : []
  if (typeof leased !== 'number' || typeof after !== 'string') throw new AppError('store:corrupt')
  return { type: 'committed', leased: leased === 1, after: after === '' ? null : after }
}

function toAckOutcome(left: unknown): AckOutcome {
  if (typeof left !== 'number') throw new AppError('store:corrupt')
  if (left < 0) return { type: 'lost' }
  return left === 0 ? { type: 'released' } : { type: 'left', entries: left }
}
