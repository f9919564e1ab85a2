import type { Clock } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import {
  claimFiles,
  createMemoryFileStore,
  dropFiles,
  emptyUnitFiles,
  type UnitFiles,
} from './memory-file-store.ts'
import { toQueueEntry } from './queue-entry.ts'
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

interface UnitTips {
  entries: QueuedTip[]
  groups: Map<string, Group>
  files: UnitFiles
}

type UnitOf = (unit: string) => UnitTips

/** For tests only, held to the same contract as the queue in Redis. */
export function createMemoryTipQueue(needs: { clock: Clock }): TipQueue {
  const units = new Map<string, UnitTips>()
  const of: UnitOf = (unit) => {
    const none = { entries: [], groups: new Map(), files: emptyUnitFiles() }
    const found = units.get(unit) ?? none
    units.set(unit, found)
    return found
  }
  return {
    ...createMemoryFileStore((unit) => of(unit).files, needs.clock),
    ...appending(of, needs.clock),
    ...reading(of, needs.clock),
    ...removing(of),
  }
}

function appending(of: UnitOf, clock: Clock): Pick<TipQueue, 'append' | 'count' | 'get'> {
  return {
    async append(tip) {
      const { entries, files } = of(tip.unit)
      const entry = toQueueEntry(tip)
      const known = entries.find((found) => found.tip.id === tip.id)
      if (known !== undefined) {
        const same = (['category', 'ward', 'lang', 'files'] as const).every(
          (name) => known.tip[name] === entry[name],
        )
        if (!same) throw new AppError('tip:conflict')
        return { entry: known.entry, added: false }
      }
      if (!claimFiles(files, tip.id, tip.files, clock.now())) throw new AppError('tip:malformed')
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

function removing(of: UnitOf): Pick<TipQueue, 'remove'> {
  return {
    async remove(unit, entry, tipId) {
      const { entries, files, groups } = of(unit)
      const at = entries.findIndex((found) => found.entry === entry)
      if (at < 0) return false
      entries.splice(at, 1)
      for (const group of groups.values()) if (group.next > at) group.next -= 1
      dropFiles(files, tipId)
      return true
    },
  }
}

function nextEntryId(entries: readonly QueuedTip[], clock: Clock): EntryId {
  const hour = Math.floor(clock.now() / HOUR_MS) * HOUR_MS
  const [ms = 0, seq = 0] = (entries.at(-1)?.entry ?? '').split('-').map(Number)
  return ms >= hour ? `${ms}-${seq + 1}` : `${hour}-0`
}
