import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDurability } from '../src/durability.ts'
import type { Redis } from '../src/redis-connection.ts'
import { startRedis, type TestRedis } from './support/redis-server.ts'

describe('redis durability', () => {
  let server: TestRedis
  let redis: Redis
  beforeAll(async () => {
    server = await startRedis()
    redis = await server.connect()
  })
  afterAll(() => server.stop())

  it('trusts a Redis that writes to disk before it answers', async () => {
    expect(await readDurability(redis)).toEqual({ durable: true, problems: [] })
  })

  it.each([
    ['appendfsync', 'everysec'],
    ['appendonly', 'no'],
  ])('says what %s %s can lose', async (name, value) => {
    await redis.configSet(name, value)

    const { durable, problems } = await readDurability(redis)

    expect(durable).toBe(false)
    expect(problems[0]).toContain(name)
  })

  it('says that a full Redis which evicts can drop tips', async () => {
    await redis.configSet({ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' })

    expect((await readDurability(redis)).problems.join()).toContain('evict')
  })
})
