import type { Clock } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import { toQueueEntry } from './queue-entry.ts'
import { tipLimits } from './tip-limits.ts'
import type { EntryId, QueuedTip, Reader, TipQueue } from './tip-queue.ts'

const HOUR_MS = 3_600_000

interface Held {
  consumer: string
  since: number
}

interface Group {
  /** Entries handed out so far: a position in the stream. */
  next: number
  pending: Map<EntryId, Held>
}

interface StoredFile {
  bytes: Uint8Array
  /** ms; null once a tip has claimed it. */
  goesAt: number | null
}

interface UnitTips {
  entries: QueuedTip[]
  groups: Map<string, Group>
  files: Map<string, StoredFile>
  /** Tip id → ids of its files. */
  filesOf: Map<string, readonly string[]>
}

type UnitOf = (unit: string) => UnitTips

/** For tests only, held to the same contract as the queue in Redis. */
export function createMemoryTipQueue(needs: { clock: Clock }): TipQueue {
  const units = new Map<string, UnitTips>()
  const of: UnitOf = (unit) => {
    const none = { entries: [], groups: new Map(), files: new Map(), filesOf: new Map() }
    const found = units.get(unit) ?? none
    units.set(unit, found)
    return found
  }
  return { ...appending(of, needs.clock), ...reading(of, needs.clock), ...keepingFiles(of, needs.clock) }
}

function appending(of: UnitOf, clock: Clock): Pick<TipQueue, 'append' | 'count' | 'get'> {
  return {
    async append(tip) {
      const { entries, files, filesOf } = of(tip.unit)
      const entry = toQueueEntry(tip)
      const known = entries.find((found) => found.tip.id === tip.id)
      if (known !== undefined) {
        const same = (['category', 'ward', 'lang', 'files'] as const).every(
          (name) => known.tip[name] === entry[name],
        )
        if (!same) throw new AppError('tip:conflict')
        return { entry: known.entry, added: false }
      }
      const claimed = tip.files.map((id) => present(files.get(id), clock))
      if (claimed.includes(undefined)) throw new AppError('tip:malformed')
      for (const file of claimed) if (file !== undefined) file.goesAt = null
      filesOf.set(tip.id, tip.files)
      const id = nextEntryId(entries, clock)
      entries.push({ entry: id, tip: entry })
      return { entry: id, added: true }
    },
    async count(unit) {
      return of(unit).entries.length
    },
    async get(unit, entry) {
      return of(unit).entries.find((found) => found.entry === entry) ?? null
    },
  }
}

type Reading = Pick<TipQueue, 'createGroup' | 'read' | 'readPending' | 'claimIdle' | 'ack' | 'countPending'>

function reading(of: UnitOf, clock: Clock): Reading {
  function groupOf({ unit, group }: { unit: string; group: string }): Group {
    const found = of(unit).groups.get(group)
    if (found === undefined) throw new AppError('store:unavailable', { message: 'No such group.' })
    return found
  }

  function take(reader: Reader, entries: QueuedTip[]): QueuedTip[] {
    for (const { entry } of entries) {
      groupOf(reader).pending.set(entry, { consumer: reader.consumer, since: clock.now() })
    }
    return entries
  }

  function held(reader: Reader, wanted: (held: Held) => boolean): QueuedTip[] {
    const { pending } = groupOf(reader)
    return of(reader.unit).entries.filter(({ entry }) => {
      const one = pending.get(entry)
      return one !== undefined && wanted(one)
    })
  }

  return {
    async createGroup(unit, group) {
      const { groups } = of(unit)
      if (!groups.has(group)) groups.set(group, { next: 0, pending: new Map() })
    },
    async read(reader, max) {
      const group = groupOf(reader)
      const fresh = of(reader.unit).entries.slice(group.next, group.next + max)
      group.next += fresh.length
      return take(reader, fresh)
    },
    async readPending(reader, max) {
      return held(reader, (one) => one.consumer === reader.consumer).slice(0, max)
    },
    async claimIdle(reader, idleMs, max) {
      return take(reader, held(reader, (one) => one.since + idleMs <= clock.now()).slice(0, max))
    },
    async ack(unit, group, entry) {
      groupOf({ unit, group }).pending.delete(entry)
    },
    async countPending(unit, group) {
      return groupOf({ unit, group }).pending.size
    },
  }
}

function keepingFiles(of: UnitOf, clock: Clock): Pick<TipQueue, 'putFile' | 'getFile' | 'remove'> {
  return {
    async remove(unit, entry, tipId) {
      const { entries, files, groups, filesOf } = of(unit)
      const at = entries.findIndex((found) => found.entry === entry)
      if (at < 0) return false
      entries.splice(at, 1)
      for (const group of groups.values()) if (group.next > at) group.next -= 1
      for (const id of filesOf.get(tipId) ?? []) files.delete(id)
      return true
    },
    async putFile(unit, fileId, sealed) {
      const { files } = of(unit)
      if (present(files.get(fileId), clock)?.goesAt === null) return
      const goesAt = Math.ceil(clock.now() / HOUR_MS + tipLimits.fileHours) * HOUR_MS
      files.set(fileId, { bytes: Uint8Array.from(sealed), goesAt })
    },
    async getFile(unit, fileId) {
      return present(of(unit).files.get(fileId), clock)?.bytes ?? null
    },
  }
}

function present(file: StoredFile | undefined, clock: Clock): StoredFile | undefined {
  return file !== undefined && (file.goesAt === null || file.goesAt > clock.now()) ? file : undefined
}

function nextEntryId(entries: readonly QueuedTip[], clock: Clock): EntryId {
  const hour = Math.floor(clock.now() / HOUR_MS) * HOUR_MS
  const [ms = 0, seq = 0] = (entries.at(-1)?.entry ?? '').split('-').map(Number)
  return ms >= hour ? `${ms}-${seq + 1}` : `${hour}-0`
}
