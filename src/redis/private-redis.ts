import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { AppError } from '../core/errors.ts'
import { connectRedis } from './connect-redis.ts'
import type { Redis } from './redis.ts'

export interface PrivateRedis {
  url: string
  /** Whether this call started the server; then `stop` ends it, else it is left to whoever did. */
  started: boolean
  stop: () => Promise<void>
}

/** Longest path of a Unix socket that every system takes. */
const MAX_SOCKET_PATH = 100

/**
 * The Redis of `npm start` when no REDIS_URL is set: a `redis-server` under `dataDir`, on a Unix socket, append-only,
 * written to disk before each answer. One that already runs there is used as it is.
 * @throws AppError `config:invalid` when the program is missing or the path is too long for a socket.
 */
export async function openPrivateRedis(dataDir: string): Promise<PrivateRedis> {
  const dir = resolve(dataDir, 'redis')
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const url = `unix://${socketPath(dir)}`
  const running = await tryConnect(url)
  if (running) {
    running.destroy()
    return { url, started: false, stop: async () => {} }
  }
  const server = await launch(dir)
  return { url, started: true, stop: () => stopped(server) }
}

function socketPath(dir: string): string {
  const absolute = join(dir, 'redis.sock')
  const short = relative(process.cwd(), absolute)
  const path = absolute.length <= MAX_SOCKET_PATH ? absolute : short
  if (path.length <= MAX_SOCKET_PATH) return path
  throw new AppError('config:invalid', {
    message: 'DATA_DIR is too long for a Unix socket: choose a shorter path.',
  })
}

async function tryConnect(url: string): Promise<Redis | null> {
  try {
    return await connectRedis(url, () => {})
  } catch {
    return null
  }
}

const DURABLE = [
  '--appendonly',
  'yes',
  '--appendfsync',
  'always',
  '--maxmemory-policy',
  'noeviction',
  '--save',
  '3600 1',
]

/** Detached, so that Ctrl-C reaches the hotline first and Redis is stopped only after it has finished. */
function launch(dir: string): Promise<ChildProcess> {
  const server = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', 'redis.sock', '--unixsocketperm', '700', '--dir', '.', ...DURABLE],
    {
      cwd: dir,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  return new Promise((ready, failed) => {
    const cannot = (cause: unknown) =>
      failed(
        new AppError('config:invalid', {
          message: 'redis-server could not start: install it (npm start does) or set REDIS_URL.',
          cause,
        }),
      )
    server.once('error', cannot)
    server.once('exit', cannot)
    server.stdout?.on('data', (chunk: Buffer) => {
      if (!chunk.toString().includes('eady to accept connections')) return
      server.removeAllListeners('exit')
      server.stdout?.resume()
      server.unref()
      ready(server)
    })
  })
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  // Nothing else may keep the process alive until Redis has ended.
  server.ref()
  const exit = new Promise((done) => server.once('exit', done))
  server.kill('SIGTERM')
  await exit
}
