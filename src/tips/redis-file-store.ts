import { RESP_TYPES } from 'redis'
import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import type { SealedFile } from '../core/tip.ts'
import type { Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import { type FileStore, parseFiles, type StoredFile } from './file-store.ts'
import { tipLimits } from './tip-limits.ts'

const HOUR_MS = 3_600_000
const HOUR_S = 3_600
const BYTES = { [RESP_TYPES.BLOB_STRING]: Buffer }

const Kept = z.enum(['stored', 'claimed', 'unreserved'])

/** A key for each piece of a sealed file. Keys of one unit share a hash tag with its stream. */
export function createRedisFileStore({ redis, clock }: { redis: Redis; clock: Clock }): FileStore {
  const reserve = loadScript(import.meta.url, 'reserve-file.lua', 'unconfirmed')
  const put = loadScript(import.meta.url, 'put-chunk.lua')
  /** A full hour, so that no finer time stays behind. */
  const goesAt = (hours: number) => String(Math.ceil(clock.now() / HOUR_MS + hours) * HOUR_S)

  async function read(key: string): Promise<Uint8Array | null> {
    const bytes: unknown = await redis.read(key, (node) => node.withTypeMapping(BYTES).get(key))
    return bytes instanceof Uint8Array ? new Uint8Array(bytes) : null
  }

  return {
    reserveFile: async (unit, file) => {
      const now = String(Math.floor(clock.now() / 1_000))
      const room = [goesAt(tipLimits.fileHours), now, String(tipLimits.waitingChunks)]
      const what = [filePrefix(unit), waitingName(file), String(file.chunks)]
      await runScript(redis, reserve, [waitingKey(unit)], [...what, ...room])
    },
    putChunk: async (unit, file, chunk, bytes) => {
      const keys = [chunkKey(unit, file.id, chunk), waitingKey(unit)]
      return Kept.parse(await runScript(redis, put, keys, [Buffer.from(bytes), waitingName(file)]))
    },
    presentChunks: async (unit, file) => {
      const keys = chunkKeys(unit, file)
      const found = await redis.read(keys[0] ?? '', (node) =>
        Promise.all(keys.map((key) => node.exists(key))),
      )
      return found.flatMap((there, chunk) => (there === 1 ? [chunk] : []))
    },
    getChunk: (unit, fileId, chunk) => read(chunkKey(unit, fileId, chunk)),
    getFile: async (unit, file) => {
      const chunks: Uint8Array[] = []
      for (const key of chunkKeys(unit, file)) {
        const chunk = await read(key)
        if (chunk === null) return null
        chunks.push(chunk)
      }
      return new Uint8Array(Buffer.concat(chunks))
    },
    filesOf: async (unit, tipId) => {
      const of = filesKey(unit)
      return parseFiles(await redis.read(of, (node) => node.hGet(of, tipId)))
    },
    lend: async (unit, fileId, inner) => {
      const key = lentKey(unit, fileId)
      const expiration = { type: 'EXAT', value: Number(goesAt(tipLimits.lentDays * 24)) } as const
      await redis.write(key, (node) => node.set(key, Buffer.from(inner), { expiration }))
    },
    lent: (unit, fileId) => read(lentKey(unit, fileId)),
  }
}

/** Which files of a unit wait for their tip, and until when. */
export function waitingKey(unit: string): string {
  return `antam:{unit:${unit}}:waiting`
}

/** Which files belong to which tip. */
export function filesKey(unit: string): string {
  return `antam:{unit:${unit}}:tip-files`
}

/** Where the pieces of a file lie; the one key of a file from before chunks. */
export function chunkKeys(unit: string, { id, chunks }: Pick<StoredFile, 'id' | 'chunks'>): string[] {
  if (chunks === undefined) return [filePrefix(unit) + id]
  return Array.from({ length: chunks }, (_, chunk) => chunkKey(unit, id, chunk))
}

/** Everything that is stored of a file. */
export function everyKey(unit: string, file: StoredFile): string[] {
  const lent = file.original === true ? [lentKey(unit, file.id)] : []
  return [...chunkKeys(unit, file), ...lent]
}

function lentKey(unit: string, fileId: string): string {
  return `antam:{unit:${unit}}:lent:${fileId}`
}

function chunkKey(unit: string, fileId: string, chunk: number): string {
  return `${filePrefix(unit)}${fileId}:${chunk}`
}

function filePrefix(unit: string): string {
  return `antam:{unit:${unit}}:file:`
}

function waitingName({ id, chunks }: SealedFile): string {
  return `${id}:${chunks}`
}
