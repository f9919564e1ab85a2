import type { Redis } from './redis.ts'
import { readServerFacts, type ServerFacts } from './server-facts.ts'

/** What a Redis keeps of what it has called "stored", in plain words. */
export interface Durability {
  /** Whether nothing that was acknowledged can be lost with one server, as far as its settings tell. */
  durable: boolean
  /** What Redis this is and what a "stored" means on it. */
  summary: string
  /** What can lose acknowledged writes and who must do what; empty when durable. */
  problems: string[]
  /** What loses nothing, and wants somebody all the same. */
  warnings: string[]
}

const OLDEST_VERSION = 7
const NEARLY_FULL = 0.8

/** Asks every primary. @throws AppError `store:unavailable`. */
export async function readDurability(redis: Redis): Promise<Durability> {
  const servers = await redis.onEach(readServerFacts)
  const problems = unique(servers.flatMap(problemsOf))
  const warnings = unique(servers.flatMap((server) => warningsOf(server, redis)))
  return { durable: problems.length === 0, summary: summaryOf(servers, redis), problems, warnings }
}

function problemsOf(server: ServerFacts): string[] {
  const found: string[] = []
  if (Number.parseInt(server.version, 10) < OLDEST_VERSION)
    found.push(`Redis ${server.version} is too old: install 7 or later.`)
  if (server.evicts)
    found.push('maxmemory-policy may evict tips when memory is full. Set `maxmemory-policy noeviction`.')
  return [...found, ...fsyncProblem(server)]
}

function fsyncProblem({ appendOnly, fsync }: ServerFacts): string[] {
  if (!appendOnly)
    return [
      'appendonly is off: a restart loses what came since the last snapshot. Set `appendonly yes` and `appendfsync always`.',
    ]
  if (fsync === 'always') return []
  if (fsync === null)
    return [
      'This Redis does not tell its settings (CONFIG is forbidden): ask its operator for append-only with fsync on every write.',
    ]
  return [
    'appendfsync is not `always`: a power cut can lose about a second of acknowledged writes. Set `appendfsync always`.',
  ]
}

function warningsOf(server: ServerFacts, redis: Redis): string[] {
  const found: string[] = []
  if (server.diskError !== null)
    found.push(`${server.diskError}: look at the disk of Redis and at its log, then \`BGREWRITEAOF\`.`)
  if (server.replicasOnline < redis.replicas)
    found.push(
      `${server.replicasOnline} of ${redis.replicas} replicas online: nothing is called stored before a replica has it, so people are told "chưa lưu được". Start the replicas.`,
    )
  if (server.maxMemory > 0 && server.usedMemory > server.maxMemory * NEARLY_FULL)
    found.push(
      'more than 80 % of maxmemory is used: when it is full, people are told "chưa lưu được". Raise it.',
    )
  if (redis.replicas > 0 && server.minReplicas === 0)
    found.push(
      'min-replicas-to-write is 0: a primary that was cut off goes on taking writes which nobody will confirm. Set it to 1.',
    )
  if (redis.kind === 'single' && redis.replicas === 0 && server.replicasOnline > 0)
    found.push('There are replicas, but a write does not wait for them: add ?replicas=1 to REDIS_URL.')
  return found
}

const KINDS = {
  single: 'one Redis server',
  sentinel: 'Redis with Sentinel',
  cluster: 'Redis Cluster',
} as const

function summaryOf(servers: ServerFacts[], { kind, replicas }: Redis): string {
  const online = servers.map((server) => server.replicasOnline)
  const many = kind === 'cluster' ? `, ${servers.length} primaries` : ''
  const copies = Math.max(...online) > 0 ? `, replicas online: ${online.join(', ')}` : ''
  const versions = unique(servers.map((server) => server.version)).join(', ')
  const stored =
    replicas > 0
      ? `"stored" means: on the disk of the primary and at ${replicas} replica(s)`
      : '"stored" means: on the disk of this one server; with its disk everything is lost, so keep backups'
  return `${KINDS[kind]} ${versions}${many}${copies}; ${stored}`
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)]
}
