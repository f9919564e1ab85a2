import { RESP_TYPES } from 'redis'
import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import { loadScript, type Redis, runScript, unavailable } from '../redis-connection.ts'
import { parseQueueEntry, toQueueEntry } from './queue-entry.ts'
import { parseMessages, parseStreams, readable } from './stream-replies.ts'
import { tipLimits } from './tip-limits.ts'
import type { EntryId, QueuedTip, Reader, TipQueue } from './tip-queue.ts'

const HOUR_MS = 3_600_000

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
  const binary = redis.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer })
  const appendTip = loadScript(import.meta.url, 'append-tip.lua')
  const putFileScript = loadScript(import.meta.url, 'put-file.lua')

  /** As a plain command: the client's own parser breaks on an entry that was deleted while it was pending. */
  async function readFrom(reader: Reader, id: string, max: number, blockMs?: number): Promise<QueuedTip[]> {
    const block = blockMs === undefined ? [] : ['BLOCK', String(blockMs)]
    const who = ['GROUP', reader.group, reader.consumer]
    const which = ['STREAMS', streamKey(reader.unit), id]
    const reply = await redis.sendCommand(['XREADGROUP', ...who, 'COUNT', String(max), ...block, ...which])
    return readable(parseStreams(reply), onCorrupt)
  }

  return {
    createGroup: (unit, group) =>
      reaching(async () => {
        await redis.xGroupCreate(streamKey(unit), group, '0', { MKSTREAM: true }).catch(ignoreExisting)
      }),
    append: async (tip) => {
      const keys = [streamKey(tip.unit), idsKey(tip.unit), ...tip.files.map((id) => fileKey(tip.unit, id))]
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
        const reply = await redis.xAutoClaim(key, reader.group, reader.consumer, idleMs, '0-0', {
          COUNT: max,
        })
        return readable(parseMessages(reply.messages), onCorrupt)
      }),
    ack: (unit, group, entry) => reaching(async () => void (await redis.xAck(streamKey(unit), group, entry))),
    countPending: (unit, group) =>
      reaching(async () => (await redis.xPending(streamKey(unit), group)).pending),
    count: (unit) => reaching(() => redis.xLen(streamKey(unit))),
    get: (unit, entry) =>
      reaching(async () => {
        const [found] = parseMessages(await redis.xRange(streamKey(unit), entry, entry))
        return found ? { entry: found.entry, tip: parseQueueEntry(found.fields) } : null
      }),
    putFile: async (unit, fileId, sealed) => {
      const goesAt = Math.ceil(clock.now() / HOUR_MS + tipLimits.fileHours) * (HOUR_MS / 1_000)
      await runScript(redis, putFileScript, [fileKey(unit, fileId)], [Buffer.from(sealed), String(goesAt)])
    },
    getFile: (unit, fileId) =>
      reaching(async () => {
        const bytes: unknown = await binary.get(fileKey(unit, fileId))
        return bytes instanceof Uint8Array ? new Uint8Array(bytes) : null
      }),
  }
}

async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof z.ZodError) throw new AppError('store:corrupt', { cause: error })
    throw unavailable(error)
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

function idsKey(unit: string): string {
  return `antam:{unit:${unit}}:tip-ids`
}

function fileKey(unit: string, fileId: string): string {
  return `antam:{unit:${unit}}:file:${fileId}`
}
