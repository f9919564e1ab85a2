import type { ConversationRef } from './conversation-key.ts'
import type { FlowArchive } from './flow-archive.ts'
import { limits } from './limits.ts'
import type { Ack, AckOutcome, DeadLetter, OutboxEntry, OutboxStore } from './outbox-store.ts'
import type { CommitOutcome, ParkedMessage, SessionStore, TurnCommit } from './session-store.ts'

interface Row {
  ref: ConversationRef
  version: string
  sealed: string | null
  address: string | null
  marks: Map<string, number>
  outbox: OutboxEntry[]
  lease: { token: string; until: number } | null
  due: number | null
  wakeAt: number | null
  sent: string[]
}

/** What both stores are on Redis, in memory and without expiry. For tests only: nothing survives the process. */
export function createMemoryStore(): SessionStore & OutboxStore & { archive: FlowArchive } {
  const rows = new Map<string, Row>()
  const parked = new Map<string, { message: ParkedMessage; due: number }>()
  const buried: DeadLetter[] = []
  const sets = new Map<string, string>()

  function rowOf(ref: ConversationRef): Row {
    const found = rows.get(ref.id)
    if (found) return found
    const made = emptyRow(ref)
    rows.set(ref.id, made)
    return made
  }

  function commitNow(turn: TurnCommit): CommitOutcome {
    const row = rowOf(turn.ref)
    if (turn.message !== null && row.marks.has(turn.message)) return { type: 'duplicate' }
    if (row.version !== turn.expectedVersion) return { type: 'conflict' }
    if (turn.session === null) Object.assign(row, { marks: new Map(), outbox: [], version: '', sealed: null })
    else
      Object.assign(row, {
        version: turn.version,
        sealed: turn.session,
        address: turn.address ?? row.address,
      })
    if (turn.message !== null) row.marks.set(turn.message, turn.now)
    if (turn.wakeAt !== 'keep') row.wakeAt = turn.wakeAt
    if (turn.delivery === null) return { type: 'committed', leased: false, after: null }
    row.outbox.push({ id: turn.version, done: 0, tries: 0, sealed: turn.delivery.sealed })
    return { type: 'committed', leased: takeLease(row, turn), after: row.outbox.at(-2)?.id ?? null }
  }

  function takeLease(row: Row, { lease, now }: TurnCommit): boolean {
    const mine = row.lease?.token === lease
    const free = !isHeld(row, now) && row.outbox.length === 1
    if (!mine && !free) row.due ??= now
    else hold(row, lease, now)
    return mine || free
  }

  function note({ ref, lease, entry, done, finished, sent }: Ack, now: number): AckOutcome {
    const row = rowOf(ref)
    if (finished) row.outbox = row.outbox.filter((one) => one.id !== entry)
    else for (const one of row.outbox) if (one.id === entry) one.done = Math.max(one.done, done)
    if (sent !== null) row.sent = [...row.sent, sent].slice(-limits.sentPerConversation)
    if (row.lease?.token !== lease) return { type: 'lost' }
    if (row.outbox.length > 0) {
      hold(row, lease, now)
      return { type: 'left', entries: row.outbox.length }
    }
    Object.assign(row, { lease: null, due: null })
    return { type: 'released' }
  }

  function openNow(ref: ConversationRef, lease: string, now: number): OutboxEntry[] | null {
    const row = rowOf(ref)
    if (isHeld(row, now) && row.lease?.token !== lease) return null
    if (row.outbox.length === 0) Object.assign(row, { lease: null, due: null })
    else hold(row, lease, now)
    return structuredClone(row.outbox)
  }

  return {
    archive: {
      save: async (set) => void sets.set(set.hash, JSON.stringify(set)),
      load: async (hash) => JSON.parse(sets.get(hash) ?? 'null'),
    },
    load: async (ref, message) => {
      const { version, sealed, marks } = rowOf(ref)
      return { version, sealed, seen: message !== null && marks.has(message) }
    },
    commit: async (turn) => commitNow(turn),
    claimWoken: async (now, max) => {
      const woken = [...rows.values()].filter((row) => row.wakeAt !== null && row.wakeAt <= now).slice(0, max)
      for (const row of woken) row.wakeAt = now + limits.claimMs
      return woken.flatMap(({ ref, address }) => (address === null ? [] : [{ ref, address }]))
    },
    clearTimer: async (ref) => void (rowOf(ref).wakeAt = null),
    park: async (message, due) => void parked.set(`${message.ref.id} ${message.mark}`, { message, due }),
    claimParked: async (now, max) => {
      const due = [...parked.values()].filter((one) => one.due <= now).slice(0, max)
      for (const one of due) one.due = now + limits.claimMs
      return due.map((one) => one.message)
    },
    unpark: async (message) => void parked.delete(`${message.ref.id} ${message.mark}`),
    ack: async (ack, now) => note(ack, now),
    claimDue: async (now, max) => {
      const due = [...rows.values()].filter((row) => row.due !== null && row.due <= now).slice(0, max)
      for (const row of due) row.due = now + limits.leaseMs
      return due.map((row) => row.ref)
    },
    open: async (ref, lease, now) => openNow(ref, lease, now),
    renew: async (ref, lease, now) => {
      const row = rowOf(ref)
      if (row.lease?.token !== lease || !isHeld(row, now)) return false
      hold(row, lease, now)
      return true
    },
    defer: async (ref, lease, entry, due) => {
      const row = rowOf(ref)
      if (row.lease?.token !== lease) return
      for (const one of row.outbox) if (one.id === entry.id) one.tries = entry.tries
      Object.assign(row, { lease: null, due })
    },
    bury: async (ref, { id, done, finished, reason }, now) => {
      const row = rowOf(ref)
      for (const entry of row.outbox.filter((one) => one.id === id)) {
        Object.assign(entry, { done, tries: 0 })
        buried.push({ ref, reason, at: now, entry: { ...entry }, stored: `${id} ${done} ${now}` })
      }
      if (finished) row.outbox = row.outbox.filter((one) => one.id !== id)
    },
    drop: async (ref) => void Object.assign(rowOf(ref), { outbox: [], lease: null, due: null, wakeAt: null }),
    sent: async (ref) => [...rowOf(ref).sent],
    forgetSent: async (ref) => void (rowOf(ref).sent = []),
    ...letterBox(buried, rowOf),
    waiting: async () => [...rows.values()].filter((row) => row.due !== null).length,
    // What shares a memory dies together.
    beat: async () => {},
  }
}

function letterBox(
  buried: DeadLetter[],
  rowOf: (ref: ConversationRef) => Row,
): Pick<OutboxStore, 'dead' | 'revive' | 'discard'> {
  function unbury({ stored }: DeadLetter): boolean {
    const at = buried.findIndex((one) => one.stored === stored)
    if (at >= 0) buried.splice(at, 1)
    return at >= 0
  }
  return {
    dead: async (max) => buried.slice(0, max),
    revive: async (letter, { id, sealed }, now) => {
      if (!unbury(letter)) return false
      const row = rowOf(letter.ref)
      row.outbox.push({ id, done: 0, tries: 0, sealed })
      row.due ??= now
      return true
    },
    discard: async (letter) => unbury(letter),
  }
}

function emptyRow(ref: ConversationRef): Row {
  const nothing = { version: '', sealed: null, address: null, lease: null, due: null, wakeAt: null }
  return { ref, ...nothing, marks: new Map(), outbox: [], sent: [] }
}

function isHeld(row: Row, now: number): boolean {
  return row.lease !== null && row.lease.until > now
}

function hold(row: Row, token: string, now: number): void {
  row.lease = { token, until: now + limits.leaseMs }
  row.due = now + limits.leaseMs + 1_000
}
