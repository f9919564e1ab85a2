import { AppError } from '../../core/errors.ts'

const MINUTE = 60_000

/** Meta's refusal: a code, and often a finer one. */
export interface MetaError {
  code: number
  subcode: number | undefined
}

/** Outside the 24-hour window; blocked us; account closed; never wrote to this Page. */
const GONE_SUBCODES = new Set([2_018_278, 2_018_065, 2_018_108, 1_545_041, 2_018_001])
const GONE_CODES = new Set([551])
/** Calls of the app, of a person, of the Page; "this API"; the Messenger quota. */
const RATE_CODES = new Set([4, 17, 32, 613, 80_006])
const TEMPORARY_CODES = new Set([1, 2, 1_200])
/** Token, permissions (10, 200 to 299), app in development, Page restricted: somebody must act in Meta's console. */
const OPERATOR_CODES = new Set([3, 10, 102, 190, 368])

/** Whether an operator must be called. */
export function needsOperator({ code, subcode }: MetaError): boolean {
  if (isGone({ code, subcode })) return false
  return OPERATOR_CODES.has(code) || (code >= 200 && code < 300)
}

function isGone({ code, subcode }: MetaError): boolean {
  return GONE_CODES.has(code) || (subcode !== undefined && GONE_SUBCODES.has(subcode))
}

/** Meta's refusals in our words. `status` of the answer counts where there is no code that we know. */
export function toError(error: MetaError, status: number): AppError {
  if (isGone(error)) return new AppError('channel:contact_gone')
  if (RATE_CODES.has(error.code) || status === 429)
    return new AppError('channel:throttled', { retryable: true, retryAfterMs: MINUTE })
  if (needsOperator(error))
    return new AppError('channel:unauthorised', { retryable: true, retryAfterMs: 10 * MINUTE })
  if (TEMPORARY_CODES.has(error.code) || status >= 500)
    return new AppError('channel:unreachable', { retryable: true })
  return new AppError('channel:refused', {
    message: `Messenger refuses this message for good (${error.code}).`,
  })
}
