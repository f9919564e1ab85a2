import type { Clock, IdSource } from '../../src/core/clock.ts'

/** A clock that moves only when told to. */
export function fixedClock(
  start = Date.parse('2026-11-21T13:00:00Z'),
): Clock & { advance(ms: number): void } {
  let now = start
  return {
    now: () => now,
    advance: (ms) => {
      now += ms
    },
  }
}

/** Ids that count up, and bytes that differ from call to call but not from run to run. */
export function countingIds(): IdSource {
  let count = 0
  return {
    uuid: () => `00000000-0000-4000-8000-${(++count).toString(16).padStart(12, '0')}`,
    bytes: (length) => {
      count += 1
      return Uint8Array.from({ length }, (_, i) => (count * 31 + i * 7) % 256)
    },
  }
}
