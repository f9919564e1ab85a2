import { RESP_TYPES } from 'redis'
import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import type { NodeWork, Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import { parseQueueEntry, toQueueEntry } from './queue-entry.ts'
import { parseMessages, parseStreams, readable } from './stream-replies.ts'
import { tipLimits } from './tip-limits.ts'
import type { EntryId, QueuedTip, Reader, TipQueue } from './tip-queue.ts'

const HOUR_MS = 3_600_000
const BYTES = { [RESP_TYPES.BLOB_STRING]: Buffer }

const AppendReply = z.tuple([z.enum(['added', 'repeated', 'conflict', 'file_missing']), z.string()])

interface RedisTipQueueNeeds {
  redis: Redis
  clock: Clock
  /** Told of an entry that is not ours to read. It stays pending, and does not hold up the others. */
  onCorrupt?: (entry: EntryId) => void
}

/** The queue in Redis Streams. Keys of one unit share a hash tag, so that a Cluster keeps them together. */
export function createRedisTipQueue(needs: RedisTipQueueNeeds): TipQueue {
  const { redis, clock, onCorrupt = () => {} } = needs
  const appendTip = loadScript(import.meta.url, 'append-tip.lua')
  const putFileScript = loadScript(import.meta.url, 'put-file.lua')
  const removeTip = loadScript(import.meta.url, 'remove-tip.lua')

  /** As a plain command: the client's own parser breaks on an entry that was deleted while it was pending. */
  async function readFrom(reader: Reader, id: string, max: number, blockMs?: number): Promise<QueuedTip[]> {
    const block = blockMs === undefined ? [] : ['BLOCK', String(blockMs)]
    const who = ['GROUP', reader.group, reader.consumer]
    const key = streamKey(reader.unit)
    const command = ['XREADGROUP', ...who, 'COUNT', String(max), ...block, 'STREAMS', key, id]
    const ask: NodeWork<unknown> = (node) => node.sendCommand(command)
    const reply = blockMs === undefined ? redis.read(key, ask) : redis.block(key, blockMs, ask)
    return readable(parseStreams(await reply), onCorrupt)
  }

  return {
    createGroup: (unit, group) =>
      reaching(async () => {
        const key = streamKey(unit)
        await redis.write(key, (node) =>
          node.xGroupCreate(key, group, '0', { MKSTREAM: true }).catch(ignoreExisting),
        )
      }),
    append: async (tip) => {
      const keys = [...tipKeys(tip.unit), ...tip.files.map((id) => fileKey(tip.unit, id))]
      const fields = Object.entries(toQueueEntry(tip)).flat()
      const hour = String(Math.floor(clock.now() / HOUR_MS) * HOUR_MS)
      const [result, entry] = AppendReply.parse(
        await runScript(redis, appendTip, keys, [tip.id, hour, ...fields]),
      )
      if (result === 'conflict') throw new AppError('tip:conflict')
      if (result === 'file_missing') throw fileMissing()
      return { entry, added: result === 'added' }
    },
    read: (reader, max, blockMs) => reaching(() => readFrom(reader, '>', max, blockMs)),
    readPending: (reader, max) => reaching(() => readFrom(reader, '0', max)),
    claimIdle: (reader, idleMs, max) =>
      reaching(async () => {
        const key = streamKey(reader.unit)
        const { group, consumer } = reader
        const reply = await redis.read(key, (node) =>
          node.xAutoClaim(key, group, consumer, idleMs, '0-0', { COUNT: max }),
        )
        return readable(parseMessages(reply.messages), onCorrupt)
      }),
    ack: async (unit, group, entry) => {
      const key = streamKey(unit)
      await redis.write(key, (node) => node.xAck(key, group, entry))
    },
    countPending: async (unit, group) => {
      const key = streamKey(unit)
      return (await redis.read(key, (node) => node.xPending(key, group))).pending
    },
    count: (unit) => redis.read(streamKey(unit), (node) => node.xLen(streamKey(unit))),
    get: (unit, entry) =>
      reaching(async () => {
        const key = streamKey(unit)
        const [found] = parseMessages(await redis.read(key, (node) => node.xRange(key, entry, entry)))
        return found ? { entry: found.entry, tip: parseQueueEntry(found.fields) } : null
      }),
    putFile: async (unit, fileId, sealed) => {
      const goesAt = Math.ceil(clock.now() / HOUR_MS + tipLimits.fileHours) * (HOUR_MS / 1_000)
      await runScript(redis, putFileScript, [fileKey(unit, fileId)], [Buffer.from(sealed), String(goesAt)])
    },
    getFile: async (unit, fileId) => {
      const key = fileKey(unit, fileId)
      const bytes: unknown = await redis.read(key, (node) => node.withTypeMapping(BYTES).get(key))
      return bytes instanceof Uint8Array ? new Uint8Array(bytes) : null
    },
    remove: async (unit, entry, tipId) => {
      const of = filesKey(unit)
      const files = (await redis.read(of, (node) => node.hGet(of, tipId)))?.split(' ') ?? []
      return (await runScript(redis, removeTip, [...tipKeys(unit), ...files], [tipId, entry])) === 1
    },
  }
}

/** What Redis holds is not what we wrote. */
async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof z.ZodError) throw new AppError('store:corrupt', { cause: error })
    throw error
  }
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error
}

/** A tip names a file that nobody uploaded, or that nobody claimed in time. */
function fileMissing(): AppError {
  return new AppError('tip:malformed', {
    message: 'A sealed file of this tip is not there; upload it again.',
  })
}

function streamKey(unit: string): string {
  return `antam:{unit:${unit}}:tips`
}

/** Stream, ids, and which files are whose. */
function tipKeys(unit: string): string[] {
  return [streamKey(unit), `antam:{unit:${unit}}:tip-ids`, filesKey(unit)]
}

function filesKey(unit: string): string {
  return `antam:{unit:${unit}}:tip-files`
}

function fileKey(unit: string, fileId: string): string {
  return `antam:{unit:${unit}}:file:${fileId}`
}
