import { AppError } from '../../core/errors.ts'

const MINUTE = 60_000

/** The contact cannot be written to: not followed, blocked, banned, silent for too long, restricted this type. */
const GONE = new Set([-213, -217, -227, -230, -232, -244])
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

/** Zalo's refusals in our words. */
export function toError(code: number): AppError {
  if (GONE.has(code)) return new AppError('channel:contact_gone')
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
