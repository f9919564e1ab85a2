import type { Clock, IdSource } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { MailboxStore } from '../tips/mailbox-store.ts'
import type { ThreadStore } from '../tips/thread-store.ts'
import type { TipQueue } from '../tips/tip-queue.ts'
import type { AuditStep } from './audit-log.ts'
import { type FilePieces, piecesOf } from './file-pieces.ts'
import { findItem } from './find-item.ts'
import type { Officer } from './officer.ts'
import { mayAct, mayDo, unitsInReach } from './permissions.ts'
import type { AuditPage, ItemScope, NoteRequest, OpenedItem, StateChange, Thread } from './staff-api.ts'
import { staffLimits } from './staff-limits.ts'
import type { StaffStore } from './staff-store.ts'
import { orderScore, reasonsFor, type TriageItem, toMinute, unreadReplies } from './triage-item.ts'
import type { TriageStore } from './triage-store.ts'

export interface TriageDeskNeeds {
  store: TriageStore
  staff: Pick<StaffStore, 'officers'>
  queue: Pick<TipQueue, 'get' | 'getFile' | 'getChunk' | 'filesOf'>
  mailboxes: Pick<MailboxStore, 'add'>
  threads: Pick<ThreadStore, 'add' | 'read'>
  ids: Pick<IdSource, 'uuid'>
  deployment: Deployment
  clock: Clock
}

export type TriageDesk = ReturnType<typeof createTriageDesk>

