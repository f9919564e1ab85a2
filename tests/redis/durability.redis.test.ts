import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDurability } from '../../src/redis/durability.ts'
import type { NodeClient } from '../../src/redis/node-client.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { readServerFacts } from '../../src/redis/server-facts.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'

describe('redis durability', () => {
  let server: TestRedis
  let redis: Redis
  beforeAll(async () => {
    server = await startRedis()
    redis = await server.connect()
  })
  afterAll(() => server.stop())

  it('trusts a Redis that writes to disk before it answers', async () => {
    const found = await readDurability(redis)

    expect(found).toMatchObject({ durable: true, problems: [], warnings: [] })
    expect(found.summary).toMatch(/^one Redis server \d+\.\d+\.\d+; "stored" means: on the disk/)
  })

  it.each([
    ['appendfsync', 'everysec', 'always'],
    ['appendonly', 'no', 'yes'],
    ['maxmemory-policy', 'volatile-lru', 'noeviction'],
  ])('says what %s %s can lose', async (name, value, good) => {
    await server.raw.configSet(name, value)

    const { durable, problems } = await readDurability(redis)

    await server.raw.configSet(name, good)
    expect(durable).toBe(false)
    expect(problems).toEqual([expect.stringContaining(name)])
  })

  it('warns before it is full', async () => {
    await server.raw.configSet('maxmemory', '1mb')

    const { durable, warnings } = await readDurability(redis)

    await server.raw.configSet('maxmemory', '0')
    expect(durable).toBe(true)
    expect(warnings).toEqual([expect.stringContaining('maxmemory')])
  })

  it('asks the operator where CONFIG is forbidden, but not when the server goes away in the middle', async () => {
    await server.raw.sendCommand(['ACL', 'SETUSER', 'plain', 'on', 'nopass', '~*', '&*', '+@all', '-config'])
    const plain = server.raw.duplicate({ username: 'plain', password: 'any' })
    await plain.connect()
    const facts = await readServerFacts(plain as unknown as NodeClient)
    plain.destroy()
    const goingAway = {
      info: () => server.raw.info(),
      configGet: (names: string[]) => plain.configGet(names),
    }

    expect(facts.fsync).toBeNull()
    await expect(readServerFacts(goingAway as unknown as NodeClient)).rejects.toThrow()
  })
})
