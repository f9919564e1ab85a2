import { describe, expect, it } from 'vitest'
import { createGroupBatcher } from '../../src/conversation/group-batcher.ts'
import { createKeyedQueue } from '../../src/conversation/keyed-queue.ts'
import { createLruCache } from '../../src/conversation/lru-cache.ts'
import { createRandomPool } from '../../src/conversation/random-pool.ts'
import { systemIds } from '../../src/core/clock.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('keyed-queue', () => {
  it('runs one task of a key at a time, in order, also after a failure', async () => {
    const queue = createKeyedQueue({ perKey: 10, inAll: 10 })
    const seen: number[] = []
    const task = (n: number, ms: number) => async () => {
      seen.push(n)
      await pause(ms)
      seen.push(n)
      if (n === 1) throw new Error('one')
    }

    const results = await Promise.allSettled([
      queue.run('a', task(1, 5)),
      queue.run('a', task(2, 1)),
      queue.run('a', task(3, 0)),
    ])

    expect(seen).toEqual([1, 1, 2, 2, 3, 3])
    expect(results.map((one) => one.status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    await queue.idle()
    expect(queue.size()).toBe(0)
  })

  it('is bounded for one key and for all', async () => {
    const queue = createKeyedQueue({ perKey: 2, inAll: 3 })
    const slow = () => pause(5)
    const accepted = [queue.run('a', slow), queue.run('a', slow), queue.run('b', slow)]

    await expect(queue.run('a', slow)).rejects.toMatchObject({ code: 'request:too_many', retryable: true })
    await expect(queue.run('c', slow)).rejects.toMatchObject({ code: 'request:too_many' })
    await Promise.all(accepted)
    await queue.run('c', slow)
  })
})

describe('group-batcher', () => {
  it('writes together what comes while a write is under way, and answers each its own', async () => {
    const groups: number[][] = []
    const add = createGroupBatcher(
      async (items: number[]) => {
        groups.push(items)
        await pause(5)
        return items.map((item) => item * 10)
      },
      { perGroup: 3, underWay: 1, worthwhile: 1 },
    )

    const first = add(1)
    await pause(1)
    const rest = Promise.all([2, 3, 4, 5].map((item) => add(item)))

    expect(await first).toBe(10)
    expect(await rest).toEqual([20, 30, 40, 50])
    expect(groups).toEqual([[1], [2, 3, 4], [5]])
  })

  it('begins a second group beside the first only when it is worth it', async () => {
    const groups: number[][] = []
    const add = createGroupBatcher(
      async (items: number[]) => {
        groups.push(items)
        await pause(20)
        return items
      },
      { perGroup: 9, underWay: 2, worthwhile: 3 },
    )

    const all = [add(1)]
    await pause(1)
    all.push(add(2), add(3))
    await pause(1)
    expect(groups).toEqual([[1]])
    all.push(add(4))
    await pause(1)
    expect(groups).toEqual([[1], [2, 3, 4]])
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4])
  })

  it('lets a patient item go with the next group, and by itself when none comes', async () => {
    const groups: number[][] = []
    const add = createGroupBatcher(
      async (items: number[]) => {
        groups.push(items)
        return items
      },
      { perGroup: 3, underWay: 1, worthwhile: 1 },
    )

    const patient = add(1, true)
    await add(2)
    await patient
    await add(3, true)

    expect(groups).toEqual([[1, 2], [3]])
  })

  it('fails a whole group and goes on', async () => {
    let broken = true
    const add = createGroupBatcher(
      async (items: number[]) => {
        if (broken) throw new Error('away')
        return items
      },
      { perGroup: 3, underWay: 1, worthwhile: 1 },
    )

    const results = await Promise.allSettled([add(1), add(2)])
    broken = false

    expect(results.map((one) => one.status)).toEqual(['rejected', 'rejected'])
    expect(await add(3)).toBe(3)
  })
})

describe('lru-cache', () => {
  it('forgets what was not used for longest, and what is too old', () => {
    const cache = createLruCache<string>({ entries: 2, maxAgeMs: 100 })
    cache.set('a', 'A', 0)
    cache.set('b', 'B', 1)
    cache.get('a', 2)
    cache.set('c', 'C', 3)

    expect([cache.get('a', 4), cache.get('b', 4), cache.get('c', 4)]).toEqual(['A', undefined, 'C'])
    expect(cache.get('a', 101)).toBeUndefined()
    expect(cache.size()).toBe(1)
  })
})

describe('random-pool', () => {
  it('never gives the same bytes twice, and keeps what it gave', () => {
    const pool = createRandomPool(systemIds)
    const given = Array.from({ length: 2_000 }, () => pool.bytes(12))
    const seen = new Set(given.map((bytes) => Buffer.from(bytes).toString('hex')))

    expect(seen.size).toBe(2_000)
    expect(pool.bytes(5_000)).toHaveLength(5_000)
  })
})
