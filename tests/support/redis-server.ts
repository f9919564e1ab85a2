import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'redis'
import { connectRedis } from '../../src/redis/connect-redis.ts'
import type { Redis } from '../../src/redis/redis.ts'

/** A redis-server of the test's own: durable as in production, on a Unix socket, in a folder that goes with it. */
export interface TestRedis {
  url: string
  dir: string
  /** As the hotline connects. */
  connect(): Promise<Redis>
  /** A plain client, for looking behind the adapters' back. */
  raw: RawClient
  /** SIGKILL, as a crash. */
  kill(): Promise<void>
  /** Starts it again on the same files. */
  restart(): Promise<void>
  stop(): Promise<void>
}

type RawClient = ReturnType<typeof newRawClient>

function newRawClient(path: string) {
  return createClient({ RESP: 2, socket: { path, tls: false } })
}

/** @param more options of redis-server, after the durable ones. */
export async function startRedis(more: readonly string[] = []): Promise<TestRedis> {
  const dir = await mkdtemp(join(tmpdir(), 'antam-redis-'))
  const url = `unix://${join(dir, 'redis.sock')}`
  const clients: Redis[] = []
  let server = await launch(dir, more)
  const raw = newRawClient(join(dir, 'redis.sock'))
  raw.on('error', () => {})
  await raw.connect()
  async function connect(): Promise<Redis> {
    const client = await connectRedis(url, () => {})
    clients.push(client)
    return client
  }
  async function kill(): Promise<void> {
    await ended(server, 'SIGKILL')
  }
  async function restart(): Promise<void> {
    server = await launch(dir, more)
  }
  async function stop(): Promise<void> {
    for (const client of clients) client.destroy()
    raw.destroy()
    await ended(server, 'SIGKILL')
    await rm(dir, { recursive: true, force: true })
  }
  return { url, dir, connect, raw, kill, restart, stop }
}

async function launch(dir: string, more: readonly string[]): Promise<ChildProcess> {
  const server = spawn('redis-server', [
    ...['--port', '0', '--unixsocket', join(dir, 'redis.sock'), '--dir', dir],
    ...['--appendonly', 'yes', '--appendfsync', 'always', '--save', '', '--maxmemory-policy', 'noeviction'],
    ...more,
  ])
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)))
    server.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('eady to accept connections')) resolve()
    })
  })
  return server
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exit = new Promise((resolve) => server.once('exit', resolve))
  server.kill(signal)
  await exit
}
