import type { Clock } from '../core/clock.ts'

/** Tries at receipt codes that one conversation has in `WINDOW_MS`. A person with a paper in hand needs two or three. */
const TRIES = 12
const WINDOW_MS = 3_600_000
/** Conversations remembered at once; beyond it the oldest are forgotten. */
const MOST = 10_000

/**
 * Limits how fast a conversation can try codes. Kept in memory only: that somebody looked for a tip must not stand in
 * Redis. Several processes each allow as many; the code's 77 bits do the rest.
 */
export function createCodeTries(clock: Clock): (conversation: string) => boolean {
  const tried = new Map<string, { since: number; count: number }>()
  return function mayTryCode(conversation) {
    const now = clock.now()
    const before = tried.get(conversation)
    const entry = before === undefined || now - before.since >= WINDOW_MS ? { since: now, count: 0 } : before
    entry.count += 1
    tried.set(conversation, entry)
    if (tried.size > MOST) forgetOldest(tried)
    return entry.count <= TRIES
  }
}

function forgetOldest(tried: Map<string, unknown>): void {
  const [oldest] = tried.keys()
  if (oldest !== undefined) tried.delete(oldest)
}
