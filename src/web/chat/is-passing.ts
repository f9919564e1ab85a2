import type { AppError } from '../../core/errors.ts'

/**
 * Whether the same may work a little later. A proof can expire on the way; a new one is made each time. Looks at the
 * shape of the error, so that the catalogue of all errors is not part of what the page needs to begin.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, retryable }: Error & Partial<Pick<AppError, 'code' | 'retryable'>> = error
  return retryable === true || code === 'store:unavailable' || code === 'proof:missing'
}
