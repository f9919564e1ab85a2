/** The only door to time and randomness. Everything else receives a `Clock` or an `IdSource`. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

export interface IdSource {
  /** A random UUID (v4). */
  uuid(): string
  /** `length` bytes from the system's cryptographic source. */
  bytes(length: number): Uint8Array
}

export const systemClock: Clock = { now: () => Date.now() }

export const systemIds: IdSource = {
  uuid: () => globalThis.crypto.randomUUID(),
  bytes: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
}

/** Milliseconds of a monotonic clock, for measuring durations only. */
export function monotonicMs(): number {
  return performance.now()
}

/** The calendar day in Vietnam (UTC+7, no summer time), as YYYY-MM-DD. */
export function vietnamDay(ms: number): string {
  return new Date(ms + 7 * 3_600_000).toISOString().slice(0, 10)
}

/** The hour, rounded down, as ISO in UTC: "2026-11-21T22:00:00Z". Finer time could betray who wrote. */
export function roundToHour(ms: number): string {
  return `${new Date(Math.floor(ms / 3_600_000) * 3_600_000).toISOString().slice(0, 13)}:00:00Z`
}
