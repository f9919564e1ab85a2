import { z } from 'zod'
import { type RecordKind, readRecord } from '../core/stored-record.ts'
import { Flow } from '../flows/flow.ts'
import type { Redis } from '../redis/redis.ts'
import type { FlowArchive } from './flow-archive.ts'

const DAY_S = 86_400
/** Longer than a session can be idle. Saving at start and reading both begin it anew. */
const KEPT_S = 45 * DAY_S

const StoredFlowSet = z.strictObject({
  v: z.literal(1),
  hash: z.string(),
  // Whether they are of today's flow language is seen below: of an older one, the conversation begins anew.
  flows: z.record(z.string(), z.unknown()),
})
const flowSets: RecordKind<z.infer<typeof StoredFlowSet>> = {
  schema: StoredFlowSet,
  version: 1,
  // The first releases wrote no version.
  migrations: [(old) => ({ ...old, v: 1 })],
}
const Flows = z.record(z.string(), Flow)

/** Flow sets in Redis, `antam:flows:HASH`. */
export function createRedisFlowArchive(redis: Redis): FlowArchive {
  return {
    save: async (set) => {
      const key = nameOf(set.hash)
      const expiration = { type: 'EX', value: KEPT_S } as const
      await redis.write(key, (node) => node.set(key, JSON.stringify({ v: 1, ...set }), { expiration }))
    },
    load: async (hash) => {
      const key = nameOf(hash)
      const stored = await redis.read(key, (node) => node.getEx(key, { type: 'EX', value: KEPT_S }))
      if (typeof stored !== 'string') return null
      const found = readRecord(flowSets, stored)
      const flows = Flows.safeParse(found.flows)
      return flows.success ? { hash: found.hash, flows: flows.data } : null
    },
  }
}

function nameOf(hash: string): string {
  return `antam:flows:${hash}`
}
