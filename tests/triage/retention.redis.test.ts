import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Redis } from '../../src/redis/redis.ts'
import { createRedisThreadStore } from '../../src/tips/redis-thread-store.ts'
import { createRedisTipQueue } from '../../src/tips/redis-tip-queue.ts'
import { verifyAudit } from '../../src/triage/audit-log.ts'
import { createRedisTriageStore } from '../../src/triage/redis-triage-store.ts'
import { createRetention } from '../../src/triage/retention.ts'
import type { TriageItem, TriageState } from '../../src/triage/triage-item.ts'
import { queuedSample } from '../contracts/tip-queue.contract.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { newItem } from './support.ts'

const DAY = 86_400_000
const closedAt = '2026-01-10T08:30:00Z'
const unit = 'cap-mot'

describe('retention of closed tips', () => {
  let server: TestRedis
  let redis: Redis
  beforeAll(async () => {
    server = await startRedis()
    redis = await server.connect()
  })
  afterAll(() => server.stop())
  beforeEach(() => server.raw.flushAll())

  async function tipIn(state: TriageState): Promise<TriageItem> {
    const queue = createRedisTipQueue({ redis, clock: fixedClock(Date.parse('2026-01-01T00:00:00Z')) })
    const tip = queuedSample({ unit })
    const { entry } = await queue.append(tip)
    const item: TriageItem = { ...newItem(), unit, tip: tip.id, entry }
    const store = createRedisTriageStore(redis)
    await store.create(item, { action: 'item_received', at: '2026-01-01T00:00:00Z', officer: null })
    if (state === 'new') return item
    const changed: TriageItem = { ...item, state, version: 2 }
    await store.change(changed, {
      action: 'item_state_changed',
      at: closedAt,
      officer: null,
      item: tip.id,
      to: state,
    })
    return changed
  }

  it('removes what was closed longer ago than it is kept, records it, and leaves the rest', async () => {
    const [closed, spam] = [await tipIn('closed'), await tipIn('spam')]
    const kept = [await tipIn('new'), await tipIn('checking'), await tipIn('passed_on')]
    const clock = fixedClock(Date.parse(closedAt) + 180 * DAY - 1)
    const queue = createRedisTipQueue({ redis, clock })
    const store = createRedisTriageStore(redis)
    const failures: unknown[] = []
    const onError = (error: unknown) => void failures.push(error)
    const threads = createRedisThreadStore({ redis, clock })
    const said = { v: 1, from: 'tipster', at: closedAt, officer: null, sealed: 'AAAA' } as const
    for (const { tip } of [closed, ...kept])
      await threads.add(unit, tip, { ...said, id: crypto.randomUUID() })
    const retention = createRetention({ queue, threads, store, units: [unit], days: 180, clock, onError })

    expect(await retention.runOnce()).toBe(0)
    clock.advance(1)
    expect(await retention.runOnce()).toBe(2)
    expect(await retention.runOnce()).toBe(0)

    expect(await threads.read(unit, closed.tip)).toEqual([])
    for (const { tip } of kept) expect(await threads.read(unit, tip)).toHaveLength(1)
    for (const { entry } of [closed, spam]) expect(await queue.get(unit, entry)).toBeNull()
    for (const { entry } of kept) expect(await queue.get(unit, entry)).not.toBeNull()
    expect(await store.item(unit, closed.tip)).toEqual(closed)
    const { entries, head } = await store.audit(unit)
    const recorded = entries.filter((one) => one.action === 'tip_removed').map((one) => one.item)
    expect(new Set(recorded)).toEqual(new Set([closed.tip, spam.tip]))
    expect(recorded).toHaveLength(2)
    expect(verifyAudit(entries, head)).toEqual({ intact: true })
    expect(failures).toEqual([])
  })
})
