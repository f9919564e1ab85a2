import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main as doctor } from '../../src/cli/doctor.ts'
import { loadConfig } from '../../src/config.ts'
import { loadContent, requireContent } from '../../src/content.ts'
import { systemClock } from '../../src/core/clock.ts'
import { type FakeMessenger, startFakeMessenger } from '../support/fake-messenger.ts'
import { type FakeTelegram, startFakeTelegram } from '../support/fake-telegram.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'

describe('doctor on the platforms', () => {
  let redis: TestRedis
  let telegram: FakeTelegram
  let messenger: FakeMessenger
  beforeAll(async () => {
    ;[redis, telegram, messenger] = await Promise.all([
      startRedis(),
      startFakeTelegram(),
      startFakeMessenger(),
    ])
  })
  afterAll(async () => {
    await Promise.all([telegram.close(), messenger.close()])
    await redis.stop()
  })

  async function examine(more: Record<string, string> = {}): Promise<string[]> {
    const lines: string[] = []
    const config = loadConfig({
      DATA_DIR: redis.dir,
      HOTLINE_SECRET: 'a-secret-for-tests-with-many-characters',
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      MESSENGER_PAGE_TOKEN: messenger.identity.pageToken,
      MESSENGER_APP_SECRET: messenger.identity.appSecret,
      MESSENGER_VERIFY_TOKEN: messenger.identity.verifyToken,
      MESSENGER_API_ROOT: messenger.root,
      ...more,
    })
    const print = (line: string) => void lines.push(line)
    await doctor([], {
      ...{ config, print, printError: print, redis: () => redis.connect(), close: async () => {} },
      content: async () => requireContent(await loadContent(config.DEPLOYMENT, systemClock.now())),
    })
    return lines
  }

  it('says what Telegram and Meta say of us, and who must do what', async () => {
    telegram.webhook = { url: 'https://elsewhere.example.org', secret: undefined }
    const lines = (await examine({ PUBLIC_URL: 'https://hotline.example' })).join('\n')

    expect(lines).toMatch(/bad {2}telegram: .*@BotFather/)
    expect(lines).toMatch(/bad {2}messenger: .*not sent to the app/)
    expect(lines).toMatch(/ok {3}zalo: off/)
    expect(telegram.webhook?.url).toContain('elsewhere')
  })

  it('is content when all is well', async () => {
    telegram.webhook = { url: 'https://hotline.example/webhooks/telegram', secret: undefined }
    messenger.subscribed = ['messages', 'messaging_postbacks']
    const lines = (await examine({ PUBLIC_URL: 'https://hotline.example' })).join('\n')

    expect(lines).toMatch(/ok {3}telegram: by webhook/)
    expect(lines).toMatch(/ok {3}messenger: by webhook/)
  })
})
