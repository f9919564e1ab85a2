import type { Clock } from '../core/clock.ts'

export interface TokenBucket {
  /** 0: go on; else milliseconds until the next is free. */
  take(): number
}

/** Holds `size`, refilled evenly with `perMinute`. For all together: nobody is told apart. */
export function createTokenBucket(clock: Clock, limit: { size: number; perMinute: number }): TokenBucket {
  const perMs = limit.perMinute / 60_000
  let tokens = limit.size
  let at = clock.now()
  return {
    take() {
      const now = clock.now()
      tokens = Math.min(limit.size, tokens + Math.max(0, now - at) * perMs)
      at = now
      if (tokens < 1) return Math.ceil((1 - tokens) / perMs)
      tokens -= 1
      return 0
    },
  }
}
