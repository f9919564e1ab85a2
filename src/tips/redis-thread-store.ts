import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import type { Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import { expiryDay } from './expiry-day.ts'
import { ThreadEntry, type ThreadStore } from './thread-store.ts'
import { tipLimits } from './tip-limits.ts'

const Answer = z.enum(['added', 'repeated', 'full'])

/** A hash `antam:{unit:ID}:thread:TIP` for each tip that was added to; a key `antam:{unit:ID}:door:HASH` for each door. */
export function createRedisThreadStore(needs: { redis: Redis; clock: Clock }): ThreadStore {
  const { redis, clock } = needs
  const addEntry = loadScript(import.meta.url, 'add-to-thread.lua')
  const goesAt = () => expiryDay(clock.now(), tipLimits.mailboxDays)

  return {
    async openDoor(unit, door, tip) {
      const key = doorKey(unit, door)
      const expiration = { type: 'EXAT', value: goesAt() } as const
      await redis.write(key, (node) => node.set(key, tip, { expiration, condition: 'NX' }))
    },
    async tipBehind(unit, door) {
      const key = doorKey(unit, door)
      return await redis.read(key, (node) => node.getEx(key, { type: 'EXAT', value: goesAt() }))
    },
    async add(unit, tip, entry) {
      const most = entry.from === 'tipster' ? tipLimits.repliesPerTip : tipLimits.threadEntries
      const args = [entry.id, JSON.stringify(ThreadEntry.parse(entry)), String(most)]
      return Answer.parse(await runScript(redis, addEntry, [threadKey(unit, tip)], args))
    },
    async read(unit, tip) {
      const key = threadKey(unit, tip)
      return inOrder(await redis.read(key, (node) => node.hVals(key)))
    },
    async remove(unit, tip) {
      const key = threadKey(unit, tip)
      await redis.write(key, (node) => node.del(key))
    },
  }
}

function inOrder(stored: readonly string[]): ThreadEntry[] {
  return stored
    .map((text) => ({ number: Number.parseInt(text, 10), json: text.slice(text.indexOf(':') + 1) }))
    .toSorted((a, b) => a.number - b.number)
    .map(({ json }) => parseEntry(json))
}

function parseEntry(json: string): ThreadEntry {
  try {
    return ThreadEntry.parse(JSON.parse(json))
  } catch (cause) {
    throw new AppError('store:corrupt', { message: 'An entry of a thread cannot be read.', cause })
  }
}

function doorKey(unit: string, door: string): string {
  return `antam:{unit:${unit}}:door:${door}`
}

function threadKey(unit: string, tip: string): string {
  return `antam:{unit:${unit}}:thread:${tip}`
}
