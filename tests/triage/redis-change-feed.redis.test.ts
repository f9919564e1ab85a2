import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRedisChangeFeed } from '../../src/triage/redis-change-feed.ts'
import { createRedisTriageStore } from '../../src/triage/redis-triage-store.ts'
import type { Change } from '../../src/triage/triage-store.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { newItem } from './support.ts'

describe('redis-change-feed', () => {
  let server: TestRedis
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())

  it('tells of items and people, and after Redis was away asks to read again and goes on', async () => {
    const redis = await server.connect()
    const store = createRedisTriageStore(redis)
    const feed = await createRedisChangeFeed(redis, () => {})
    const heard: Change[] = []
    const unsubscribe = feed.subscribe((change) => heard.push(change))
    const received = { action: 'item_received', at: '2026-11-21T13:00:00Z', officer: null } as const
    const first = newItem()

    await store.create(first, received)
    await feed.announcePeople('cap-mot')
    await expect
      .poll(() => heard)
      .toEqual([
        { type: 'item', item: first },
        { type: 'people', unit: 'cap-mot' },
      ])

    await server.kill()
    await server.restart()
    await expect.poll(() => heard, { timeout: 10_000 }).toContainEqual({ type: 'resync' })
    const second = newItem()
    await expect.poll(() => store.create(second, received).catch(() => null), { timeout: 10_000 }).toBe(true)
    await expect.poll(() => heard).toContainEqual({ type: 'item', item: second })

    unsubscribe()
    await store.create(newItem(), received)
    const count = heard.length
    await feed.stop()
    expect(heard).toHaveLength(count)
  })
})
