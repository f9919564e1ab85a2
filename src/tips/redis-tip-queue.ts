import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import type { NodeWork, Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import { printFiles } from './file-store.ts'
import { parseQueueEntry, toQueueEntry } from './queue-entry.ts'
import { chunkKeys, createRedisFileStore, everyKey, filesKey, waitingKey } from './redis-file-store.ts'
import { parseMessages, parseStreams, readable } from './stream-replies.ts'
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
  const appendTip = loadScript(import.meta.url, 'append-tip.lua')
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

  const files = createRedisFileStore(needs)

  return {
    ...files,
    createGroup: (unit, group) =>
      reaching(async () => {
        const key = streamKey(unit)
        await redis.write(key, (node) =>
          node.xGroupCreate(key, group, '0', { MKSTREAM: true }).catch(ignoreExisting),
        )
      }),
    append: async (tip) => {
      const chunks = tip.files.flatMap((file) => chunkKeys(tip.unit, file))
      const keys = [...tipKeys(tip.unit), waitingKey(tip.unit), ...chunks]
      const fields = Object.entries(toQueueEntry(tip)).flat()
      const hour = String(Math.floor(clock.now() / HOUR_MS) * HOUR_MS)
      const [result, entry] = AppendReply.parse(
        await runScript(redis, appendTip, keys, [tip.id, hour, printFiles(tip.files), ...fields]),
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
    remove: async (unit, entry, tipId) => {
      const chunks = (await files.filesOf(unit, tipId)).flatMap((file) => everyKey(unit, file))
      return (await runScript(redis, removeTip, [...tipKeys(unit), ...chunks], [tipId, entry])) === 1
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
