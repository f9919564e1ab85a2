import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import type { MsgIn } from '../../core/message.ts'
import type { Observer } from '../../core/observer.ts'
import type { BotApi } from './bot-api.ts'
import { ALLOWED_UPDATES, Update } from './update.ts'

export interface LongPollingNeeds {
  api: BotApi
  /** Resolves when the message is stored. */
  deliver(msg: MsgIn): Promise<void>
  toMessages(update: Update): Promise<MsgIn[]>
  observer: Observer
}

const POLL_S = 25
const PAUSE_MIN_MS = 1_000
const PAUSE_MAX_MS = 30_000
/** An update that fails this often for a reason of its own is passed over, or nobody would be answered any more. */
const FAILURES = 5

const Batch = z.array(z.looseObject({ update_id: z.number() }))

/**
 * Asks Telegram for updates until stopped. The offset moves past an update only after it was delivered, so that a
 * crash or an outage of the store loses none; the store knows those that come twice.
 */
export function createLongPolling(needs: LongPollingNeeds): { stop(): Promise<void> } {
  let stopped = false
  let wake = () => {}
  const failures = new Map<number, number>()

  async function loop(): Promise<void> {
    let offset = 0
    let pauseMs = 0
    while (!stopped) {
      try {
        offset = await pollOnce(offset)
        pauseMs = 0
      } catch (error) {
        needs.observer.count('telegram_poll_failed')
        pauseMs = Math.min(Math.max(PAUSE_MIN_MS, pauseMs * 2, retryAfter(error)), PAUSE_MAX_MS)
        await pause(pauseMs)
      }
    }
  }

  async function pollOnce(offset: number): Promise<number> {
    const payload = {
      offset,
      timeout: POLL_S,
      allowed_updates: ALLOWED_UPDATES,
    }
    const batch = Batch.parse(await needs.api.call('getUpdates', payload, (POLL_S + 10) * 1_000))
    if (stopped) return offset
    const results = await Promise.allSettled(batch.map(take))
    const failed = results.findIndex((result) => result.status === 'rejected')
    if (failed < 0) return batch.reduce((next, { update_id }) => Math.max(next, update_id + 1), offset)
    await pause(PAUSE_MIN_MS)
    return batch[failed]?.update_id ?? offset
  }

  async function take(raw: { update_id: number }): Promise<void> {
    try {
      for (const msg of await messagesOf(raw)) await needs.deliver(msg)
      failures.delete(raw.update_id)
    } catch (error) {
      const times = (failures.get(raw.update_id) ?? 0) + 1
      failures.set(raw.update_id, times)
      if (isOutage(error) || times < FAILURES) throw error
      failures.delete(raw.update_id)
      needs.observer.alarm('telegram_update_passed_over', error)
    }
  }

  async function messagesOf(raw: unknown): Promise<MsgIn[]> {
    const update = Update.safeParse(raw)
    if (update.success) return needs.toMessages(update.data)
    needs.observer.count('telegram_ignored_malformed')
    return []
  }

  function pause(ms: number): Promise<void> {
    if (stopped) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  const running = loop()
  return {
    stop: async () => {
      stopped = true
      wake()
      // The open request is left to end by itself: what it brings is not confirmed and comes again.
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 200))])
    },
  }
}

function isOutage(error: unknown): boolean {
  return error instanceof AppError && error.retryable
}

function retryAfter(error: unknown): number {
  return error instanceof AppError ? (error.retryAfterMs ?? 0) : 0
}
