import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Redis } from '../../src/redis/redis.ts'
import { createRedisMailboxStore } from '../../src/tips/redis-mailbox-store.ts'
import { createRedisProofStore } from '../../src/tips/redis-proof-store.ts'
import { createRedisRecipients } from '../../src/tips/redis-recipients.ts'
import { createRedisTipQueue } from '../../src/tips/redis-tip-queue.ts'
import { describeMailboxStore, describeTipQueue, queuedSample } from '../contracts/tip-queue.contract.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'

const now = Date.parse('2026-11-21T13:42:17.123Z')
/** An age public key of each kind, of keys that nobody has. */
const classic = 'age1h0fzggdk4m8q0uc7ksxyhqfus5p4nsy5kpm3rtry8rtsls4s9fqs6yllxg'

let server: TestRedis
let redis: Redis
beforeAll(async () => {
  server = await startRedis()
  redis = await server.connect()
})
afterAll(() => server.stop())
beforeEach(async () => void (await server.raw.flushAll()))

describeTipQueue('redis', async (clock) => createRedisTipQueue({ redis, clock }))
describeMailboxStore('redis', async () => createRedisMailboxStore({ redis, clock: fixedClock(now) }))

describe('redis-tip-queue', () => {
  it('uses the keys of the contract, all of a unit under one hash tag', async () => {
    const queue = createRedisTipQueue({ redis, clock: fixedClock(Date.now()) })
    const file = { id: crypto.randomUUID(), chunks: 1 }
    await queue.reserveFile('ca-bo-de', file)
    await queue.putChunk('ca-bo-de', file, 0, new Uint8Array([1]))
    expect(await server.raw.zRange('antam:{unit:ca-bo-de}:waiting', 0, -1)).toEqual([`${file.id}:1`])
    await queue.append(queuedSample({ files: [file] }))

    expect((await server.raw.keys('*')).sort()).toEqual([
      `antam:{unit:ca-bo-de}:file:${file.id}:0`,
      'antam:{unit:ca-bo-de}:tip-files',
      'antam:{unit:ca-bo-de}:tip-ids',
      'antam:{unit:ca-bo-de}:tips',
    ])
    expect(await server.raw.ttl(`antam:{unit:ca-bo-de}:file:${file.id}:0`)).toBe(-1)
  })

  it('lets a file go that no tip claims, at a full hour', async () => {
    const queue = createRedisTipQueue({ redis, clock: fixedClock(Date.now()) })
    const file = { id: crypto.randomUUID(), chunks: 1 }
    await queue.reserveFile('ca-bo-de', file)
    await queue.putChunk('ca-bo-de', file, 0, new Uint8Array([1]))

    const goesAt = await server.raw.expireTime(`antam:{unit:ca-bo-de}:file:${file.id}:0`)
    expect(goesAt % 3_600).toBe(0)
    expect(await server.raw.expireTime('antam:{unit:ca-bo-de}:waiting')).toBe(goesAt)
    expect(goesAt - Date.now() / 1_000).toBeGreaterThan(24 * 3_600 - 1)
    expect(goesAt - Date.now() / 1_000).toBeLessThan(25 * 3_600 + 1)
  })

  it('still finds, gives and removes a file from before chunks', async () => {
    const queue = createRedisTipQueue({ redis, clock: fixedClock(Date.now()) })
    const file = crypto.randomUUID()
    const tip = queuedSample()
    const { entry } = await queue.append(tip)
    const key = `antam:{unit:ca-bo-de}:file:${file}`
    await server.raw.set(key, 'sealed')
    await server.raw.hSet('antam:{unit:ca-bo-de}:tip-files', tip.id, key)

    const [found] = await queue.filesOf('ca-bo-de', tip.id)
    expect(found).toEqual({ id: file })
    expect(Buffer.from((await queue.getFile('ca-bo-de', found ?? { id: '' })) ?? []).toString()).toBe(
      'sealed',
    )
    await queue.remove('ca-bo-de', entry, tip.id)
    expect(await server.raw.exists(key)).toBe(0)
  })

  it('lets an original that was lent go after seven days', async () => {
    const queue = createRedisTipQueue({ redis, clock: fixedClock(Date.now()) })
    await queue.lend('ca-bo-de', 'one', new Uint8Array([1]))

    const goesAt = await server.raw.expireTime('antam:{unit:ca-bo-de}:lent:one')
    expect(goesAt % 3_600).toBe(0)
    expect(Math.abs(goesAt - Date.now() / 1_000 - 7 * 86_400)).toBeLessThan(3_601)
  })

  it('lets a mailbox go after 400 days, at a full day', async () => {
    const mailboxes = createRedisMailboxStore({ redis, clock: fixedClock(Date.now()) })
    await mailboxes.create('ab'.repeat(16), 'note')

    const goesAt = await server.raw.expireTime(`antam:{mailbox:${'ab'.repeat(16)}}`)
    expect(goesAt % 86_400).toBe(0)
    expect(goesAt - Date.now() / 1_000).toBeGreaterThan(400 * 86_400 - 1)
  })

  it('holds one entry when the same tip is appended many times at once', async () => {
    const queue = createRedisTipQueue({ redis, clock: fixedClock(now) })
    const tip = queuedSample()

    const results = await Promise.all(Array.from({ length: 20 }, () => queue.append(tip)))

    expect(results.filter((result) => result.added)).toHaveLength(1)
    expect(await queue.count(tip.unit)).toBe(1)
  })

  it('reports what it did not write, and reads the others', async () => {
    const corrupt: string[] = []
    const queue = createRedisTipQueue({
      redis,
      clock: fixedClock(now),
      onCorrupt: (entry) => corrupt.push(entry),
    })
    const reader = { unit: 'ca-bo-de', group: 'triage', consumer: 'one' }
    await queue.createGroup(reader.unit, reader.group)
    await server.raw.xAdd('antam:{unit:ca-bo-de}:tips', '5-1', { hello: 'world' })
    await queue.append(queuedSample())

    expect(await queue.read(reader, 10)).toHaveLength(1)
    expect(await queue.readPending(reader, 10)).toHaveLength(1)
    expect(await queue.claimIdle({ ...reader, consumer: 'two' }, 0, 10)).toHaveLength(1)
    expect(corrupt).toEqual(['5-1', '5-1', '5-1'])
    await expect(queue.get(reader.unit, '5-1')).rejects.toMatchObject({ code: 'store:corrupt' })
  })

  it('waits for an entry when asked to', async () => {
    const clock = fixedClock(now)
    const waiting = createRedisTipQueue({ redis: await server.connect(), clock })
    await waiting.createGroup('ca-bo-de', 'triage')
    const found = waiting.read({ unit: 'ca-bo-de', group: 'triage', consumer: 'one' }, 1, 5_000)

    await createRedisTipQueue({ redis, clock }).append(queuedSample())

    expect(await found).toHaveLength(1)
  })

  it('leaves out an entry that somebody deleted while it was pending', async () => {
    const queue = createRedisTipQueue({ redis, clock: fixedClock(now) })
    const reader = { unit: 'ca-bo-de', group: 'triage', consumer: 'one' }
    await queue.createGroup(reader.unit, reader.group)
    const { entry } = await queue.append(queuedSample())
    await queue.append(queuedSample())
    await queue.read(reader, 10)
    await server.raw.xDel('antam:{unit:ca-bo-de}:tips', entry)

    expect(await queue.readPending(reader, 10)).toHaveLength(1)
    expect(await queue.claimIdle({ ...reader, consumer: 'two' }, 0, 10)).toHaveLength(1)
  })

  it('refuses to use a public key that it cannot read', async () => {
    await server.raw.hSet('antam:{unit:ca-bo-de}:recipients', 'age1x', '{"v":9}')

    const registry = createRedisRecipients({ redis, clock: fixedClock(now) })
    await expect(registry.list('ca-bo-de')).rejects.toMatchObject({ code: 'store:corrupt' })
  })

  it('registers and retires public keys', async () => {
    const registry = createRedisRecipients({ redis, clock: fixedClock(now) })
    await registry.add('ca-bo-de', classic, 'cli')
    await registry.add('ca-bo-de', classic, 'console')

    expect(await registry.list('ca-bo-de')).toEqual([
      { v: 1, recipient: classic, added: '2026-11-21T13:00:00Z', source: 'cli', active: true },
    ])
    await registry.retire('ca-bo-de', classic)
    expect((await registry.list('ca-bo-de'))[0]?.active).toBe(false)
    await expect(registry.add('ca-bo-de', 'age1secret', 'cli')).rejects.toMatchObject({
      code: 'tip:malformed',
    })
    expect(await registry.list('ca-viet-hung')).toEqual([])
  })

  it('says that Redis is away, and works again when it is back', async () => {
    const queue = createRedisTipQueue({ redis, clock: fixedClock(now) })
    const tip = queuedSample()
    await queue.append(tip)
    await server.kill()
    await expect(queue.append(queuedSample())).rejects.toMatchObject({
      code: 'store:unavailable',
      retryable: true,
    })
    const away = [
      queue.count(tip.unit),
      queue.createGroup(tip.unit, 'late'),
      queue.getFile(tip.unit, { id: tip.id, chunks: 1 }),
      queue.reserveFile(tip.unit, { id: tip.id, chunks: 1 }),
      createRedisMailboxStore({ redis, clock: fixedClock(now) }).read('ab'.repeat(16)),
      createRedisRecipients({ redis, clock: fixedClock(now) }).list(tip.unit),
      createRedisProofStore({ redis }).spend('one', now),
    ]
    for (const one of away) await expect(one).rejects.toMatchObject({ code: 'store:unavailable' })

    await server.restart()

    await expect
      .poll(() => queue.append(tip).catch(() => null), { timeout: 5_000 })
      .toMatchObject({ added: false })
  })
})
