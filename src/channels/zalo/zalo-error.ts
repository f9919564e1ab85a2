import { AppError } from '../../core/errors.ts'

const MINUTE = 60_000

/** The time in which we may answer is over: only a new message of theirs opens it. */
const WINDOW_CLOSED = new Set([-230, -232])
/** The contact cannot be written to: not followed, blocked, banned or away, restricted this type. */
const GONE = new Set([-213, -217, -227, -244])
/** The account's messages of the day or month are spent, or what this contact may get. */
const QUOTA_SPENT = new Set([-211, -218])
/** Somebody must do something in Zalo's console: app, OA, package, quota, account, consent. */
const FOR_OPERATOR = new Set([
  -204, -205, -209, -211, -212, -219, -221, -223, -224, -235, -240, -242, -320, -321,
])
const RETRYABLE: ReadonlyMap<number, number> = new Map([
  [-32, 15_000],
  [-100, 1_000],
  [-200, 1_000],
  [-218, 10 * MINUTE],
  [-234, 60 * MINUTE],
])

/** The access token is invalid, or has expired or been replaced. */
export function isTokenError(code: number): boolean {
  return code === -216 || code === -220
}

/** The form of the message is not taken: text alone may be. */
export function isFormError(code: number): boolean {
  return code === -201 || code === -233 || code === -210
}

/** Whether an operator must be called. */
export function needsOperator(code: number): boolean {
  return FOR_OPERATOR.has(code)
}

/** For counting: what kind of refusal it is. */
export function kindOf(code: number): string {
  if (WINDOW_CLOSED.has(code)) return 'window_closed'
  if (GONE.has(code)) return 'contact_gone'
  if (QUOTA_SPENT.has(code)) return 'quota_spent'
  if (code === -32) return 'throttled'
  return needsOperator(code) ? 'needs_operator' : RETRYABLE.has(code) ? 'passing' : 'refused'
}

/** Zalo's refusals in our words. */
export function toError(code: number): AppError {
  if (GONE.has(code) || WINDOW_CLOSED.has(code)) return new AppError('channel:contact_gone')
  const retryAfterMs = RETRYABLE.get(code)
  if (retryAfterMs !== undefined) {
    const throttled = code === -32 || code === -218 || code === -234
    return new AppError(throttled ? 'channel:throttled' : 'channel:unreachable', {
      retryable: true,
      retryAfterMs,
    })
  }
  if (isTokenError(code) || needsOperator(code)) {
    return new AppError('channel:unauthorised', {
      retryable: true,
      retryAfterMs: isTokenError(code) ? MINUTE : 10 * MINUTE,
    })
  }
  return new AppError('channel:refused', { message: `Zalo refuses this message for good (${code}).` })
}
