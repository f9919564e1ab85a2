import { z } from 'zod'
import type { NodeClient } from './node-client.ts'
import { isReply } from './redis-error.ts'

/** What one server says of itself, as far as it matters for keeping what it was given. */
export interface ServerFacts {
  version: string
  replicasOnline: number
  maxMemory: number
  usedMemory: number
  evicts: boolean
  appendOnly: boolean
  /** Null where CONFIG is forbidden. */
  fsync: string | null
  minReplicas: number | null
  /** What could not be written to disk, or nothing. */
  diskError: string | null
}

const Info = z.object({
  redis_version: z.string(),
  maxmemory: z.coerce.number(),
  used_memory: z.coerce.number(),
  maxmemory_policy: z.string(),
  aof_enabled: z.string(),
  aof_last_write_status: z.string().default('ok'),
  aof_last_bgrewrite_status: z.string().default('ok'),
  rdb_last_bgsave_status: z.string().default('ok'),
})

export async function readServerFacts(node: NodeClient): Promise<ServerFacts> {
  const text = await node.info()
  const info = Info.parse(fieldsOf(text))
  const settings = await readSettings(node)
  return {
    version: info.redis_version,
    replicasOnline: [...text.matchAll(/^slave\d+:.*state=online/gm)].length,
    maxMemory: info.maxmemory,
    usedMemory: info.used_memory,
    evicts: info.maxmemory_policy !== 'noeviction',
    appendOnly: info.aof_enabled === '1',
    fsync: settings?.['appendfsync'] ?? null,
    minReplicas: settings === null ? null : Number(settings['min-replicas-to-write'] ?? 0),
    diskError: diskErrorOf(info),
  }
}

/** Null where CONFIG is forbidden, renamed or unknown (managed Redis); a connection that broke says nothing of that. */
async function readSettings(node: NodeClient): Promise<Record<string, string> | null> {
  try {
    return await node.configGet(['appendfsync', 'min-replicas-to-write'])
  } catch (error) {
    if (isReply(error, 'NOPERM', 'ERR')) return null
    throw error
  }
}

function diskErrorOf(info: z.infer<typeof Info>): string | null {
  if (info.aof_last_write_status !== 'ok') return 'the append-only file could not be written'
  if (info.aof_last_bgrewrite_status !== 'ok') return 'the append-only file could not be rewritten'
  return info.rdb_last_bgsave_status === 'ok' ? null : 'the last snapshot could not be written'
}

function fieldsOf(info: string): Record<string, string> {
  const lines = info.split('\r\n').filter((line) => line.includes(':') && !line.startsWith('#'))
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  )
}
