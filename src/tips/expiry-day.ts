const DAY_S = 86_400

/** Midnight (UTC) after `days` days, in seconds since the epoch: an expiry that tells no finer time than a day. */
export function expiryDay(nowMs: number, days: number): number {
  return (Math.ceil(nowMs / 1_000 / DAY_S) + days) * DAY_S
}
