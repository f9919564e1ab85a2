import { describe, expect, it } from 'vitest'
import { createAckBatcher } from '../../src/conversation/ack-batcher.ts'
import type { Ack } from '../../src/conversation/outbox-store.ts'
import { systemClock } from '../../src/core/clock.ts'
import { memoryStores } from '../support/conversation-world.ts'

/** A store that tells what it was told, and is away for the first `outages` calls. */
function createTold(outages = 0) {
  const told: Ack[][] = []
  let calls = 0
  const outbox = {
    ...memoryStores().outbox,
    ack: async (acks: readonly Ack[]) => {
      calls += 1
      if (calls <= outages) throw new Error('away')
      told.push([...acks])
      return acks.map(({ done }) => ({ type: 'left' as const, entries: done }))
    },
  }
  const acks = createAckBatcher({ outbox, clock: systemClock, observer: { count() {}, alarm() {} } })
  return { acks, told }
}

function delivered(done: number): Ack {
  const ref = { id: String(done).padStart(32, '0'), shard: 1 }
  return { ref, lease: 'mine', entry: 'entry-0000000001', done, finished: false, sent: null }
}

describe('ack-batcher', () => {
  it('tells the store of many conversations at once, and each its own outcome', async () => {
    const { acks, told } = createTold()

    const outcomes = await Promise.all([1, 2, 3].map((done) => acks.ack(delivered(done))))

    expect(told.map((batch) => batch.length)).toEqual([3])
    expect(outcomes).toEqual([1, 2, 3].map((entries) => ({ type: 'left', entries })))
  })

  it('goes on through an outage of the store', async () => {
    const { acks, told } = createTold(1)

    await acks.ack(delivered(1))

    expect(told).toHaveLength(1)
  })
})
