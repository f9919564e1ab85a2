import { type Clock, roundToHour } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import { hashOf } from '../tips/mailbox.ts'
import type { Additions } from '../tips/stored-tip-outlet.ts'
import type { ThreadStore } from '../tips/thread-store.ts'
import type { SealedReply } from '../tips/tip-outlet.ts'
import type { TipQueue } from '../tips/tip-queue.ts'
import type { AuditStep } from './audit-log.ts'
import type { TriageItem } from './triage-item.ts'
import type { TriageStore } from './triage-store.ts'

export interface TakeAdditionNeeds {
  threads: ThreadStore
  triage: Pick<TriageStore, 'item' | 'change'>
  queue: Pick<TipQueue, 'get'>
  clock: Clock
}

/** Officers may change an item at the same moment; then it is read and marked again. */
const ATTEMPTS = 20

/**
 * What tipsters add, on its way to their unit's officers: first stored, then on the item and on the record, then said
 * to be received. Each step may be repeated; a crash between two is mended by the sender's repetition.
 */
export function createAdditions({ threads, triage, queue, clock }: TakeAdditionNeeds): Additions {
  async function take({ unit, door, id, sealed }: SealedReply): Promise<void> {
    const tip = await threads.tipBehind(unit, hashOf(door))
    if (tip === null) throw new AppError('request:not_found')
    const item = await triage.item(unit, tip)
    // An item that intake has not made yet: in a moment it is there.
    if (item === null) throw new AppError('store:unavailable', { retryable: true })
    // The tip was kept for its time and is gone: nobody would look for more about it.
    if ((await queue.get(unit, item.entry)) === null) throw new AppError('request:not_found')
    const at = roundToHour(clock.now())
    const answer = await threads.add(unit, tip, { v: 1, id, from: 'tipster', at, officer: null, sealed })
    if (answer === 'full') throw new AppError('mailbox:full')
    await markItem(unit, tip, at)
  }

  async function markItem(unit: string, tip: string, at: string): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const replies = (await threads.read(unit, tip)).filter(({ from }) => from === 'tipster').length
      const item = await triage.item(unit, tip)
      if (item === null || (item.replies ?? 0) >= replies) return
      const { next, step } = withReplies(item, replies, at)
      const changed = await triage.change(next, step).then(
        () => true,
        (error: unknown) => {
          if (error instanceof AppError && error.code === 'triage:conflict') return false
          throw error
        },
      )
      if (changed) return
    }
    throw new AppError('store:unavailable', { retryable: true })
  }

  return { openDoor: (unit, door, tip) => threads.openDoor(unit, door, tip), take }
}

/** A tip that was finished is taken up again: what comes later may change what it was worth. Spam stays spam. */
function withReplies(item: TriageItem, replies: number, at: string): { next: TriageItem; step: AuditStep } {
  const next: TriageItem = { ...item, replies, version: item.version + 1 }
  const step: AuditStep = { action: 'reply_received', at, officer: null, item: item.tip }
  if (item.state !== 'closed' && item.state !== 'passed_on') return { next, step }
  return {
    next: {
      ...next,
      state: 'checking',
      disposition: null,
      times: { ...item.times, checking: item.times.checking ?? at },
    },
    step: { ...step, from: item.state, to: 'checking', reason: 'new_information' },
  }
}
