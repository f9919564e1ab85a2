import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Redis } from '../../src/redis/redis.ts'
import { TRIAGE_GROUP } from '../../src/tips/tip-queue.ts'
import { Intake, type IntakeNeeds } from '../../src/triage/intake.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { createStaffSide, type StaffSide, sealedTip } from './support.ts'

describe('intake', () => {
  let server: TestRedis
  let redis: Redis
  let side: StaffSide
  let recipient: string
  beforeAll(async () => {
    server = await startRedis()
    redis = await server.connect()
    recipient = await identityToRecipient(await generateHybridIdentity())
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    await server.raw.flushAll()
    side = await createStaffSide(redis)
    return () => side.feed.stop()
  })

  function intakeOf(changes: Partial<IntakeNeeds> = {}): Intake {
    const units = ['cap-mot', 'cap-hai']
    return new Intake({
      queue: side.queue,
      store: side.triage,
      units,
      consumer: 'a',
      onError: () => {},
      ...changes,
    })
  }

  it('turns entries into items and acknowledges them', async () => {
    const intake = intakeOf()
    await intake.prepare()
    const tip = await sealedTip([recipient], { urgency: 'khan' })
    const { entry } = await side.queue.append(tip)

    expect(await intake.runOnce()).toEqual({ taken: 1, failed: false })

    const [item] = await side.triage.list('cap-mot', 'open', 10)
    expect(item).toMatchObject({
      tip: tip.id,
      entry,
      urgency: 'khan',
      state: 'new',
      version: 1,
      times: { new: tip.hour },
    })
    expect(await side.queue.countPending('cap-mot', TRIAGE_GROUP)).toBe(0)
  })

  it('makes one item when it dies between storing and acknowledging', async () => {
    const dies = { ...side.queue, ack: () => Promise.reject(new Error('killed')) }
    const dying = intakeOf({ queue: dies })
    await dying.prepare()
    await side.queue.append(await sealedTip([recipient]))
    expect(await dying.runOnce()).toEqual({ taken: 0, failed: true })

    await intakeOf({ consumer: 'b' }).runOnce(0)

    expect(await side.triage.list('cap-mot', 'open', 10)).toHaveLength(1)
    expect((await side.triage.audit('cap-mot')).entries).toHaveLength(1)
    expect(await side.queue.countPending('cap-mot', TRIAGE_GROUP)).toBe(0)
  })

  it('takes up by itself, in the next round, what it could not store in this one', async () => {
    let broken = true
    const create: StaffSide['triage']['create'] = (...args) =>
      broken ? Promise.reject(new Error('away')) : side.triage.create(...args)
    const intake = intakeOf({ store: { create } })
    await intake.prepare()
    await side.queue.append(await sealedTip([recipient]))
    expect((await intake.runOnce()).failed).toBe(true)
    broken = false

    expect(await intake.runOnce()).toEqual({ taken: 1, failed: false })
  })

  it('keeps nothing in triage that is finer than the hour of the tip', async () => {
    const intake = intakeOf()
    await intake.prepare()
    await side.queue.append(await sealedTip([recipient]))
    await intake.runOnce()

    const [item] = await side.triage.list('cap-mot', 'open', 10)
    const { entries } = await side.triage.audit('cap-mot')

    expect(
      [...Object.values(item?.times ?? {}), entries[0]?.at].every((at) => /T\d\d:00:00Z$/.test(String(at))),
    ).toBe(true)
  })
})
