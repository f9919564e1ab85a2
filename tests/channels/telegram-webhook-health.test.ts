import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTelegramChannel } from '../../src/channels/telegram/telegram-channel.ts'
import { systemClock } from '../../src/core/clock.ts'
import { type FakeTelegram, startFakeTelegram, textUpdate } from '../support/fake-telegram.ts'

const publicUrl = 'https://example.org'

describe('what Telegram says of our webhook', () => {
  let fake: FakeTelegram
  let channel: ReturnType<typeof createTelegramChannel>
  beforeEach(async () => {
    fake = await startFakeTelegram()
    const observer = { count: () => {}, alarm: () => {} }
    const webhookSecret = 'webhook-secret-for-tests'
    const options = { token: fake.token, apiRoot: fake.root, webhookSecret, clock: systemClock, observer }
    channel = createTelegramChannel(options)
    await channel.prepare?.({ publicUrl })
  })
  afterEach(async () => {
    await channel.close()
    await fake.close()
  })
  const names = async () => (await channel.examine?.({ publicUrl }))?.map(({ name }) => name)

  it.each([
    ['Wrong response from the webhook: 401 Unauthorized', 'telegram_webhook_unauthorised'],
    ['SSL error {error:0A000086:SSL routines::certificate verify failed}', 'telegram_webhook_tls'],
    ['Wrong response from the webhook: 302 Found', 'telegram_webhook_redirected'],
    ['Wrong response from the webhook: 404 Not Found', 'telegram_webhook_blocked'],
    ['Wrong response from the webhook: 503 Service Unavailable', 'telegram_webhook_failing'],
    ['Connection timed out', 'telegram_webhook_unreachable'],
    ['Failed to resolve host: Name or service not known', 'telegram_webhook_unreachable'],
    ['Something that nobody has seen', 'telegram_webhook_error'],
  ])('%s: %s', async (text, name) => {
    fake.webhookError = { date: systemClock.now() / 1_000 - 60, message: text }

    expect(await names()).toEqual([name])
  })

  it('has got over an old error', async () => {
    fake.webhookError = { date: systemClock.now() / 1_000 - 7_200, message: 'Connection timed out' }

    expect(await names()).toEqual([])
  })

  it('notices that somebody took the webhook away, and can mend it', async () => {
    fake.webhook = { url: 'https://elsewhere.example.org', secret: undefined }
    expect(await channel.examine?.({ publicUrl })).toMatchObject([
      { name: 'telegram_webhook_elsewhere', level: 'bad', mendable: true },
    ])
    fake.webhook = null
    expect(await names()).toEqual(['telegram_webhook_elsewhere'])

    await channel.prepare?.({ publicUrl })

    expect(await names()).toEqual([])
  })

  it('notices that updates pile up', async () => {
    fake.pending = Array.from({ length: 101 }, (_, i) => textUpdate(5, 'x', i))

    expect(await names()).toEqual(['telegram_updates_pending'])
  })

  it('tells a refused token from a silent platform', async () => {
    const refusal = JSON.stringify({ ok: false, error_code: 401, description: 'Unauthorized' })
    fake.faults.set('getWebhookInfo', [
      { type: 'status', status: 401, body: refusal },
      { type: 'close' },
      { type: 'status', status: 502, body: '<html>' },
    ])

    expect(await names()).toEqual(['telegram_token_refused'])
    expect(await names()).toEqual(['telegram_unreachable'])
    expect(await names()).toEqual(['telegram_unreachable'])
  })
})
