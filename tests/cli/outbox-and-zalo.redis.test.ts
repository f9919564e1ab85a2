import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRedisTokenStore } from '../../src/channels/zalo/redis-token-store.ts'
import { main as outbox } from '../../src/cli/outbox.ts'
import { main as zalo } from '../../src/cli/zalo.ts'
import { loadConfig } from '../../src/config.ts'
import { deriveKey } from '../../src/conversation/conversation-key.ts'
import { createRedisFlowArchive } from '../../src/conversation/redis-flow-archive.ts'
import { createRedisOutboxStore } from '../../src/conversation/redis-outbox-store.ts'
import { createRedisSessionStore } from '../../src/conversation/redis-session-store.ts'
import { createSealedBox } from '../../src/conversation/sealed-box.ts'
import { systemClock, systemIds } from '../../src/core/clock.ts'
import { AppError } from '../../src/core/errors.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { createWorld, SECRET, textFrom } from '../support/conversation-world.ts'
import { type FakeZalo, startFakeZalo } from '../support/fake-zalo.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'

let server: TestRedis
let redis: Redis
let printed: string[]
beforeAll(async () => {
  server = await startRedis()
  redis = await server.connect()
})
afterAll(() => server.stop())
beforeEach(async () => {
  await redis.onEach((node) => node.flushAll())
  printed = []
})
const io = {
  redis: async () => redis,
  print: (line: string) => void printed.push(line),
  printError: (line: string) => void printed.push(line),
}
const config = loadConfig({ HOTLINE_SECRET: SECRET, DATA_DIR: '/tmp' })

describe('npm run outbox', () => {
  const run = (...args: string[]) => outbox(args, { ...io, config })

  /** A bot whose platform refuses what it says, for good. */
  async function giveUp(contacts: string[]) {
    const stores = {
      sessions: createRedisSessionStore(redis, 'single'),
      outbox: createRedisOutboxStore(redis, 'single'),
      archive: createRedisFlowArchive(redis),
    }
    const bot = createWorld({ stores, clock: systemClock })
    bot.channel.before = () => Promise.reject(new AppError('channel:refused'))
    for (const contact of contacts) await bot.conversations.handle(textFrom(contact, '/start'))
    await bot.conversations.idle()
    bot.channel.before = async () => {}
    return bot
  }

  it('lists, shows, puts back and drops, without a word of what was written or to whom', async () => {
    const bot = await giveUp(['5551', '5552', '5553'])

    expect(await run('list')).toBe(0)
    expect(printed).toEqual([
      'conversations with replies waiting: 0',
      '3 × reply, telegram, channel:refused, the oldest given up 0 min ago',
    ])
    await run('list', '--json')
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({
      conversationsWaiting: 0,
      deadLetters: [{ kind: 'reply', count: 3, oldestMinutes: 0 }],
    })
    printed = []
    expect(await run('show')).toBe(0)
    const handles = printed.map((line) => line.split(' ')[0] ?? '')
    expect(printed.join()).not.toMatch(/555\d|Chào/)
    expect(await run('drop', handles[0] ?? '')).toBe(0)
    expect(await run('drop', handles[0] ?? '')).toBe(1)
    expect(await run('retry', 'all', '--reason', 'channel:unreachable')).toBe(0)
    expect(await run('retry', 'all')).toBe(0)

    await bot.conversations.sweep()
    await bot.conversations.idle()
    const said = ['5551', '5552', '5553'].flatMap((contact) => bot.channel.texts(contact))
    expect(said).toEqual(['Chào bạn', 'Chào bạn'])
    printed = []
    await run('list')
    expect(printed).toEqual(['conversations with replies waiting: 0', 'no message was given up'])
  })

  it('explains itself', async () => {
    expect(await run('retry')).toBe(2)
    expect(await run()).toBe(2)
  })
})

describe('npm run zalo', () => {
  let fake: FakeZalo
  beforeEach(async () => {
    fake = await startFakeZalo()
    return () => fake.close()
  })

  function run(verb: string, typed = '') {
    const { appId, appSecret, oaId, oaSecret } = fake.identity
    const settings = loadConfig({
      ...{ HOTLINE_SECRET: SECRET, DATA_DIR: '/tmp', PUBLIC_URL: 'https://hotline.example' },
      ...{ ZALO_APP_ID: appId, ZALO_APP_SECRET: appSecret, ZALO_OA_ID: oaId, ZALO_OA_SECRET: oaSecret },
      ...{ ZALO_API_ROOT: fake.root, ZALO_OAUTH_ROOT: fake.root },
    })
    const readLine = async () => typed.replace('CODE', grantCode(printed.join(' ')))
    return zalo([verb], { ...io, config: settings, readLine })
  }

  /** What an administrator does in the browser with the printed link. */
  function grantCode(shown: string): string {
    const challenge = /code_challenge=([\w-]+)/.exec(shown)?.[1] ?? ''
    const state = /state=([\w-]+)/.exec(shown)?.[1] ?? ''
    fake.codes.set('code-1', { challenge })
    return `?code=code-1&oa_id=${fake.identity.oaId}&state=${state}`
  }

  it('stores a fresh refresh token, and says how things stand without showing any', async () => {
    expect(await run('status')).toBe(1)
    expect(printed.at(-1)).toContain('npm run zalo -- repair')

    expect(await run('repair', ' refresh-0 \n')).toBe(0)
    expect(await run('status')).toBe(0)

    expect(printed.at(-1)).toMatch(/^ok: the access token is of /)
    expect(printed.join()).not.toMatch(/access-|refresh-/)
    const box = createSealedBox(deriveKey(SECRET, 'zalo tokens'), systemIds)
    const record = await createRedisTokenStore(redis, { oaId: fake.identity.oaId, box }).read()
    expect(record).toMatchObject({ current: { accessToken: 'access-1' }, dead: false })
    await expect(run('repair', 'refresh-0')).rejects.toMatchObject({ code: 'channel:unauthorised' })
    expect(await run('status')).toBe(0)
  })

  it('takes the grant of the permission page', async () => {
    expect(await run('login', 'https://hotline.example/CODE')).toBe(0)
    expect(await run('status')).toBe(0)
    await expect(run('login', 'https://hotline.example/?code=x&state=another')).rejects.toThrow('this login')
    await expect(run('repair', 'not a token')).rejects.toThrow('no refresh token')
    expect(await run('burn')).toBe(2)
  })
})
