import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import type { Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import type { ReserveTokens } from './pacer.ts'

const script = loadScript(import.meta.url, 'take-tokens.lua', 'unconfirmed')
const Reply = z.tuple([z.number(), z.number()])

/** A rate that all processes share, `antam:rate:NAME`. @throws AppError `store:unavailable`. */
export function createRedisRate(
  redis: Redis,
  name: string,
  rate: { perSecond: number; burst: number; clock: Clock },
): ReserveTokens {
  const step = String(1_000 / rate.perSecond)
  return async function reserve(wanted) {
    const args = [String(rate.clock.now()), step, String(rate.burst), String(wanted)]
    const [granted, waitMs] = Reply.parse(await runScript(redis, script, [`antam:rate:${name}`], args))
    return { granted, waitMs }
  }
}
