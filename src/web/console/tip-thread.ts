import { z } from 'zod'
import type { Tip } from '../../core/tip.ts'
import { hashOf, type Note, TipStatus } from '../../tips/mailbox.ts'
import { parseReceipt } from '../../tips/receipt.ts'
import type { ThreadEntry } from '../../tips/thread-store.ts'
import type { KeyRing } from './key-ring.ts'

/** One thing said after the tip, opened in this browser. `text` null: this officer's keys do not open it. */
export interface ThreadLine {
  id: string
  from: 'tipster' | 'unit'
  /** The hour for the tipster, the minute for an officer. */
  at: string
  status: TipStatus | null
  text: string | null
  /** False: whoever wrote it does not hold the tip's code. */
  isGenuine: boolean
}

/** Opens a thread in its order. */
export async function openThread(
  keyRing: KeyRing,
  tip: Tip,
  entries: readonly ThreadEntry[],
): Promise<ThreadLine[]> {
  return Promise.all(
    entries.map((entry) =>
      entry.from === 'unit' ? openOurs(keyRing, entry) : openTheirs(keyRing, tip, entry),
    ),
  )
}

const Copy = z.object({ status: TipStatus, text: z.string().optional() })

/** What the unit keeps of a note: the tipster's copy opens for nobody else. */
export function toCopy(note: Pick<Note, 'status' | 'text'>): string {
  return JSON.stringify({ status: note.status, text: note.text })
}

async function openOurs(keyRing: KeyRing, { id, from, at, sealed }: ThreadEntry): Promise<ThreadLine> {
  const copy = parseCopy(await keyRing.openRemark(sealed))
  return { id, from, at, ...copy, isGenuine: true }
}

/** Anybody can seal something to the unit: what is no note of ours is shown as unreadable, and breaks nothing. */
function parseCopy(json: string | null): Pick<ThreadLine, 'status' | 'text'> {
  try {
    const { status, text = null } = Copy.parse(JSON.parse(json ?? ''))
    return { status, text }
  } catch {
    return { status: null, text: null }
  }
}

async function openTheirs(
  keyRing: KeyRing,
  { mailbox }: Tip,
  { id, from, at, sealed }: ThreadEntry,
): Promise<ThreadLine> {
  const line = { id, from, at, status: null }
  if (mailbox.reply === undefined) return { ...line, text: null, isGenuine: false }
  try {
    const reply = await keyRing.openReply(sealed, mailbox.reply)
    // The entry's own id is the server's word; the one inside is the writer's.
    return reply === null || reply.id !== id
      ? { ...line, text: null, isGenuine: false }
      : { ...line, at: reply.hour, text: reply.text, isGenuine: true }
  } catch {
    return { ...line, text: null, isGenuine: true }
  }
}

/**
 * Whether these are the words for claiming this tip's reward; null for words that are no code at all. Compared here, in
 * the browser: nobody keeps them.
 */
export function matchesClaim(tip: Tip, typed: string): boolean | null {
  const parsed = parseReceipt(typed)
  return parsed.ok ? hashOf(parsed.code) === tip.mailbox.claim : null
}
