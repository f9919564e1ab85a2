import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectRedis } from '../../src/redis/connect-redis.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { startTopology, type Topology, type TopologyKind } from '../../src/redis/start-topology.ts'

/** Several Redis processes in a folder that goes with them. */
export interface TestTopology extends Topology {
  connect(): Promise<Redis>
  flushAll(): Promise<void>
}

export async function startTestTopology(kind: TopologyKind): Promise<TestTopology> {
  const dir = await mkdtemp(join(tmpdir(), 'antam-redis-'))
  const topology = await startTopology(kind, dir)
  const clients: Redis[] = []
  async function connect(): Promise<Redis> {
    const client = await connectRedis(topology.url, () => {})
    clients.push(client)
    return client
  }
  async function stop(): Promise<void> {
    for (const client of clients) client.destroy()
    await topology.stop()
    await rm(dir, { recursive: true, force: true })
  }
  async function flushAll(): Promise<void> {
    const [any = await connect()] = clients
    await any.onEach((node) => node.flushAll())
  }
  return { ...topology, connect, flushAll, stop }
}
