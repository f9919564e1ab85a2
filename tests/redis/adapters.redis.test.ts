import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRedisTokenStore } from '../../src/channels/zalo/redis-token-store.ts'
import { createRedisFlowArchive } from '../../src/conversation/redis-flow-archive.ts'
import { createRedisOutboxStore } from '../../src/conversation/redis-outbox-store.ts'
import { createRedisRate } from '../../src/conversation/redis-rate.ts'
import { createRedisSessionStore } from '../../src/conversation/redis-session-store.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { createRedisMailboxStore } from '../../src/tips/redis-mailbox-store.ts'
import { createRedisProofStore } from '../../src/tips/redis-proof-store.ts'
import { createRedisTipQueue } from '../../src/tips/redis-tip-queue.ts'
import { createRedisTriageStore } from '../../src/triage/redis-triage-store.ts'
import type { Change } from '../../src/triage/triage-store.ts'
import { describeConversationStore } from '../contracts/conversation-store.contract.ts'
import { describeMailboxStore, describeTipQueue } from '../contracts/tip-queue.contract.ts'
import { echoFlows } from '../support/echo-flows.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { startTestTopology, type TestTopology } from '../support/topology.ts'
import { createStaffSide, enrolRequest, newItem, signInAs } from '../triage/support.ts'

/** What the adapters' own tests prove on one Redis must hold on several: every key of a script in one slot. */
describe.each(['sentinel', 'cluster'] as const)('adapters on %s', (kind) => {
  const clock = fixedClock(Date.now())
  const spread = kind === 'cluster' ? 'cluster' : 'single'
  let topology: TestTopology
  let redis: Redis
  beforeAll(async () => {
    topology = await startTestTopology(kind)
    redis = await topology.connect()
  }, 60_000)
  afterAll(() => topology?.stop())

  describeConversationStore(kind, async () => {
    await topology.flushAll()
    return { ...createRedisSessionStore(redis, spread), ...createRedisOutboxStore(redis, spread) }
  })
  describeTipQueue(kind, async (own) => {
    await topology.flushAll()
    return createRedisTipQueue({ redis, clock: own })
  })
  describeMailboxStore(kind, async () => {
    await topology.flushAll()
    return createRedisMailboxStore({ redis, clock: fixedClock(Date.parse('2026-11-21T13:42:17.123Z')) })
  })

  it('keeps proofs, flow sets and rates', async () => {
    const proofs = createRedisProofStore({ redis })
    expect(await proofs.spend('one', clock.now() + 60_000)).toBe(true)
    expect(await proofs.spend('one', clock.now() + 60_000)).toBe(false)
    const archive = createRedisFlowArchive(redis)
    await archive.save(echoFlows())
    expect(await archive.load(echoFlows().hash)).toEqual(echoFlows())
    const reserve = createRedisRate(redis, 'test', { perSecond: 10, burst: 5, clock })
    expect(await reserve(9)).toEqual({ granted: 5, waitMs: 0 })
  })

  it('keeps the tokens of a platform', async () => {
    const box = { seal: (plain: string) => plain, open: (sealed: string) => sealed }
    const store = createRedisTokenStore(redis, { oaId: '1', box })
    const pair = { accessToken: 'a', refreshToken: 'r', issuedAt: clock.now(), expiresAt: clock.now() }
    const fence = await store.lock()
    expect(fence).toBeGreaterThan(0)
    expect(await store.lock()).toBeNull()
    const record = { v: 1, current: pair, previous: null, rawAnswer: '', seeds: [], dead: false } as const
    expect(await store.write(fence ?? 0, { ...record, seeds: [] })).toBe(true)
    await store.unlock(fence ?? 0)
    expect(await store.lock()).toBeGreaterThan(fence ?? 0)
  })

  it('lets officers enrol and sign in, and shows them what changes', async () => {
    const side = await createStaffSide(redis)
    const token = await side.invites.createFirstOfficerInvite()
    const wanted = { token: token ?? '', name: 'Minh An', unit: 'cap-mot', withKey: true }
    const made = await enrolRequest(side, wanted)
    await side.enrolment.finishEnrolment(made.request)
    expect(await signInAs(side, 'Minh An')).toBeTruthy()

    const heard: Change[] = []
    side.feed.subscribe((change) => heard.push(change))
    const store = createRedisTriageStore(redis)
    const item = newItem()
    const step = { action: 'item_received', at: '2026-11-21T13:00:00Z', officer: null } as const
    expect(await store.create(item, step)).toBe(true)
    expect(await store.list('cap-mot', 'open', 10)).toContainEqual(item)
    expect((await store.audit('cap-mot')).entries.length).toBeGreaterThan(0)
    await expect.poll(() => heard).toContainEqual({ type: 'item', item })
    await side.feed.stop()
  })
})
