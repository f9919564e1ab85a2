import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RESP_TYPES } from 'redis'
import { pause } from '../chaos/pause.ts'
import type { Redis } from '../redis/redis.ts'
import type { CanaryWorld } from './canary-world.ts'
import type { Finder, Found } from './finder.ts'

const SAVE_TRIES = 240

/** Somewhere that a mark could have come to rest. */
export type Place = 'redis' | 'rdb' | 'aof' | 'data' | 'logs' | 'metrics' | 'memory' | 'core'

/** Every key: its name and, by `DUMP`, its value, whatever its type; uncompressed, see `canary-world.ts`. */
export async function scanRedis(redis: Redis, finder: Finder): Promise<Found> {
  const found: Found = new Map()
  await redis.onEach(async (node) => {
    for (const key of await node.keys('*')) {
      const raw = node.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer })
      const dump: unknown = await raw.dump(key)
      finder.scan(Buffer.from(key), found)
      if (Buffer.isBuffer(dump)) finder.scan(dump, found)
    }
  })
  return found
}

/** A snapshot of this moment, and the log of every write since the start. */
export async function scanRedisFiles({ redis, redisDir }: CanaryWorld, finder: Finder) {
  await saveSnapshot(redis)
  const rdb: Found = new Map()
  finder.scanFile(join(redisDir, 'dump.rdb'), rdb)
  return { rdb, aof: scanFolder(join(redisDir, 'appendonlydir'), finder) }
}

/** In the background: a `SAVE` holds Redis up for longer than a busy machine lets us wait for an answer. */
async function saveSnapshot(redis: Redis): Promise<void> {
  const before = await whenItAnswers(() => savedAt(redis))
  // It counts in seconds.
  await pause(1_100)
  await whenItAnswers(() => redis.onEach((node) => node.sendCommand(['BGSAVE', 'SCHEDULE'])))
  for (let attempt = 0; attempt < SAVE_TRIES; attempt += 1) {
    await pause(500)
    if ((await whenItAnswers(() => savedAt(redis))) !== before) return
  }
  throw new Error('Redis did not write its snapshot.')
}

async function savedAt(redis: Redis): Promise<string> {
  return String(await redis.onEach(async (node) => Number(await node.sendCommand(['LASTSAVE']))))
}

/** A Redis that is writing, on a busy machine, may answer late. */
async function whenItAnswers<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt < SAVE_TRIES; attempt += 1) {
    const answer = await ask().then(
      (value) => ({ value }),
      () => null,
    )
    if (answer !== null) return answer.value
    await pause(500)
  }
  return ask()
}

export function scanFolder(folder: string, finder: Finder): Found {
  const found: Found = new Map()
  for (const path of filesIn(folder)) {
    finder.scan(Buffer.from(path), found)
    finder.scanFile(path, found)
  }
  return found
}

/** Symbolic links lead to the repository's own content and are left out. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path).isFile() && !path.includes('/flows/') && !path.includes('/knowledge/'))
}

export async function scanMetrics(staffUrl: string, finder: Finder): Promise<{ found: Found; text: string }> {
  const found: Found = new Map()
  const text = await (await fetch(`${staffUrl}/metrics`)).text()
  finder.scan(Buffer.from(text), found)
  return { found, text }
}

/** All that the process can read of its own memory. Needs the right to look: its owner, or root. */
export function scanMemory(pid: number, finder: Finder): { found: Found; megabytes: number } {
  const found: Found = new Map()
  let read = 0
  for (const [from, to] of readableRanges(pid)) {
    try {
      read += finder.scanFile(`/proc/${pid}/mem`, found, { from, to })
    } catch {
      // A range may go away between the list and the look, or belong to a device.
    }
  }
  return { found, megabytes: Math.round(read / 1_048_576) }
}

function readableRanges(pid: number): Array<[number, number]> {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line): Array<[number, number]> => {
      const [, from = '', to = ''] = /^([0-9a-f]+)-([0-9a-f]+) r(?!.*\[v)/.exec(line) ?? []
      return from === '' ? [] : [[Number.parseInt(from, 16), Number.parseInt(to, 16)]]
    })
}

/** Dumps that crashes left in the folder of the process. */
export function coreDumps({ runDir }: Pick<CanaryWorld, 'runDir'>): string[] {
  return readdirSync(runDir)
    .filter((name) => /^core(\.\d+)?$/.test(name))
    .map((name) => join(runDir, name))
}
