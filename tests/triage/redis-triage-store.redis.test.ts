import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Redis } from '../../src/redis/redis.ts'
import { type AuditStep, verifyAudit } from '../../src/triage/audit-log.ts'
import { createRedisTriageStore } from '../../src/triage/redis-triage-store.ts'
import type { TriageItem } from '../../src/triage/triage-item.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { newItem } from './support.ts'

const officers = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const
const received: AuditStep = { action: 'item_received', at: '2026-11-21T13:00:00Z', officer: null, to: 'new' }

function opened(item: TriageItem, officer: string): [TriageItem, AuditStep] {
  const at = '2026-11-21T13:05:00Z'
  const next: TriageItem = {
    ...item,
    state: 'opened',
    version: item.version + 1,
    officer,
    times: { ...item.times, opened: at },
  }
  return [next, { action: 'item_state_changed', at, officer, item: item.tip, from: item.state, to: 'opened' }]
}

describe('redis-triage-store', () => {
  let server: TestRedis
  let redis: Redis
  beforeAll(async () => {
    server = await startRedis()
    redis = await server.connect()
  })
  afterAll(() => server.stop())
  beforeEach(async () => void (await server.raw.flushAll()))

  it('stores an item once, and its record once', async () => {
    const store = createRedisTriageStore(redis)
    const item = newItem()

    expect(await store.create(item, received)).toBe(true)
    expect(await store.create(item, received)).toBe(false)

    expect(await store.list('cap-mot', 'open', 10)).toEqual([item])
    expect((await store.audit('cap-mot')).entries).toHaveLength(1)
  })

  it('lets exactly one of two officers change the same version, and records exactly one change', async () => {
    const item = newItem()
    const [first, second] = [
      createRedisTriageStore(await server.connect()),
      createRedisTriageStore(await server.connect()),
    ]
    await first.create(item, received)

    const results = await Promise.allSettled([
      first.change(...opened(item, officers[0])),
      second.change(...opened(item, officers[1])),
    ])

    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toMatchObject({ code: 'triage:conflict' })
    const chain = await first.audit('cap-mot')
    expect(chain.entries).toHaveLength(2)
    expect((await first.item('cap-mot', item.tip))?.officer).toBe(chain.entries[1]?.officer)
  })

  it('keeps the chain whole while many append at once', async () => {
    const stores = await Promise.all(
      [1, 2, 3, 4].map(async () => createRedisTriageStore(await server.connect())),
    )

    await Promise.all(
      stores.flatMap((store) => Array.from({ length: 10 }, () => store.create(newItem(), received))),
    )

    const { entries, head } = await stores[0]!.audit('cap-mot')
    expect(entries).toHaveLength(40)
    expect(verifyAudit(entries, head)).toEqual({ intact: true })
  })

  it('shows a change made behind its back in Redis', async () => {
    const store = createRedisTriageStore(redis)
    await store.create(newItem(), received)
    await store.create(newItem(), received)
    const key = 'antam:{unit:cap-mot}:audit'
    const entry = await server.raw.lIndex(key, 0)
    await server.raw.lSet(key, 0, String(entry).replace('13:00', '14:00'))

    const { entries, head } = await store.audit('cap-mot')

    expect(verifyAudit(entries, head)).toEqual({ intact: false, brokenAt: 1 })
  })

  it('lists waiting tips by urgency and age, and moves finished ones out', async () => {
    const store = createRedisTriageStore(redis)
    const calm = newItem({ urgency: 'thuong', hour: '2026-11-20T10:00:00Z' })
    const urgent = newItem({ urgency: 'khan', hour: '2026-11-21T12:00:00Z' })
    const urgentOlder = newItem({ urgency: 'khan', hour: '2026-11-21T11:00:00Z' })
    for (const item of [calm, urgent, urgentOlder]) await store.create(item, received)

    const done: TriageItem = {
      ...urgent,
      state: 'closed',
      disposition: 'confirmed',
      version: 2,
      times: { ...urgent.times, closed: '2026-11-21T13:00:00Z' },
    }
    expect((await store.list('cap-mot', 'open', 10)).map((item) => item.tip)).toEqual([
      urgentOlder.tip,
      urgent.tip,
      calm.tip,
    ])
    await store.change(done, {
      action: 'item_state_changed',
      at: '2026-11-21T13:00:00Z',
      officer: officers[0],
      item: urgent.tip,
    })

    expect((await store.list('cap-mot', 'open', 10)).map((item) => item.tip)).toEqual([
      urgentOlder.tip,
      calm.tip,
    ])
    expect(await store.list('cap-mot', 'done', 10)).toEqual([done])
  })

  it('says so when there is no such item, and when Redis holds something else', async () => {
    const store = createRedisTriageStore(redis)
    await expect(store.change({ ...newItem(), version: 2 }, received)).rejects.toMatchObject({
      code: 'request:not_found',
    })

    const tip = crypto.randomUUID()
    const key = `antam:{unit:cap-mot}:item:${tip}`

    await server.raw.set(key, '{"v":1}')
    await expect(store.item('cap-mot', tip)).rejects.toMatchObject({ code: 'store:corrupt' })
    await server.raw.set(key, '{"v":9}')
    await expect(store.item('cap-mot', tip)).rejects.toMatchObject({ code: 'store:newer' })
  })
})
