import type { ChildProcess } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemIds } from '../core/clock.ts'
import { askServer } from './ask-server.ts'
import { endServer, findFreePorts, launchServer } from './server-process.ts'
import { clusterConfig, formCluster, NAME, sentinelConfig, serverConfig } from './topology-config.ts'

export type TopologyKind = 'single' | 'sentinel' | 'cluster'
export type NodeRole = 'primary' | 'replica' | 'sentinel' | 'down'

export interface TopologyNode {
  /** `redis-1` …, `sentinel-1` …; also its folder under the topology's. */
  name: string
  port: number
  isSentinel: boolean
}

/** Redis processes of one's own on loopback: durable as in production, on files that survive a kill. */
export interface Topology {
  kind: TopologyKind
  /** What goes into REDIS_URL. */
  url: string
  /** Servers that hold data; the first ones start as primaries. */
  nodes: readonly TopologyNode[]
  sentinels: readonly TopologyNode[]
  /** What the node says of itself now; `down` when it does not answer within a second. */
  roleOf: (node: TopologyNode) => Promise<NodeRole>
  /** The nodes that call themselves primary now. */
  primaries: () => Promise<TopologyNode[]>
  /** SIGKILL, as a crash or a power cut. */
  kill: (node: TopologyNode) => Promise<void>
  /** Starts a killed node again on the same files and port. */
  restart: (node: TopologyNode) => Promise<void>
  /** SIGSTOP: it keeps its connections and answers nobody, as a hung machine. */
  pause: (node: TopologyNode) => void
  resume: (node: TopologyNode) => void
  /** Resolves when every primary takes writes that a replica confirms (`single`: takes writes). */
  healthy: (timeoutMs?: number) => Promise<void>
  /** Ends every process. The folder is left to whoever made it. */
  stop: () => Promise<void>
}

const SHAPES = {
  single: { nodes: 1, sentinels: 0 },
  sentinel: { nodes: 3, sentinels: 3 },
  cluster: { nodes: 6, sentinels: 0 },
} as const

const HEALTHY_MS = 30_000
const POLL_MS = 100

/** Starts a topology in `dir` (made if missing). @throws Error when it is not healthy within 30 s. */
export async function startTopology(kind: TopologyKind, dir: string): Promise<Topology> {
  const { nodes, sentinels } = await placeNodes(kind, dir)
  const processes = new Map<string, ChildProcess>()
  async function restart(node: TopologyNode): Promise<void> {
    processes.set(node.name, await launchServer(join(dir, node.name), node.isSentinel))
  }
  async function stop(): Promise<void> {
    await Promise.all([...processes.values()].map((one) => endServer(one, 'SIGKILL')))
  }
  const signal = (node: TopologyNode, name: NodeJS.Signals) => void processes.get(node.name)?.kill(name)
  const topology: Topology = {
    ...{ kind, nodes, sentinels, roleOf, restart, stop, url: urlOf(kind, nodes, sentinels) },
    primaries: () => primariesOf(nodes),
    kill: async (node) => {
      const running = processes.get(node.name)
      if (running) await endServer(running, 'SIGKILL')
    },
    pause: (node) => signal(node, 'SIGSTOP'),
    resume: (node) => signal(node, 'SIGCONT'),
    healthy: (timeoutMs = HEALTHY_MS) => untilHealthy(topology, timeoutMs),
  }
  try {
    await Promise.all(nodes.map(restart))
    if (kind === 'cluster') await formCluster(nodes.map((node) => node.port))
    await Promise.all(sentinels.map(restart))
    await topology.healthy()
    return topology
  } catch (error) {
    await stop()
    throw error
  }
}

