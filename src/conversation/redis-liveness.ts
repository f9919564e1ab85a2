import { z } from 'zod'
import { monotonicMs } from '../core/clock.ts'
import type { Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import { SHARDS } from './conversation-key.ts'
import { limits } from './limits.ts'
import { conversationKeys, shardKeys } from './redis-keys.ts'

const beatScript = loadScript(import.meta.url, 'beat.lua', 'unconfirmed')
const releaseScript = loadScript(import.meta.url, 'release-leases.lua', 'unconfirmed')

const Names = z.array(z.string())
const KEY = 'antam:{processes}:beats'
const KEPT_MS = 86_400_000
const AT_ONCE = 200

/**
 * Signs of life in `antam:{processes}:beats`. A process that has been silent for `limits.deadMs` loses its leases, so
 * that the others send on within seconds; without it they would wait until the leases run out.
 */
export function createRedisLiveness(redis: Redis) {
  /** Since when this process has been heard without a gap: only then is another's silence its own. */
  let steadySince: number | null = null

  async function beat(process: string, now: number): Promise<void> {
    const args = [process, String(limits.deadMs), String(KEPT_MS)]
    try {
      const silent = Names.parse(await runScript(redis, beatScript, [KEY], args))
      steadySince ??= monotonicMs()
      if (monotonicMs() - steadySince < 2 * limits.deadMs) return
      await Promise.all(silent.filter((one) => one !== process).map((one) => bury(one, now)))
    } catch (error) {
      steadySince = null
      throw error
    }
  }

  async function bury(process: string, now: number): Promise<void> {
    await Promise.all(Array.from({ length: SHARDS }, (_, shard) => releaseShard(process, shard, now)))
    await redis.read(KEY, (node) => node.zRem(KEY, process))
  }

  async function releaseShard(process: string, shard: number, now: number): Promise<void> {
    const { due } = shardKeys(shard)
    const waiting = await redis.read(due, (node) => node.zRange(due, 0, -1))
    for (let at = 0; at < waiting.length; at += AT_ONCE) {
      const ids = waiting.slice(at, at + AT_ONCE)
      const leases = ids.map((id) => conversationKeys({ id, shard }).lease)
      await runScript(redis, releaseScript, [due, ...leases], [`${process}.`, String(now), ...ids])
    }
  }

  return beat
}
