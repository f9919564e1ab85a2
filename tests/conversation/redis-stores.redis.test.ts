import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../src/conversation/limits.ts'
import { createRedisFlowArchive } from '../../src/conversation/redis-flow-archive.ts'
import { createRedisOutboxStore } from '../../src/conversation/redis-outbox-store.ts'
import { createRedisRate } from '../../src/conversation/redis-rate.ts'
import { createRedisSessionStore } from '../../src/conversation/redis-session-store.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { describeConversationStore } from '../contracts/conversation-store.contract.ts'
import { echoFlows } from '../support/echo-flows.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'

let server: TestRedis
let redis: Redis
beforeAll(async () => {
  server = await startRedis()
  redis = await server.connect()
})
afterAll(() => server.stop())

for (const spread of ['single', 'cluster'] as const) {
  describeConversationStore(`redis (${spread})`, async () => {
    await server.raw.flushAll()
    return { ...createRedisSessionStore(redis, spread), ...createRedisOutboxStore(redis, spread) }
  })
}

describe('redis stores', () => {
  it('puts all keys of a conversation into one slot', async () => {
    const keys = await server.raw.keys('antam:*')
    for (const key of keys) expect(key).toMatch(/^antam:\{s:\d\d\}:/)
  })

  it('bounds how long everything is kept, and renews that only now and then', async () => {
    await server.raw.flushAll()
    const store = createRedisSessionStore(redis)
    const ref = { id: 'b'.repeat(32), shard: 7 }
    const shared = {
      ref,
      address: 'address',
      delivery: { sealed: 'sealed', count: 1 },
      wakeAt: null,
      lease: 'mine',
    }
    const one = { ...shared, message: 'm1', expectedVersion: '', version: 'v1'.padEnd(16), session: 's1' }
    const two = {
      ...shared,
      message: 'm2',
      expectedVersion: one.version,
      version: 'v2'.padEnd(16),
      session: 's2',
    }
    const erasing = { ...two, message: 'm3', expectedVersion: two.version, session: null, address: null }
    const life = async (kind: string) => await server.raw.pTTL(`antam:{s:07}:${kind}:${ref.id}`)

    await store.commit({ ...one, renews: true, now: 1 })
    expect(await life('session')).toBeGreaterThan(limits.sessionTtlMs)
    expect(await life('marks')).toBeGreaterThan(limits.markTtlMs)
    expect(await life('outbox')).toBeGreaterThan(0)
    await server.raw.pExpire(`antam:{s:07}:session:${ref.id}`, 5_000)
    await store.commit({ ...two, renews: false, now: 2 })
    expect(await life('session')).toBeLessThanOrEqual(5_000)
    await store.commit({ ...erasing, renews: false, now: 3 })
    expect(await life('marks')).toBeGreaterThan(limits.markTtlMs)
    for (const key of await server.raw.keys(`antam:{s:07}:*:${ref.id}`))
      expect(await server.raw.pTTL(key), key).toBeGreaterThan(0)
  })

  it('keeps so many marks of a conversation and no more', async () => {
    await server.raw.flushAll()
    const store = createRedisSessionStore(redis)
    const ref = { id: 'c'.repeat(32), shard: 8 }
    const marks = `antam:{s:08}:marks:${ref.id}`
    for (let n = 0; n <= limits.marksPerConversation + 20; n += 1)
      await server.raw.zAdd(marks, { score: n, value: `old${n}` })

    const turn = {
      ref,
      message: 'new',
      expectedVersion: '',
      version: 'v'.repeat(16),
      session: 's',
      address: 'a',
    }
    await store.commit({ ...turn, delivery: null, wakeAt: null, lease: 'mine', renews: true, now: 9_999 })

    expect(await server.raw.zCard(marks)).toBe(limits.marksPerConversation)
    expect(await server.raw.zScore(marks, 'new')).toBe(9_999)
  })

  it('keeps a flow set and gives it back as it was', async () => {
    const archive = createRedisFlowArchive(redis)
    const set = echoFlows()

    await archive.save(set)

    expect(await archive.load(set.hash)).toEqual(set)
    expect(await archive.load('unknown')).toBeNull()
    expect(await server.raw.ttl(`antam:flows:${set.hash}`)).toBeGreaterThan(30 * 86_400)
  })

  it('reads a flow set that a release without versions wrote, and refuses one of a newer release', async () => {
    const archive = createRedisFlowArchive(redis)
    const set = echoFlows()
    await server.raw.set(`antam:flows:${set.hash}`, JSON.stringify(set))
    expect(await archive.load(set.hash)).toEqual(set)

    await server.raw.set('antam:flows:later', JSON.stringify({ v: 2, hash: 'later', flows: {} }))
    await expect(archive.load('later')).rejects.toMatchObject({ code: 'store:newer' })
  })

  it('gives two processes together no more than the rate', async () => {
    const clock = fixedClock()
    const [one, two] = [1, 2].map(() => createRedisRate(redis, 'test', { perSecond: 10, burst: 5, clock }))

    expect(await one?.(3)).toEqual({ granted: 3, waitMs: 0 })
    expect(await two?.(3)).toEqual({ granted: 2, waitMs: 0 })
    expect(await one?.(1)).toEqual({ granted: 0, waitMs: 100 })
    clock.advance(100)
    expect(await two?.(5)).toEqual({ granted: 1, waitMs: 0 })
  })
})
