import express from 'express'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTelegramChannel } from '../../src/channels/telegram/telegram-channel.ts'
import { createZaloChannel } from '../../src/channels/zalo/zalo-channel.ts'
import { createConversations } from '../../src/conversation/create-conversations.ts'
import { createEngines } from '../../src/conversation/flow-archive.ts'
import { systemClock, systemIds } from '../../src/core/clock.ts'
import { AppError } from '../../src/core/errors.ts'
import { createWebhookDoor, createWebhookRoutes } from '../../src/http/webhook-routes.ts'
import { memoryTokenStore } from '../channels/memory-token-store.ts'
import { memoryStores, noServices, SECRET, type Stores } from '../support/conversation-world.ts'
import { echoEngine, echoFlows } from '../support/echo-flows.ts'
import { type FakeTelegram, pressUpdate, startFakeTelegram, textUpdate } from '../support/fake-telegram.ts'
import { type FakeZalo, messageEvent, startFakeZalo, textEvent } from '../support/fake-zalo.ts'
import { type Listening, listen } from '../support/http.ts'

const HOOK_SECRET = 'webhook-secret-for-tests'

/** Both platforms, their webhooks on a real port, the real conversation, and a store in memory. */
async function startBot(telegram: FakeTelegram, zalo: FakeZalo, stores: Stores) {
  const counts: string[] = []
  const count = (what: string) => void counts.push(what)
  const observer = { count, alarm: count }
  const shared = { clock: systemClock, observer }
  const roots = { apiRoot: zalo.root, oauthRoot: zalo.root }
  const zaloChannel = createZaloChannel({
    ...shared,
    ...zalo.identity,
    ...roots,
    refreshToken: 'refresh-0',
    tokens: memoryTokenStore(),
  })
  const telegramChannel = createTelegramChannel({
    ...shared,
    token: telegram.token,
    webhookSecret: HOOK_SECRET,
    apiRoot: telegram.root,
  })
  const channels = new Map([['telegram', telegramChannel] as const, ['zalo', zaloChannel] as const])
  const conversations = createConversations({
    ...shared,
    secret: SECRET,
    store: stores.sessions,
    outbox: stores.outbox,
    channels,
    pacers: new Map(),
    engines: createEngines({ current: echoFlows(), archive: stores.archive, createEngine: echoEngine }),
    services: noServices,
    ids: systemIds,
  })
  const { handle, park } = conversations
  const needs = { channels, handle, park, onCounted: count, zaloVerifier: 'abc-123' }
  const routes = express().use(createWebhookRoutes(needs))
  const door = createWebhookDoor(needs)
  // As `app.ts` joins them; a path with a query goes past the door.
  const server: Listening = await listen((request, response) => {
    if (!door(request, response)) routes(request, response)
  })
  async function stop(): Promise<void> {
    await server.close()
    await Promise.all([conversations.stop(), telegramChannel.close(), zaloChannel.close()])
  }
  return { url: server.url, counts, conversations, stop }
}