async function placeNodes(kind: TopologyKind, dir: string) {
  const shape = SHAPES[kind]
  const ports = await findFreePorts(shape.nodes * 2 + shape.sentinels, systemIds)
  const nodes = ports.slice(0, shape.nodes).map((port, at) => nodeOf('redis', at, port))
  const sentinels = ports.slice(shape.nodes * 2).map((port, at) => nodeOf('sentinel', at, port))
  const first = nodes[0]?.port ?? 0
  nodes.forEach((node, at) => {
    const primary = kind === 'sentinel' && at > 0 ? first : null
    const busPort = ports[shape.nodes + at] ?? 0
    const lines = kind === 'cluster' ? clusterConfig(node.port, busPort) : serverConfig(node.port, primary)
    writeConfig(dir, node, kind === 'sentinel' ? [...lines, 'min-replicas-to-write 1'] : lines)
  })
  for (const one of sentinels) writeConfig(dir, one, sentinelConfig(one.port, first))
  return { nodes, sentinels }
}

function nodeOf(what: 'redis' | 'sentinel', at: number, port: number): TopologyNode {
  return { name: `${what}-${at + 1}`, port, isSentinel: what === 'sentinel' }
}

function writeConfig(dir: string, node: TopologyNode, lines: readonly string[]): void {
  const folder = join(dir, node.name)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'redis.conf'), `${[...lines, `dir "${folder}"`].join('\n')}\n`, { mode: 0o600 })
}

function urlOf(kind: TopologyKind, nodes: TopologyNode[], sentinels: TopologyNode[]): string {
  const list = (some: TopologyNode[]) => some.map((node) => `127.0.0.1:${node.port}`).join(',')
  if (kind === 'sentinel') return `redis+sentinel://${list(sentinels)}/${NAME}`
  return kind === 'cluster' ? `redis+cluster://${list(nodes)}` : `redis://${list(nodes)}`
}

async function roleOf(node: TopologyNode): Promise<NodeRole> {
  const reply = await askServer(node.port, ['ROLE']).catch(() => null)
  const said = Array.isArray(reply) ? reply[0] : null
  if (said === 'master') return 'primary'
  if (said === 'slave') return 'replica'
  return said === 'sentinel' ? 'sentinel' : 'down'
}

async function primariesOf(nodes: readonly TopologyNode[]): Promise<TopologyNode[]> {
  const roles = await Promise.all(nodes.map(roleOf))
  return nodes.filter((_, at) => roles[at] === 'primary')
}

async function untilHealthy(topology: Topology, timeoutMs: number): Promise<void> {
  for (let waited = 0; waited < timeoutMs; waited += POLL_MS) {
    if (await isHealthy(topology)) return
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Error(`redis ${topology.kind} is not healthy after ${timeoutMs} ms`)
}

async function isHealthy({ kind, nodes, sentinels, primaries }: Topology): Promise<boolean> {
  const found = await primaries()
  if (found.length !== (kind === 'cluster' ? 3 : 1)) return false
  if (kind === 'single') return true
  const replicas = await Promise.all(found.map((node) => onlineReplicas(node.port)))
  if (replicas.some((count) => count < 1)) return false
  const agreed =
    kind === 'cluster'
      ? await Promise.all(nodes.map((node) => seesWholeCluster(node.port)))
      : await Promise.all(sentinels.map((one) => pointsTo(one.port, found[0]?.port ?? 0)))
  return agreed.every(Boolean)
}

async function onlineReplicas(port: number): Promise<number> {
  const info = String(await askServer(port, ['INFO', 'replication']).catch(() => ''))
  return [...info.matchAll(/state=online/g)].length
}

async function seesWholeCluster(port: number): Promise<boolean> {
  const info = String(await askServer(port, ['CLUSTER', 'INFO']).catch(() => ''))
  return info.includes('cluster_state:ok') && info.includes('cluster_slots_ok:16384')
}

/** Whether a Sentinel names this primary and knows the other two Sentinels, without whom it cannot fail over. */
async function pointsTo(port: number, primary: number): Promise<boolean> {
  const address = await askServer(port, ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME]).catch(() => null)
  const others = await askServer(port, ['SENTINEL', 'SENTINELS', NAME]).catch(() => null)
  const named = Array.isArray(address) && address[1] === String(primary)
  return named && Array.isArray(others) && others.length === SHAPES.sentinel.sentinels - 1
}
