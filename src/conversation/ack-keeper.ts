import type { Clock } from '../core/clock.ts'
import type { Observer } from '../core/observer.ts'
import type { Ack, AckOutcome, OutboxStore } from './outbox-store.ts'

/** Tells the store what was delivered, however long the store is away. */
export interface AckKeeper {
  /** Resolves once the store has noted it. Rejects only when closed. */
  ack(ack: Ack): Promise<AckOutcome>
  /** Resolves when everything told so far is noted, or given up. */
  flush(): Promise<void>
  close(): void
}

const RETRY_MS = 500

/** @see AckKeeper */
export function createAckKeeper(needs: { outbox: OutboxStore; clock: Clock; observer: Observer }): AckKeeper {
  let underWay = 0
  let isAway = false
  let closed = false

  async function ack(one: Ack): Promise<AckOutcome> {
    underWay += 1
    try {
      return await keepTrying(one)
    } finally {
      underWay -= 1
    }
  }

  async function keepTrying(one: Ack): Promise<AckOutcome> {
    while (!closed) {
      try {
        const outcome = await needs.outbox.ack(one, needs.clock.now())
        isAway = false
        return outcome
      } catch (error) {
        // Hundreds may wait for the same store: one alarm an outage.
        if (!isAway) needs.observer.alarm('ack_not_stored', error)
        isAway = true
        await pause(RETRY_MS)
      }
    }
    throw new Error('closed')
  }

  async function flush(): Promise<void> {
    while (underWay > 0) await pause(2)
  }

  return {
    ack,
    flush,
    close: () => {
      closed = true
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
