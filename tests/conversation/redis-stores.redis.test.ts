import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
    await expect(archive.load('later')).rejects.toMatchObject({ code: 'store:corrupt' })
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
