import { z } from 'zod'
import { QueueEntry } from './queue-entry.ts'
import type { EntryId, QueuedTip } from './tip-queue.ts'

/** An entry as Redis gave it. */
export interface StoredEntry {
  entry: EntryId
  /** Null for one that was deleted while it was pending. */
  fields: Record<string, string | undefined> | null
}

/** Streams with their entries, each with its fields and values in turn. */
const RawEntry = z.tuple([z.string(), z.array(z.string()).nullable()])
const RawStreams = z.array(z.tuple([z.string(), z.array(RawEntry)]))

/** What the client makes of XRANGE and XAUTOCLAIM. */
const Messages = z.array(z.object({ id: z.string(), message: z.record(z.string(), z.string()) }).nullable())

/** The raw reply of XREADGROUP; null when there was nothing. @throws ZodError for anything else. */
export function parseStreams(reply: unknown): StoredEntry[] {
  const entries = RawStreams.parse(reply ?? []).flatMap(([, found]) => found)
  return entries.map(([entry, flat]) => ({ entry, fields: flat === null ? null : pairs(flat) }))
}

/** @throws ZodError. */
export function parseMessages(messages: unknown): StoredEntry[] {
  return Messages.parse(messages).flatMap((found) =>
    found === null ? [] : [{ entry: found.id, fields: found.message }],
  )
}

/** The tips among the entries; `onCorrupt` is told of each that is none. */
export function readable(stored: readonly StoredEntry[], onCorrupt: (entry: EntryId) => void): QueuedTip[] {
  return stored.flatMap(({ entry, fields }) => {
    if (fields === null) return []
    const tip = QueueEntry.safeParse(fields)
    if (tip.success) return [{ entry, tip: tip.data }]
    onCorrupt(entry)
    return []
  })
}

function pairs(flat: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]]] : [])))
}
