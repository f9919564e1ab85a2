import type { IdSource } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import { limits } from './limits.ts'

/** What a failed send means. `counts`: towards the dead letters. */
export interface SendFailure {
  type: 'gone' | 'refused' | 'retry'
  reason: string
  counts: boolean
  retryAfterMs: number
}

/** A refused credential does not count: an operator will mend it, and the messages must still be there. */
export function failureOf(error: unknown): SendFailure {
  if (!(error instanceof AppError))
    return { type: 'retry', reason: 'internal', counts: true, retryAfterMs: 0 }
  const retryAfterMs = error.retryAfterMs ?? 0
  if (error.code === 'channel:contact_gone')
    return { type: 'gone', reason: error.code, counts: false, retryAfterMs }
  if (error.code === 'channel:unauthorised' || error.code === 'store:unavailable') {
    return {
      type: 'retry',
      reason: error.code,
      counts: false,
      retryAfterMs: Math.max(retryAfterMs, limits.backOffMinMs),
    }
  }
  const type = error.retryable ? 'retry' : 'refused'
  return { type, reason: error.code, counts: error.code !== 'channel:throttled', retryAfterMs }
}

/** Doubling with jitter, never less than the platform asked for. */
export function retryDelay(tries: number, retryAfterMs: number, ids: Pick<IdSource, 'bytes'>): number {
  const full = Math.min(limits.backOffMinMs * 2 ** Math.max(0, tries - 1), limits.backOffMaxMs)
  const jitter = 0.5 + (ids.bytes(1)[0] ?? 0) / 512
  return Math.max(retryAfterMs, Math.round(full * jitter))
}
