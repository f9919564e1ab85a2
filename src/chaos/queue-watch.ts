import type { Redis } from '../redis/redis.ts'
import { openTip } from '../tips/open-tip.ts'
import { pause } from './pause.ts'

/** A tip as it stands in the queue, opened. */
export interface StoredTip {
  unit: string
  entry: string
  id: string
  /** The made-up words found in it: normally one, again and again. */
  marks: string[]
  mailbox: string
}

/** Follows every unit's queue from the side, as another system would, and opens what it finds. */
export interface QueueWatch {
  /** All tips that were ever seen, also those that are gone. */
  everSeen: () => StoredTip[]
  /** What the queue holds now, read from the beginning. */
  readAll: () => Promise<StoredTip[]>
  stop: () => Promise<void>
}

interface WatchNeeds {
  redis: Redis
  units: readonly string[]
  identity: string
}

const EVERY_MS = 1_000
const AT_ONCE = 200
const MARK = /zw(?:[a-z]{2}){6}/g

interface Entry {
  unit: string
  id: string
  fields: Record<string, string>
}

/** @see QueueWatch */
export function watchQueue({ redis, units, identity }: WatchNeeds): QueueWatch {
  const opened = new Map<string, StoredTip>()
  const last = new Map<string, string>()
  let stopped = false
  const watching = follow()

  async function follow(): Promise<void> {
    while (!stopped) {
      for (const unit of units) await followUnit(unit).catch(() => {})
      await pause(EVERY_MS)
    }
  }

  async function followUnit(unit: string): Promise<void> {
    const from = last.get(unit)
    const entries = await read(unit, from === undefined ? '-' : `(${from}`)
    for (const entry of entries) {
      await open(entry)
      last.set(unit, entry.id)
    }
  }

  async function read(unit: string, from: string): Promise<Entry[]> {
    const key = `antam:{unit:${unit}}:tips`
    const found = await redis.read(key, (node) => node.xRange(key, from, '+', { COUNT: AT_ONCE }))
    return (found ?? []).map(({ id, message }) => ({ unit, id, fields: { ...message } }))
  }

  async function open({ unit, id: entry, fields }: Entry): Promise<StoredTip> {
    const id = fields['id'] ?? ''
    const known = opened.get(id)
    if (known !== undefined) return { ...known, unit, entry }
    const tip = await openTip(fields['sealed'] ?? '', [identity])
    const { mailbox, ...told } = tip
    const marks = [...new Set(JSON.stringify(told).match(MARK) ?? [])]
    const stored = { unit, entry, id, marks, mailbox: mailbox.id }
    opened.set(id, stored)
    return stored
  }

  async function readAll(): Promise<StoredTip[]> {
    const all: StoredTip[] = []
    for (const unit of units) {
      for (let from = '-'; ; ) {
        const entries = await read(unit, from)
        for (const entry of entries) all.push(await open(entry))
        const newest = entries.at(-1)
        if (newest === undefined) break
        from = `(${newest.id}`
      }
    }
    return all
  }

  async function stop(): Promise<void> {
    stopped = true
    await watching
  }

  return { everSeen: () => [...opened.values()], readAll, stop }
}
