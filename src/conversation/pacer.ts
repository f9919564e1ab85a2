import type { Clock } from '../core/clock.ts'
import { createLruCache } from './lru-cache.ts'

/** Takes up to `wanted` tokens of a rate shared by all processes: how many were granted, or how long to wait. */
export type ReserveTokens = (wanted: number) => Promise<{ granted: number; waitMs: number }>

/** Keeps the sending within a platform's limits. */
export interface Pacer {
  /** Resolves when one message may go to this conversation. Urgent ones overtake the others in the overall limit. */
  wait(conversation: string, urgent: boolean): Promise<void>
}

export interface PacerNeeds {
  clock: Clock
  /** Of one conversation: `burst` at once, then `perSecond`. */
  perChat: { perSecond: number; burst: number }
  reserve: ReserveTokens
}

const BATCH = 10
const STORE_AWAY_MS = 1_000

/** @see Pacer */
export function createPacer(needs: PacerNeeds): Pacer {
  const chats = createLruCache<{ freeAt: number }>({ entries: 20_000, maxAgeMs: 600_000 })
  const urgentOnes: Array<() => void> = []
  const others: Array<() => void> = []
  let pumping = false

  async function wait(conversation: string, urgent: boolean): Promise<void> {
    await sleep(chatDelay(conversation))
    return new Promise((resolve) => {
      const line = urgent ? urgentOnes : others
      line.push(resolve)
      if (!pumping) void pump()
    })
  }

  /** A bucket as one number: the time at which it would be full again (GCRA). */
  function chatDelay(conversation: string): number {
    const now = needs.clock.now()
    const step = 1_000 / needs.perChat.perSecond
    const chat = chats.get(conversation, now) ?? { freeAt: now }
    const start = Math.max(chat.freeAt, now)
    chats.set(conversation, { freeAt: start + step }, now)
    return Math.max(0, start - now - (needs.perChat.burst - 1) * step)
  }

  async function pump(): Promise<void> {
    pumping = true
    while (urgentOnes.length + others.length > 0) {
      const wanted = Math.min(urgentOnes.length + others.length, BATCH)
      const { granted, waitMs } = await reserveOrWait(wanted)
      for (let i = 0; i < granted; i += 1) (urgentOnes.shift() ?? others.shift())?.()
      if (granted === 0) await sleep(waitMs)
    }
    pumping = false
  }

  async function reserveOrWait(wanted: number): Promise<{ granted: number; waitMs: number }> {
    try {
      return await needs.reserve(wanted)
    } catch {
      // Without the store nothing can be marked as delivered either: wait for it.
      return { granted: 0, waitMs: STORE_AWAY_MS }
    }
  }

  return { wait }
}

/** A rate within this process, for tests and a single machine. */
export function createLocalRate(clock: Clock, rate: { perSecond: number; burst: number }): ReserveTokens {
  let tokens = rate.burst
  let at = clock.now()
  return async function reserve(wanted) {
    const now = clock.now()
    tokens = Math.min(rate.burst, tokens + ((now - at) / 1_000) * rate.perSecond)
    at = now
    const granted = Math.min(wanted, Math.floor(tokens))
    tokens -= granted
    return { granted, waitMs: Math.ceil(((1 - Math.min(tokens, 1)) / rate.perSecond) * 1_000) }
  }
}

function sleep(ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms))
}
