import type { Clock } from '../core/clock.ts'
import type { Observer } from '../core/observer.ts'
import type { Ack, AckOutcome, OutboxStore } from './outbox-store.ts'

/** Tells the store what was delivered, many conversations in one round trip. */
export interface AckBatcher {
  /** Resolves once the store has noted it; waits through an outage of the store. Rejects only when closed. */
  ack(ack: Ack): Promise<AckOutcome>
  /** Resolves when everything told so far is noted. */
  flush(): Promise<void>
  close(): void
}

interface Waiting {
  ack: Ack
  resolve(outcome: AckOutcome): void
  reject(error: unknown): void
}

/** Gathers for this long: short, because a crash in between sends a delivered message again. The store gathers too. */
const GATHER_MS = 1
const BATCH = 64
const RETRY_MS = 500

/** @see AckBatcher */
export function createAckBatcher(needs: {
  outbox: OutboxStore
  clock: Clock
  observer: Observer
}): AckBatcher {
  let waiting: Waiting[] = []
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()
  let closed = false

  function ack(one: Ack): Promise<AckOutcome> {
    return new Promise((resolve, reject) => {
      waiting.push({ ack: one, resolve, reject })
      if (waiting.length >= BATCH) start()
      else timer ??= setTimeout(start, GATHER_MS)
    })
  }

  function start(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (waiting.length === 0) return
    const batch = waiting
    waiting = []
    writing = Promise.all([writing, write(batch)]).then(() => {})
  }

  async function write(batch: Waiting[]): Promise<void> {
    while (!closed) {
      try {
        const outcomes = await needs.outbox.ack(
          batch.map((one) => one.ack),
          needs.clock.now(),
        )
        return batch.forEach((one, at) => one.resolve(outcomes[at] ?? { type: 'lost' }))
      } catch (error) {
        needs.observer.alarm('ack_not_stored', error)
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
    for (const one of batch) one.reject(new Error('closed'))
  }

  async function flush(): Promise<void> {
    start()
    await writing
  }

  return {
    ack,
    flush,
    close: () => {
      closed = true
      start()
    },
  }
}
