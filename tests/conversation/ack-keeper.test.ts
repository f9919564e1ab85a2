import { describe, expect, it } from 'vitest'
import { createAckKeeper } from '../../src/conversation/ack-keeper.ts'
import type { Ack } from '../../src/conversation/outbox-store.ts'
import { systemClock } from '../../src/core/clock.ts'
import { memoryStores } from '../support/conversation-world.ts'

/** A store that tells what it was told, and is away for the first `outages` calls. */
function createTold(outages = 0) {
  const told: Ack[] = []
  const alarms: string[] = []
  let calls = 0
  const outbox = {
    ...memoryStores().outbox,
    ack: async (ack: Ack) => {
      calls += 1
      if (calls <= outages) throw new Error('away')
      told.push(ack)
      return { type: 'left' as const, entries: ack.done }
    },
  }
  const observer = { count() {}, alarm: (what: string) => void alarms.push(what) }
  const acks = createAckKeeper({ outbox, clock: systemClock, observer })
  return { acks, told, alarms }
}

function delivered(done: number): Ack {
  const ref = { id: String(done).padStart(32, '0'), shard: 1 }
  return { ref, lease: 'mine', entry: 'entry-0000000001', done, finished: false, sent: null }
}

describe('ack-keeper', () => {
  it('tells the store of many conversations, and each its own outcome', async () => {
    const { acks, told } = createTold()

    const outcomes = await Promise.all([1, 2, 3].map((done) => acks.ack(delivered(done))))

    expect(told).toHaveLength(3)
    expect(outcomes).toEqual([1, 2, 3].map((entries) => ({ type: 'left', entries })))
  })

  it('goes on through an outage of the store, with one alarm for all that wait', async () => {
    const { acks, told, alarms } = createTold(3)

    await Promise.all([1, 2, 3].map((done) => acks.ack(delivered(done))))

    expect(told).toHaveLength(3)
    expect(alarms).toEqual(['ack_not_stored'])
  })

  it('is flushed when everything is noted', async () => {
    const { acks, told } = createTold(1)

    void acks.ack(delivered(1))
    await acks.flush()

    expect(told).toHaveLength(1)
  })

  it('gives up what waits when it is closed', async () => {
    const { acks } = createTold(Number.POSITIVE_INFINITY)

    const noted = acks.ack(delivered(1))
    acks.close()

    await expect(noted).rejects.toThrow('closed')
  })
})
