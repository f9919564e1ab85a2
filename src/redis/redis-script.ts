import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Redis } from './redis.ts'
import { isReply } from './redis-error.ts'

/** A Lua script beside its adapter. */
export interface RedisScript {
  source: string
  sha: string
  confirmed: boolean
}

/**
 * `loadScript(import.meta.url, 'append-tip.lua')`.
 * @param kind `unconfirmed`: nobody is told that something is stored on the word of this script, and losing what it
 *   wrote with a server is harmless (reads, leases, rates); so it waits for no replica.
 */
export function loadScript(
  from: string,
  file: string,
  kind: 'confirmed' | 'unconfirmed' = 'confirmed',
): RedisScript {
  return toScript(readFileSync(new URL(file, from), 'utf8'), kind)
}

export function toScript(source: string, kind: 'confirmed' | 'unconfirmed' = 'confirmed'): RedisScript {
  const sha = createHash('sha1').update(source).digest('hex')
  return { source, sha, confirmed: kind === 'confirmed' }
}

/**
 * Runs a script by its hash on the server that holds its keys, and by its text where the server does not know it yet
 * (a restart, a new primary). All keys of one call must lie in one slot.
 * @throws AppError `store:unavailable` when Redis does not answer, or no replica confirms.
 */
export async function runScript(
  redis: Redis,
  script: RedisScript,
  keys: string[],
  args: (string | Buffer)[],
): Promise<unknown> {
  const call = { keys, arguments: args }
  const ask = script.confirmed ? redis.write : redis.read
  return await ask<unknown>(keys[0] ?? '', async (node) => {
    try {
      return await node.evalSha(script.sha, call)
    } catch (error) {
      if (!isReply(error, 'NOSCRIPT')) throw error
      return await node.eval(script.source, call)
    }
  })
}
