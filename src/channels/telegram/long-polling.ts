import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
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
  clock: Clock
}

const POLL_S = 25
const PAUSE_MIN_MS = 1_000
const PAUSE_MAX_MS = 30_000
/** An update that fails this often for a reason of its own is passed over, or nobody would be answered any more. */
const FAILURES = 5
/** Between two alarms about the same lasting state. */
const ALARM_MS = 3_600_000

const Batch = z.array(z.looseObject({ update_id: z.number() }))

/**
 * Asks Telegram for updates until stopped. The offset moves past an update only after it was delivered, so that a
 * crash or an outage of the store loses none; the store knows those that come twice.
 *
 * Two processes that poll push each other out (409). The one that was pushed out waits, then takes over: so they take
 * turns without a gap, and when one dies the other goes on within seconds.
 */
export function createLongPolling(needs: LongPollingNeeds): { stop(): Promise<void> } {
  let stopped = false
  let wake = () => {}
  const failures = new Map<number, number>()
  const alarmed = new Map<string, number>()

  async function loop(): Promise<void> {
    let offset = 0
    let pauseMs = 0
    while (!stopped) {
      try {
        offset = await pollOnce(offset)
        pauseMs = 0
      } catch (error) {
        report(error)
        pauseMs = Math.min(Math.max(PAUSE_MIN_MS, pauseMs * 2, retryAfter(error)), PAUSE_MAX_MS)
        await pause(pauseMs)
      }
    }
  }

  function report(error: unknown): void {
    needs.observer.count('telegram_poll_failed')
    const what = alarmOf(error)
    const now = needs.clock.now()
    if (stopped || what === null || now - (alarmed.get(what) ?? 0) < ALARM_MS) return
    alarmed.set(what, now)
    needs.observer.alarm(what)
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
    // After a quiet week Telegram numbers anew, perhaps lower; what an empty answer leaves behind is confirmed.
    if (failed < 0) return batch.reduce((next, { update_id }) => Math.max(next, update_id + 1), 0)
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

/** What an operator must know of: refused credentials, and somebody else who takes the updates. */
function alarmOf(error: unknown): string | null {
  if (!(error instanceof AppError)) return null
  if (error.code === 'channel:unauthorised') return 'telegram_token_refused'
  return typeof error.cause === 'string' ? error.cause : null
}

function isOutage(error: unknown): boolean {
  return error instanceof AppError && error.retryable
}

function retryAfter(error: unknown): number {
  return error instanceof AppError ? (error.retryAfterMs ?? 0) : 0
}
