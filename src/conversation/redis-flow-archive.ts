import { z } from 'zod'
import { Flow } from '../flows/flow.ts'
import { type Redis, unavailable } from '../redis-connection.ts'
import type { FlowArchive } from './flow-archive.ts'

const DAY_S = 86_400
/** Longer than a session can be idle. Saving at start and reading both begin it anew. */
const KEPT_S = 45 * DAY_S

const StoredFlowSet = z.strictObject({ hash: z.string(), flows: z.record(z.string(), Flow) })

/** Flow sets in Redis, `antam:flows:HASH`. */
export function createRedisFlowArchive(redis: Redis): FlowArchive {
  return {
    save: async (set) => {
      await redis.set(nameOf(set.hash), JSON.stringify(set), { EX: KEPT_S }).catch(rethrow)
    },
    load: async (hash) => {
      const stored = await redis.getEx(nameOf(hash), { type: 'EX', value: KEPT_S }).catch(rethrow)
      if (typeof stored !== 'string') return null
      const parsed = StoredFlowSet.safeParse(JSON.parse(stored))
      // A set of an older flow language cannot be run any more: the conversation begins anew.
      return parsed.success ? parsed.data : null
    },
  }
}

function nameOf(hash: string): string {
  return `antam:flows:${hash}`
}

function rethrow(error: unknown): never {
  throw unavailable(error)
}
