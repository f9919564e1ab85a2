import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRedisFlowArchive } from '../../src/conversation/redis-flow-archive.ts'
import { createRedisOutboxStore } from '../../src/conversation/redis-outbox-store.ts'
import { createRedisSessionStore } from '../../src/conversation/redis-session-store.ts'
import { systemClock } from '../../src/core/clock.ts'
import { createWorld, type Stores, textFrom } from '../support/conversation-world.ts'
import { createRecordingChannel } from '../support/recording-channel.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'

let server: TestRedis
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

/** One process's own connection and stores. */
async function ownStores(): Promise<Stores> {
  const own = await server.connect()
  return {
    sessions: createRedisSessionStore(own),
    outbox: createRedisOutboxStore(own),
    archive: createRedisFlowArchive(own),
  }
}

async function createProcess(channel = createRecordingChannel()) {
  return createWorld({ stores: await ownStores(), channel, clock: systemClock })
}

/** As if the leases of a dead process had run out. */
async function expireLeases(): Promise<void> {
  for (const key of await server.raw.keys('antam:*:lease:*')) await server.raw.del(key)
  for (const key of await server.raw.keys('antam:*:due')) {
    for (const member of await server.raw.zRange(key, 0, -1))
      await server.raw.zAdd(key, { score: 1, value: member })
  }
}

describe('two processes on one Redis', () => {
  beforeEach(() => server.raw.flushAll())

  it('keep the order of a conversation and have each effect once, whoever gets which message', async () => {
    const channel = createRecordingChannel()
    const [one, two] = [await createProcess(channel), await createProcess(channel)]
    await one.conversations.handle(textFrom('an', '/start'))

    for (let i = 0; i < 40; i += 1) {
      const msg = textFrom('an', `số ${i}`)
      const both = i % 3 === 0 ? [one, two] : [i % 2 === 0 ? one : two]
      await Promise.all(both.map((process) => process.conversations.handle(msg)))
    }
    await Promise.all([one.conversations.idle(), two.conversations.idle()])
    await expireLeases()
    await one.conversations.sweep()
    await one.conversations.idle()

    expect(channel.texts('an')).toEqual([
      'Chào bạn',
      ...Array.from({ length: 40 }, (_, i) => `Nghe: số ${i}`),
    ])
  })

  it('serve many contacts at once', async () => {
    const channel = createRecordingChannel()
    const processes = [await createProcess(channel), await createProcess(channel)]
    const contacts = Array.from({ length: 100 }, (_, i) => `contact ${i}`)

    await Promise.all(
      contacts.map(async (contact, i) => processes[i % 2]?.conversations.handle(textFrom(contact, '/start'))),
    )
    await Promise.all(
      contacts.map(async (contact, i) => {
        for (let n = 0; n < 5; n += 1)
          await processes[(i + n) % 2]?.conversations.handle(textFrom(contact, `số ${n}`))
      }),
    )
    await Promise.all(processes.map((process) => process.conversations.idle()))
    await expireLeases()
    for (const process of processes) await process.conversations.sweep()
    await Promise.all(processes.map((process) => process.conversations.idle()))

    for (const contact of contacts) {
      expect(channel.texts(contact)).toEqual([
        'Chào bạn',
        'Nghe: số 0',
        'Nghe: số 1',
        'Nghe: số 2',
        'Nghe: số 3',
        'Nghe: số 4',
      ])
    }
  })

  it('take over the replies of one that died', async () => {
    const dead = await createProcess()
    dead.channel.before = () => new Promise(() => {})
    await dead.conversations.handle(textFrom('an', '/start'))
    await dead.conversations.handle(textFrom('an', 'một'))

    const alive = await createProcess()
    await alive.conversations.sweep()
    await alive.conversations.idle()
    expect(alive.channel.texts('an')).toEqual([])
    await expireLeases()
    await alive.conversations.sweep()
    await alive.conversations.idle()

    expect(alive.channel.texts('an')).toEqual(['Chào bạn', 'Nghe: một'])
  })

  it('say when Redis is away, take nothing, and go on by themselves when it is back', async () => {
    const { conversations, channel } = await createProcess()
    await conversations.handle(textFrom('an', '/start'))
    await conversations.handle(textFrom('an', 'một'))
    await conversations.idle()

    await server.kill()
    const refused = await conversations.handle(textFrom('an', 'hai', 'same')).catch((error: unknown) => error)
    await server.restart()
    await expect
      .poll(
        () =>
          conversations.handle(textFrom('an', 'hai', 'same')).then(
            () => 'stored',
            () => 'away',
          ),
        { timeout: 10_000 },
      )
      .toBe('stored')
    await conversations.idle()

    expect(refused).toMatchObject({ code: 'store:unavailable' })
    expect(channel.texts('an')).toEqual([
      'Chào bạn',
      'Nghe: một',
      expect.stringContaining('chưa lưu được'),
      'Nghe: hai',
    ])
  })

  it('leave nothing in Redis that names a contact or says what was written', async () => {
    const { conversations, channel } = await createProcess()
    await conversations.handle(textFrom('8309393969855402319', '/start', 'update-canary'))
    await conversations.handle(textFrom('8309393969855402319', 'Quán cà phê Hoa Sữa bán đá'))
    await conversations.park(textFrom('8309393969855402319', 'Hoa Sữa nữa'))
    channel.before = () => new Promise(() => {})
    await conversations.handle(textFrom('8309393969855402319', 'Hoa Sữa lần hai'))

    const dump = await dumpAll(server.raw)

    expect(dump.length).toBeGreaterThan(1_000)
    for (const planted of [
      '8309393969855402319',
      'Hoa Sữa',
      'update-canary',
      'in-update',
      'out-',
      'telegram',
      'welcome',
    ]) {
      expect(dump).not.toContain(planted)
      expect(dump).not.toContain(Buffer.from(planted).toString('base64').replace(/=+$/, '').slice(0, -1))
    }
  })
})

/** Every key and value, as text. */
async function dumpAll(client: TestRedis['raw']): Promise<string> {
  const parts: string[] = []
  for (const key of await client.keys('*')) {
    const type = await client.type(key)
    if (type === 'string') parts.push(key, String(await client.get(key)))
    if (type === 'hash') parts.push(key, JSON.stringify(await client.hGetAll(key)))
    if (type === 'list') parts.push(key, JSON.stringify(await client.lRange(key, 0, -1)))
    if (type === 'zset') parts.push(key, JSON.stringify(await client.zRangeWithScores(key, 0, -1)))
  }
  return parts.join('\n')
}
