import { askServer } from './ask-server.ts'

/** What the Sentinels call their primary. */
export const NAME = 'an-tam'

const DURABLE = ['appendonly yes', 'appendfsync always', 'maxmemory-policy noeviction', 'save ""']
/** Short, for tests and chaos: a fail-over begins after this. In production 5 s and more. */
const DOWN_AFTER_MS = 1_500
const SLOTS = 16_384

function listening(port: number): string[] {
  return ['bind 127.0.0.1', `port ${port}`, 'protected-mode no', 'repl-diskless-sync-delay 0']
}

/** Lines of redis.conf; `primary` is the port that it copies, if any. */
export function serverConfig(port: number, primary: number | null): string[] {
  const copying = primary === null ? [] : [`replicaof 127.0.0.1 ${primary}`]
  return [...listening(port), ...DURABLE, ...copying]
}

export function clusterConfig(port: number, busPort: number): string[] {
  const cluster = ['cluster-enabled yes', `cluster-port ${busPort}`, 'cluster-config-file nodes.conf']
  // Without full coverage the other two thirds go on while one is without a primary.
  const bounds = [`cluster-node-timeout ${DOWN_AFTER_MS}`, 'cluster-require-full-coverage no']
  return [...listening(port), ...DURABLE, ...cluster, ...bounds]
}

export function sentinelConfig(port: number, primary: number): string[] {
  return [
    ...['bind 127.0.0.1', `port ${port}`, 'protected-mode no'],
    `sentinel monitor ${NAME} 127.0.0.1 ${primary} 2`,
    `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
    `sentinel failover-timeout ${NAME} 6000`,
    `sentinel parallel-syncs ${NAME} 2`,
  ]
}

const MEET_MS = 20_000
const POLL_MS = 100

/** Joins six servers: the first three share the slots, each of the others copies one of them. */
export async function formCluster(ports: readonly number[]): Promise<void> {
  const [first = 0, ...others] = ports
  const busPorts = await Promise.all(ports.map(busPortOf))
  for (const [at, port] of others.entries()) {
    await askServer(first, ['CLUSTER', 'MEET', '127.0.0.1', String(port), String(busPorts[at + 1])])
  }
  const primaries = ports.slice(0, ports.length / 2)
  await Promise.all(primaries.map((port, at) => askServer(port, slotsOf(at, primaries.length))))
  await untilAllKnow(ports)
  for (const [at, port] of ports.slice(primaries.length).entries()) {
    const id = String(await askServer(primaries[at] ?? first, ['CLUSTER', 'MYID']))
    await askServer(port, ['CLUSTER', 'REPLICATE', id])
  }
}

function slotsOf(at: number, primaries: number): string[] {
  const from = Math.floor((SLOTS * at) / primaries)
  const to = Math.floor((SLOTS * (at + 1)) / primaries) - 1
  return ['CLUSTER', 'ADDSLOTSRANGE', String(from), String(to)]
}

async function busPortOf(port: number): Promise<number> {
  const reply = await askServer(port, ['CONFIG', 'GET', 'cluster-port'])
  return Number(Array.isArray(reply) ? reply[1] : 0)
}

async function untilAllKnow(ports: readonly number[]): Promise<void> {
  for (let waited = 0; waited < MEET_MS; waited += POLL_MS) {
    const infos = await Promise.all(ports.map((port) => askServer(port, ['CLUSTER', 'INFO'])))
    if (infos.every((info) => String(info).includes(`cluster_known_nodes:${ports.length}`))) return
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Error('the cluster did not come together')
}
