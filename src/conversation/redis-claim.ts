import { z } from 'zod'
import type { Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import { SHARDS } from './conversation-key.ts'
import { shardKeys } from './redis-keys.ts'

const script = loadScript(import.meta.url, 'claim-due.lua', 'unconfirmed')
const Reply = z.array(z.array(z.string()))

type Sorted = 'due' | 'timers' | 'parked'

export interface ClaimedMember {
  shard: number
  member: string
}

/** Gives out what is due now in one sorted set of every shard; to others again from `again` on, ms. */
export type ClaimDue = (
  what: Sorted,
  times: { now: number; again: number },
  maxOfShard: number,
) => Promise<ClaimedMember[]>

/** One call each second and kind on a single Redis; a call per shard on a Cluster, where a script may touch one only. */
export function createRedisClaim(redis: Redis, spread: 'single' | 'cluster'): ClaimDue {
  const all = Array.from({ length: SHARDS }, (_, shard) => shard)
  const groups = spread === 'single' ? [all] : all.map((shard) => [shard])

  return async function claimDue(what, { now, again }, maxOfShard) {
    const args = [now, maxOfShard, again].map(String)
    const claimed = groups.map(async (shards) => {
      const keys = shards.map((shard) => shardKeys(shard)[what])
      const sets = Reply.parse(await runScript(redis, script, keys, args))
      return shards.flatMap((shard, at) => (sets[at] ?? []).map((member) => ({ shard, member })))
    })
    return (await Promise.all(claimed)).flat()
  }
}
