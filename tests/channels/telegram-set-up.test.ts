import { describe, expect, it } from 'vitest'
import { createTelegramChannel } from '../../src/channels/telegram/telegram-channel.ts'
import { systemClock } from '../../src/core/clock.ts'
import type { MsgIn } from '../../src/core/message.ts'
import { textUpdate } from '../support/fake-telegram.ts'
import { createChannel, eachWithTelegram, request, SECRET } from './telegram-support.ts'

describe('Telegram’s webhook and polling', () => {
  const world = eachWithTelegram()

  it('registers webhook, secret and commands', async () => {
    await world.channel.prepare?.({ publicUrl: 'https://example.org' })

    const [hook] = world.fake.called('setWebhook')
    expect(hook).toMatchObject({ url: 'https://example.org/webhooks/telegram', secret_token: SECRET })
    expect(hook?.['allowed_updates']).toContain('callback_query')
    const commands = world.fake.called('setMyCommands')
    expect(commands.map((one) => one['language_code'])).toEqual([undefined, 'en'])
    for (const one of commands) expect(one['scope']).toEqual({ type: 'all_private_chats' })
    expect(world.fake.called('setChatMenuButton')).toEqual([{ menu_button: { type: 'commands' } }])
    expect(await world.channel.examine?.({ publicUrl: 'https://example.org' })).toEqual([])
  })

  it('polls when there is no public address, and confirms only what was delivered', async () => {
    world.fake.webhook = { url: 'https://old.example.org', secret: undefined }
    await world.channel.prepare?.({ publicUrl: null })
    world.fake.pending = [textUpdate(5, 'một', 11), textUpdate(5, 'hai', 12), textUpdate(6, 'ba', 13)]
    const delivered: string[] = []
    let failures = 1
    const deliver = async (msg: MsgIn) => {
      if (msg.id === '12' && failures-- > 0) throw new Error('not stored')
      delivered.push(msg.id)
    }

    const polling = world.channel.poll?.(deliver)
    await expect.poll(() => world.fake.pending, { timeout: 5_000 }).toEqual([])
    await polling?.stop()

    expect(delivered).toEqual(['11', '13', '12', '13'])
  })

  it('changes from webhook to polling and back without losing what waits at Telegram', async () => {
    const delivered: string[] = []
    const publicUrl = 'https://example.org'
    await world.channel.prepare?.({ publicUrl })
    world.fake.pending = [textUpdate(5, 'một', 31)]

    await world.channel.prepare?.({ publicUrl: null })
    const polling = world.channel.poll?.(async (msg) => void delivered.push(msg.id))
    await expect.poll(() => delivered).toEqual(['31'])
    await polling?.stop()

    world.fake.pending.push(textUpdate(5, 'hai', 32))
    await world.channel.prepare?.({ publicUrl })
    expect(world.fake.pending.map((update) => Reflect.get(update, 'update_id'))).toContain(32)
    expect(world.fake.webhook?.url).toBe('https://example.org/webhooks/telegram')
  })

  it('takes turns with a second poller, tells of it once, and takes over when that one dies', async () => {
    const second = createChannel(world.fake)
    const delivered: string[] = []
    const deliver = async (msg: MsgIn) => void delivered.push(msg.id)
    const polls = [world.channel.poll?.(deliver), second.channel.poll?.(deliver)]
    await expect.poll(() => [...world.counts, ...second.counts]).toContain('telegram_second_poller')

    world.fake.pending.push(textUpdate(5, 'một', 41))
    await expect.poll(() => delivered).toContain('41')
    const loser = world.counts.includes('telegram_second_poller') ? 0 : 1
    await polls[1 - loser]?.stop()
    world.fake.pending.push(textUpdate(5, 'hai', 42))
    await expect.poll(() => delivered, { timeout: 12_000 }).toContain('42')
    await polls[loser]?.stop()
    await second.channel.close()

    for (const { counts } of [world, second])
      expect(counts.filter((one) => one === 'telegram_second_poller').length).toBeLessThan(2)
  }, 20_000)

  it('leaves a webhook alone that another installation set, and says so', async () => {
    world.fake.webhook = { url: 'https://production.example.org/webhooks/telegram', secret: undefined }

    const polling = world.channel.poll?.(async () => {})
    await expect.poll(() => world.counts).toContain('telegram_webhook_in_the_way')
    await polling?.stop()

    expect(world.fake.webhook?.url).toContain('production')
    expect(await world.channel.examine?.({ publicUrl: null })).toMatchObject([
      { level: 'bad', name: 'telegram_webhook_in_the_way' },
    ])
  })

  it('starts from the lowest update after a quiet week, when Telegram numbers anew', async () => {
    const delivered: string[] = []
    world.fake.pending = [textUpdate(5, 'một', 900_000)]
    const polling = world.channel.poll?.(async (msg) => void delivered.push(msg.id))
    await expect.poll(() => delivered).toEqual(['900000'])
    await expect.poll(() => world.fake.pending).toEqual([])

    world.fake.pending.push(textUpdate(5, 'hai', 17))
    await expect.poll(() => delivered).toEqual(['900000', '17'])
    await polling?.stop()
  })

  it('accepts the other secret while one replaces another', async () => {
    const observer = { count: (what: string) => void world.counts.push(what), alarm: () => {} }
    const options = { token: world.fake.token, apiRoot: world.fake.root, clock: systemClock, observer }
    const both = createTelegramChannel({
      ...options,
      webhookSecret: 'new-secret-for-tests',
      otherWebhookSecret: SECRET,
    })

    expect(await both.receive(request(textUpdate(5, 'cũ')))).toHaveLength(1)
    expect(await both.receive(request(textUpdate(5, 'mới'), 'new-secret-for-tests'))).toHaveLength(1)
    await expect(both.receive(request(textUpdate(5, 'x'), 'another-secret'))).rejects.toMatchObject({
      code: 'channel:unverified',
    })
    await both.prepare?.({ publicUrl: 'https://example.org' })
    await both.close()

    expect(world.counts).toEqual(['telegram_other_secret'])
    expect(world.fake.webhook?.secret).toBe('new-secret-for-tests')
  })

  it('passes over an update that always fails, and keeps the others coming', async () => {
    world.fake.pending = [{ update_id: 21, message: 'not an object' }, textUpdate(5, 'hai', 22)]
    const delivered: string[] = []

    const polling = world.channel.poll?.(async (msg) => void delivered.push(msg.id))
    await expect.poll(() => delivered).toEqual(['22'])
    await polling?.stop()
  })
})
