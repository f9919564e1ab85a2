import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTelegramChannel } from '../src/channels/telegram/telegram-channel.ts'
import { systemClock } from '../src/core/clock.ts'
import type { LogFields } from '../src/logger.ts'
import { createChannelTending } from '../src/tend-channels.ts'
import { BAD_GATEWAY, type FakeTelegram, startFakeTelegram } from './support/fake-telegram.ts'

const publicUrl = 'https://example.org'

describe('tend-channels', () => {
  let fake: FakeTelegram
  let channel: ReturnType<typeof createTelegramChannel>
  let tending: ReturnType<typeof createChannelTending>
  const alarms: string[] = []
  const logged: LogFields[] = []
  beforeEach(async () => {
    alarms.length = 0
    logged.length = 0
    fake = await startFakeTelegram()
    const observer = { count: () => {}, alarm: (what: string) => void alarms.push(what) }
    const noteTo = (_text: string, fields: LogFields = {}) => void logged.push(fields)
    const log = { debug: noteTo, info: noteTo, warn: noteTo, error: noteTo }
    const webhookSecret = 'webhook-secret-for-tests'
    channel = createTelegramChannel({
      ...{ token: fake.token, apiRoot: fake.root, webhookSecret },
      clock: systemClock,
      observer,
    })
    const channels = new Map([['telegram', channel] as const])
    tending = createChannelTending({ channels, publicUrl, observer, log, pauseMs: { well: 30, ill: 30 } })
  })
  afterEach(async () => {
    tending.stop()
    await channel.close()
    await fake.close()
  })

  it('registers at the start and is content', async () => {
    await tending.start()

    expect(fake.webhook?.url).toBe('https://example.org/webhooks/telegram')
    expect(alarms).toEqual([])
  })

  it('starts although the platform is away, and registers when it is back', async () => {
    fake.faults.set('getMe', [BAD_GATEWAY, BAD_GATEWAY])

    await tending.start()
    expect(fake.webhook).toBeNull()

    await expect.poll(() => fake.webhook?.url).toBeDefined()
    expect(alarms.filter((what) => what === 'telegram_not_prepared')).toHaveLength(1)
  })

  it('does not wait long for a platform that keeps silent', async () => {
    fake.faults.set('getMe', [{ type: 'hang' }])
    const started = performance.now()

    await tending.start()

    expect(performance.now() - started).toBeLessThan(4_000)
  })

  it('sets a webhook again that somebody took away, and says who must look', async () => {
    await tending.start()
    fake.webhook = { url: 'https://elsewhere.example.org', secret: undefined }

    await expect.poll(() => fake.webhook?.url).toBe('https://example.org/webhooks/telegram')
    expect(alarms).toEqual(['telegram_webhook_elsewhere'])
    expect(logged.at(-1)).toMatchObject({ channel: 'telegram', todo: expect.stringContaining('@BotFather') })
  })

  it('tells of a lasting state once', async () => {
    fake.webhookError = { date: systemClock.now() / 1_000, message: 'Connection timed out' }
    await tending.start()

    const looks = () => fake.called('getWebhookInfo').length
    await expect.poll(looks).toBeGreaterThan(4)

    expect(alarms).toEqual(['telegram_webhook_unreachable'])
  })

  it('stops looking', async () => {
    await tending.start()
    tending.stop()
    const before = fake.calls.length
    await new Promise((resolve) => setTimeout(resolve, 120))

    expect(fake.calls.length).toBe(before)
  })
})
