import type { IdSource } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import { limits } from './limits.ts'

/** What a failed send means. */
export interface SendFailure {
  type: 'gone' | 'refused' | 'retry'
  reason: string
  /** Towards the dead letters. */
  counts: boolean
  /** The platform itself was away, or takes nothing from us at the moment: other messages would fare no better. */
  platformAway: boolean
  retryAfterMs: number
}

const AWAY: ReadonlySet<string> = new Set([
  'channel:unreachable',
  'channel:throttled',
  'channel:unauthorised',
])
/** An operator will mend it, and the messages must still be there. */
const BLAMELESS: ReadonlySet<string> = new Set([
  'channel:throttled',
  'channel:unauthorised',
  'store:unavailable',
])

/** Tells apart: the contact is gone, this message is refused for good, try again. */
export function failureOf(error: unknown): SendFailure {
  if (!(error instanceof AppError))
    return { type: 'retry', reason: 'internal', counts: true, platformAway: false, retryAfterMs: 0 }
  const { code } = error
  return {
    type: code === 'channel:contact_gone' ? 'gone' : isLasting(error) ? 'refused' : 'retry',
    reason: code,
    counts: !BLAMELESS.has(code) && code !== 'channel:contact_gone',
    platformAway: AWAY.has(code),
    retryAfterMs: error.retryAfterMs ?? 0,
  }
}

function isLasting({ code, retryable }: AppError): boolean {
  return !retryable && code !== 'channel:unauthorised' && code !== 'store:unavailable'
}

/** Doubling with jitter, never less than the platform asked for. What is urgent is not put off for minutes. */
export function retryDelay(
  { tries, retryAfterMs, urgent }: { tries: number; retryAfterMs: number; urgent: boolean },
  ids: Pick<IdSource, 'bytes'>,
): number {
  const most = urgent ? limits.urgentBackOffMaxMs : limits.backOffMaxMs
  const full = Math.min(limits.backOffMinMs * 2 ** Math.max(0, tries - 1), most)
  return Math.max(retryAfterMs, Math.round(full * jitter(ids)))
}

/** Between a half and one. */
export function jitter(ids: Pick<IdSource, 'bytes'>): number {
  return 0.5 + (ids.bytes(1)[0] ?? 0) / 512
}