/** What officers do with tips. Each method refuses with `staff:forbidden` what role or unit does not allow. */
export function createTriageDesk(needs: TriageDeskNeeds) {
  const { store, queue, deployment } = needs
  const now = () => toMinute(needs.clock.now())

  async function list(by: Officer, scope: ItemScope): Promise<{ items: TriageItem[]; more: boolean }> {
    if (!mayDo(by.role, 'list_items')) throw new AppError('staff:forbidden')
    const max = staffLimits.listedItems
    const lists = await Promise.all(
      unitsInReach(by, deployment).map((unit) => store.list(unit, scope, max + 1)),
    )
    const items = lists.flat()
    items.sort(
      scope === 'open' ? (a, b) => orderScore(a) - orderScore(b) : (a, b) => finishedMs(b) - finishedMs(a),
    )
    return { items: items.slice(0, max), more: items.length > max }
  }

  /** Gives the sealed tip, and records who asked for it; a new one becomes `opened`. @throws `request:not_found`. */
  async function open(by: Officer, unit: string, tip: string): Promise<OpenedItem> {
    const item = await findItem(needs, by, 'open_item', unit, tip)
    const queued = await queue.get(unit, item.entry)
    if (queued === null) throw new AppError('request:not_found')
    return { item: await recordOpening(store, by, item, now()), sealed: queued.tip.sealed }
  }

  /** @throws AppError `triage:conflict` (somebody was faster), `request:malformed` (no such change, or not for this reason). */
  async function changeState(
    by: Officer,
    unit: string,
    tip: string,
    change: StateChange,
  ): Promise<TriageItem> {
    const item = await findItem(needs, by, 'change_state', unit, tip)
    if (item.version !== change.version) throw new AppError('triage:conflict')
    if (!reasonsFor(item.state, change.to).includes(change.reason)) throw new AppError('request:malformed')
    const next = changed(item, by, { to: change.to, disposition: change.disposition, at: now() })
    await store.change(next, {
      action: 'item_state_changed',
      at: now(),
      officer: by.id,
      item: tip,
      from: item.state,
      to: change.to,
      reason: change.reason,
      ...(change.disposition === null ? {} : { disposition: change.disposition }),
      ...(change.remark === null ? {} : { remark: change.remark }),
    })
    return next
  }

  /** A sealed file of this very tip, piece by piece. Originals have a way of their own. @throws `request:not_found`. */
  async function file(by: Officer, unit: string, tip: string, fileId: string): Promise<FilePieces> {
    await findItem(needs, by, 'open_item', unit, tip)
    const found = (await queue.filesOf(unit, tip)).find(({ id }) => id === fileId)
    if (found === undefined || found.original === true) throw new AppError('request:not_found')
    return await piecesOf(queue, unit, found)
  }

  /** The record says that a note was written, not to which mailbox: the two must not be joined anywhere. */
  async function writeNote(by: Officer, unit: string, tip: string, note: NoteRequest): Promise<void> {
    await findItem(needs, by, 'write_note', unit, tip)
    await store.record(unit, { action: 'note_written', at: now(), officer: by.id, item: tip })
    await needs.mailboxes.add(note.mailbox, note.note)
    if (note.copy === undefined) return
    const said = { v: 1, id: needs.ids.uuid(), from: 'unit', at: now(), officer: by.id } as const
    // A full thread loses the unit's copy, never the tipster's note.
    await needs.threads.add(unit, tip, { ...said, sealed: note.copy })
  }

  /** What was said after the tip. Reading what is new is on record, and takes the unread mark away for the unit. */
  async function thread(by: Officer, unit: string, tip: string): Promise<Thread> {
    const item = await findItem(needs, by, 'open_item', unit, tip)
    const entries = await needs.threads.read(unit, tip)
    if (unreadReplies(item) > 0) await markRead(item, by)
    return { entries }
  }

  async function markRead(item: TriageItem, by: Officer): Promise<void> {
    const { replies = 0, version } = item
    const step = { action: 'replies_read', at: now(), officer: by.id, item: item.tip } as const
    try {
      await store.change({ ...item, repliesRead: replies, version: version + 1 }, step)
    } catch (error) {
      // Somebody changed the item at this moment: it stays unread until it is looked at again.
      if (!(error instanceof AppError) || error.code !== 'triage:conflict') throw error
    }
  }

  /** Notes that somebody showed the words that claim this tip's reward. The words themselves never come here. */
  async function claim(by: Officer, unit: string, tip: string): Promise<void> {
    await findItem(needs, by, 'write_note', unit, tip)
    await store.record(unit, { action: 'claim_matched', at: now(), officer: by.id, item: tip })
  }

  async function audit(by: Officer, unit: string): Promise<AuditPage> {
    if (!mayAct(by, 'read_audit', unit, deployment)) throw new AppError('staff:forbidden')
    const chain = await store.audit(unit)
    const officers = (await needs.staff.officers()).map(({ id, name }) => ({ id, name }))
    return { ...chain, officers }
  }

  return { list, open, changeState, file, writeNote, thread, claim, audit }
}

/** Every opening is on record; the first one also makes the item `opened`. */
async function recordOpening(
  store: TriageStore,
  by: Officer,
  item: TriageItem,
  at: string,
): Promise<TriageItem> {
  const step: AuditStep = { action: 'item_opened', at, officer: by.id, item: item.tip }
  if (item.state === 'new') {
    const opened = changed(item, by, { to: 'opened', disposition: null, at })
    try {
      await store.change(opened, { ...step, from: 'new', to: 'opened', reason: 'read' })
      return opened
    } catch (error) {
      // Two opened it at the same moment: the other one changed the state, and both are on record.
      if (!(error instanceof AppError) || error.code !== 'triage:conflict') throw error
    }
  }
  await store.record(item.unit, step)
  return (await store.item(item.unit, item.tip)) ?? item
}

function finishedMs(item: TriageItem): number {
  return Date.parse(item.times[item.state] ?? item.hour)
}

type Step = Pick<StateChange, 'to' | 'disposition'> & { at: string }

function changed(item: TriageItem, by: Officer, { to, disposition, at }: Step): TriageItem {
  const times = { ...item.times, [to]: item.times[to] ?? at }
  return { ...item, state: to, disposition, officer: by.id, version: item.version + 1, times }
}