describe('webhook-routes', () => {
  let telegram: FakeTelegram
  let zalo: FakeZalo
  let stores: Stores
  let bot: Awaited<ReturnType<typeof startBot>>
  beforeAll(async () => {
    telegram = await startFakeTelegram()
    zalo = await startFakeZalo()
  })
  afterAll(async () => {
    await telegram.close()
    await zalo.close()
  })
  beforeEach(async () => {
    telegram.calls.length = 0
    zalo.sent.length = 0
    zalo.takesTokens = { access: 'access-0', refresh: 'refresh-0' }
    stores = memoryStores()
    bot = await startBot(telegram, zalo, stores)
  })
  afterEach(() => bot.stop())
  const toTelegram = (update: object, secret = HOOK_SECRET) =>
    telegram.deliver(`${bot.url}/webhooks/telegram`, update, secret)
  const toZalo = (event: object, changes = {}) => zalo.deliver(`${bot.url}/webhooks/zalo`, event, changes)
  async function post(
    path: string,
    body: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<number> {
    const response = await fetch(`${bot.url}${path}`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
      headers,
    })
    expect(await response.text()).toBe('')
    return response.status
  }

  it('takes a conversation from both platforms', async () => {
    expect(await toTelegram(textUpdate(5, '/start'))).toEqual([200])
    expect(await toTelegram(textUpdate(5, 'một'))).toEqual([200])
    expect(await toZalo(textEvent('6', 'menu'))).toEqual([200])
    expect(await toZalo(textEvent('6', 'một'))).toEqual([200])
    await bot.conversations.idle()

    expect(telegram.texts(5)).toEqual(['Chào bạn', 'Nghe: một'])
    expect(zalo.texts('6').at(-1)).toBe('Nghe: một')
  })

  it('answers the same update twice and says its reply once', async () => {
    const update = textUpdate(5, '/start')

    expect([...(await toTelegram(update)), ...(await toTelegram(update))]).toEqual([200, 200])
    await bot.conversations.idle()

    expect(telegram.texts(5)).toEqual(['Chào bạn'])
  })

  it('refuses what is not the platform’s, counts it and stores nothing', async () => {
    const update = JSON.stringify(textUpdate(5, '/start'))
    const json = { 'content-type': 'application/json' }

    expect(await post('/webhooks/telegram', update, json)).toBe(401)
    expect(
      await post('/webhooks/telegram', update, { ...json, 'x-telegram-bot-api-secret-token': 'undefined' }),
    ).toBe(401)
    expect(await post('/webhooks/zalo', JSON.stringify(textEvent('5', 'x')), json)).toBe(401)
    expect(
      await post('/webhooks/zalo', JSON.stringify(textEvent('5', 'x')), {
        ...json,
        'x-zevent-signature': `mac=${'0'.repeat(64)}`,
      }),
    ).toBe(401)
    expect(
      await post('/webhooks/telegram', '{', { ...json, 'x-telegram-bot-api-secret-token': HOOK_SECRET }),
    ).toBe(400)
    expect(await post('/webhooks/zalo', '{', json)).toBe(400)
    await bot.conversations.idle()

    expect(bot.counts).toEqual([
      ...['webhook_telegram_channel_unverified', 'webhook_telegram_channel_unverified'],
      ...['webhook_zalo_channel_unverified', 'webhook_zalo_channel_unverified'],
      ...['webhook_telegram_channel_malformed', 'webhook_zalo_channel_malformed'],
    ])
    expect(telegram.calls).toEqual([])
  })

  it('refuses a body over the limit and goes on', async () => {
    expect(
      await post('/webhooks/telegram', 'x'.repeat(1_000_001), {
        'x-telegram-bot-api-secret-token': HOOK_SECRET,
      }),
    ).toBe(413)
    expect(await toTelegram(textUpdate(5, 'x'.repeat(100_000)))).toEqual([200])
  })

  it('takes what nobody knows with a 200, so that the platform does not send it for a day', async () => {
    expect(await toTelegram({ update_id: 1, message_reaction: {} })).toEqual([200])
    expect(await toZalo({ ...textEvent('5', 'x'), event_name: 'user_dreams' })).toEqual([200])
  })

  it('takes a path that is written otherwise by its routes, with the same answers', async () => {
    const update = JSON.stringify(textUpdate(5, '/start'))
    const headers = { 'x-telegram-bot-api-secret-token': HOOK_SECRET }

    expect(await post('/webhooks/telegram?again=1', update, headers)).toBe(200)
    expect(await post('/webhooks/telegram?again=1', update)).toBe(401)
    expect(await post('/webhooks/telegram?again=1', 'x'.repeat(1_000_001), headers)).toBe(413)
    await bot.conversations.idle()

    expect(telegram.texts(5)).toEqual(['Chào bạn'])
  })

  it('gives no 200 while nothing is stored, and the platform’s next attempt gets through', async () => {
    const commit = stores.sessions.commit.bind(stores.sessions)
    let failures = 2
    stores.sessions.commit = (turn) =>
      failures-- > 0 ? Promise.reject(new AppError('store:unavailable', { retryable: true })) : commit(turn)

    expect(await toTelegram(textUpdate(5, '/start'))).toEqual([503, 503, 200])
    await bot.conversations.idle()

    expect(telegram.texts(5)).toEqual([expect.stringContaining('chưa lưu được'), 'Chào bạn'])
  })

  it('answers Zalo in time although a turn takes longer, and loses nothing', async () => {
    const commit = stores.sessions.commit.bind(stores.sessions)
    stores.sessions.commit = async (turn) => {
      await new Promise((resolve) => setTimeout(resolve, 1_700))
      return commit(turn)
    }
    const started = performance.now()

    expect(await toZalo(textEvent('6', 'menu'))).toEqual([200])

    expect(performance.now() - started).toBeLessThan(1_600)
    expect(bot.counts).toContain('message_parked')
    await bot.conversations.idle()
    expect(zalo.texts('6')).toEqual(['Chào bạn'])
  })

  it('leaves what only a newer release can take to Telegram’s next delivery, and stores it for Zalo', async () => {
    const load = stores.sessions.load.bind(stores.sessions)
    let refusals = 0
    stores.sessions.load = async (...asked) => {
      refusals += 1
      if (refusals <= 2) throw new AppError('store:newer', { retryable: true })
      return load(...asked)
    }

    expect(await toTelegram(textUpdate(5, '/start'))).toEqual([503, 503, 200])
    refusals = 0
    expect(await toZalo(textEvent('6', 'menu'))).toEqual([200])

    expect(bot.counts).toContain('message_parked')
    expect(bot.counts).not.toContain('turn_failed')
  })

  it('gives Zalo no 200 when a slow message cannot be stored either', async () => {
    const body = JSON.stringify(textEvent('6', 'menu'))
    const commit = stores.sessions.commit.bind(stores.sessions)
    stores.sessions.commit = async (turn) => {
      await new Promise((resolve) => setTimeout(resolve, 2_500))
      return commit(turn)
    }
    stores.sessions.park = () => new Promise(() => {})
    const started = performance.now()

    expect(
      await post('/webhooks/zalo', body, { 'x-zevent-signature': zalo.sign(body, '1758000000000') }),
    ).toBe(503)

    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('answers Zalo in time for one event of several pictures too, and takes them in order', async () => {
    await toZalo(textEvent('6', 'menu'))
    const commit = stores.sessions.commit.bind(stores.sessions)
    stores.sessions.commit = async (turn) => {
      await new Promise((resolve) => setTimeout(resolve, 900))
      return commit(turn)
    }
    const pictures = [1, 2, 3, 4, 5].map((i) => ({
      type: 'image',
      payload: { url: `https://a.zdn.vn/${i}` },
    }))
    const started = performance.now()

    expect(await toZalo(messageEvent('6', 'user_send_image', { attachments: pictures }))).toEqual([200])

    expect(performance.now() - started).toBeLessThan(2_000)
    await bot.conversations.idle()
  })

  it('has one effect when Zalo tries again what was too slow the first time', async () => {
    const event = textEvent('6', 'menu')
    const body = JSON.stringify(event)
    const commit = stores.sessions.commit.bind(stores.sessions)
    const park = stores.sessions.park.bind(stores.sessions)
    stores.sessions.commit = async (turn) => {
      await new Promise((resolve) => setTimeout(resolve, 2_500))
      return commit(turn)
    }
    stores.sessions.park = () => new Promise(() => {})
    const headers = { 'x-zevent-signature': zalo.sign(body, '1758000000000') }
    expect(await post('/webhooks/zalo', body, headers)).toBe(503)
    Object.assign(stores.sessions, { commit, park })

    expect(await toZalo(event)).toEqual([200])
    expect(await toZalo(event)).toEqual([200])
    await bot.conversations.idle()

    expect(zalo.texts('6')).toEqual(['Chào bạn'])
  })

  it('answers the console’s check of the address, with and without a body', async () => {
    expect(await post('/webhooks/zalo', '')).toBe(200)
    expect(await post('/webhooks/zalo', '{}', { 'content-type': 'application/json' })).toBe(200)
    await bot.conversations.idle()

    expect(zalo.sent).toEqual([])
    expect(bot.counts).toEqual(['zalo_console_check', 'zalo_console_check'])
  })

  it('lets a press and a text of one person come at once', async () => {
    await toTelegram(textUpdate(5, '/start'))

    const answers = await Promise.all([toTelegram(textUpdate(5, 'một')), toTelegram(pressUpdate(5, 'menu'))])
    await bot.conversations.idle()

    expect(answers).toEqual([[200], [200]])
    expect(telegram.texts(5)).toContain('Nghe: một')
  })

  it('serves the verification file of the domain, and no other', async () => {
    const file = await fetch(`${bot.url}/zalo_verifierabc-123.html`)

    expect(await file.text()).toContain('<meta name="zalo-platform-site-verification" content="abc-123">')
    expect((await fetch(`${bot.url}/zalo_verifierother.html`)).status).toBe(404)
    expect((await fetch(`${bot.url}/webhooks/zalo`)).status).toBe(200)
  })
})
