import { type Clock, roundToHour } from '../core/clock.ts'
import type { ThreadStore } from '../tips/thread-store.ts'
import type { TipQueue } from '../tips/tip-queue.ts'
import type { TriageItem } from './triage-item.ts'
import type { TriageStore } from './triage-store.ts'

export interface RetentionNeeds {
  queue: Pick<TipQueue, 'get' | 'remove'>
  threads: Pick<ThreadStore, 'remove'>
  store: Pick<TriageStore, 'finishedBefore' | 'record'>
  units: readonly string[]
  /** Days for which a closed tip is kept. */
  days: number
  clock: Clock
  onError: (error: unknown) => void
}

const DAY_MS = 86_400_000
const ROUND_MS = DAY_MS / 4
/** Only these are finished; what was passed on may come back. */
const FINISHED: readonly TriageItem['state'][] = ['closed', 'spam']

/**
 * Removes the sealed content of tips that were closed longer ago than the deployment keeps them; item and audit chain,
 * which hold no content, stay for the figures. Nothing is ever removed for lack of room.
 */
export function createRetention(needs: RetentionNeeds) {
  let timer: NodeJS.Timeout | undefined

  /** Gives how many tips were removed. Running twice, or in several processes, changes nothing more. */
  async function runOnce(): Promise<number> {
    const before = needs.clock.now() - needs.days * DAY_MS
    let removed = 0
    for (const unit of needs.units) {
      for (const item of await needs.store.finishedBefore(unit, before))
        if (FINISHED.includes(item.state) && (await remove(item))) removed += 1
    }
    return removed
  }

  /** Recorded first: what is gone without a record could have been taken by anybody. */
  async function remove({ unit, tip, entry }: TriageItem): Promise<boolean> {
    if ((await needs.queue.get(unit, entry)) === null) return false
    const at = roundToHour(needs.clock.now())
    await needs.store.record(unit, { action: 'tip_removed', at, officer: null, item: tip })
    await needs.threads.remove(unit, tip)
    return await needs.queue.remove(unit, entry, tip)
  }

  function round(): void {
    runOnce().catch(needs.onError)
  }

  return {
    runOnce,
    start() {
      round()
      timer = setInterval(round, ROUND_MS)
      timer.unref()
    },
    stop() {
      clearInterval(timer)
    },
  }
}
