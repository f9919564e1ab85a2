import type { Clock } from '../core/clock.ts'

const FAILURES = 3
const REST_MS = 60_000

export interface CircuitBreaker {
  /** Whether trying is worth a person's wait. */
  isClosed(): boolean
  note(succeeded: boolean): void
}

/** After three failures in a row the endpoint is left alone for a minute: nobody waits eight seconds for nothing. */
export function createCircuitBreaker(clock: Clock): CircuitBreaker {
  let failures = 0
  let restsUntil = 0
  return {
    isClosed: () => clock.now() >= restsUntil,
    note(succeeded) {
      failures = succeeded ? 0 : failures + 1
      if (failures < FAILURES) return
      failures = 0
      restsUntil = clock.now() + REST_MS
    },
  }
}
