import { readFileSync } from 'node:fs'
import { createClient } from 'redis'
import { AppError } from './core/errors.ts'

/** The Redis client that adapters share. Replies are RESP2 shapes: strings, numbers, arrays. */
export type Redis = Awaited<ReturnType<typeof connectRedis>>

/**
 * Connects to one Redis: `redis://…`, `rediss://…` or `unix:///path/to.sock`. It reconnects by itself for ever;
 * while it is away every command fails at once instead of queueing, so that nobody is told "saved" too early.
 */
export async function connectRedis(
  url: string,
  onError: (error: Error) => void,
  options = { reconnect: true },
) {
  const client = createClient({
    ...address(url),
    RESP: 2,
    disableOfflineQueue: true,
    socket: {
      ...socketOf(url),
      connectTimeout: 3_000,
      reconnectStrategy: options.reconnect && backOff,
    },
  })
  client.on('error', onError)
  await client.connect()
  return client
}

/** 50 ms doubling to 2 s, for ever: Redis coming back must find us. */
function backOff(retries: number): number {
  return Math.min(50 * 2 ** Math.min(retries, 6), 2_000)
}

function address(url: string) {
  return url.startsWith('unix://') ? {} : { url }
}

function socketOf(url: string) {
  if (url.startsWith('unix://')) return { path: url.slice('unix://'.length), tls: false as const }
  return {}
}

/** A Lua script beside its adapter: `loadScript(import.meta.url, 'append-tip.lua')`. */
export interface RedisScript {
  name: string
  source: string
  sha: string | null
}

export function loadScript(from: string, file: string): RedisScript {
  return { name: file, source: readFileSync(new URL(file, from), 'utf8'), sha: null }
}

/**
 * Runs a script by its hash, loading it first where the server does not know it yet (a restart, a new replica).
 * @throws AppError `store:unavailable` when Redis does not answer.
 */
export async function runScript(
  redis: Redis,
  script: RedisScript,
  keys: string[],
  args: (string | Buffer)[],
): Promise<unknown> {
  try {
    script.sha ??= await redis.scriptLoad(script.source)
    return await redis.evalSha(script.sha, { keys, arguments: args })
  } catch (error) {
    if (isUnknownScript(error)) return await redis.eval(script.source, { keys, arguments: args })
    throw unavailable(error)
  }
}

/** Translates whatever the client throws; used by adapters around plain commands. */
export function unavailable(error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError('store:unavailable', { retryable: true, cause: error })
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT')
}
