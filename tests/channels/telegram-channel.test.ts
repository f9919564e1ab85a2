import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebhookRequest } from '../../src/channels/channel.ts'
import { createTelegramChannel } from '../../src/channels/telegram/telegram-channel.ts'
import { systemClock } from '../../src/core/clock.ts'
import type { MsgIn } from '../../src/core/message.ts'
import { describeChannel, message } from '../contracts/channel.contract.ts'
import type { Fault } from '../support/fake-server.ts'
import {
  BAD_GATEWAY,
  type FakeTelegram,
  messageUpdate,
  pressUpdate,
  startFakeTelegram,
  TOO_MANY,
  textUpdate,
} from '../support/fake-telegram.ts'

const SECRET = 'webhook-secret-for-tests'

function createChannel(fake: FakeTelegram) {
  const counts: string[] = []
  const count = (what: string) => void counts.push(what)
  const options = { token: fake.token, webhookSecret: SECRET, apiRoot: fake.root, clock: systemClock }
  return { channel: createTelegramChannel({ ...options, observer: { count, alarm: count } }), counts }
}

function request(update: unknown, secret = SECRET): WebhookRequest {
  return { headers: { 'x-telegram-bot-api-secret-token': secret }, body: Buffer.from(JSON.stringify(update)) }
}

describeChannel('telegram', async () => {
  const fake = await startFakeTelegram()
  const { channel } = createChannel(fake)
  let seen = 0
  const faults: Record<string, Fault> = {
    throttled: TOO_MANY(2),
    server_error: BAD_GATEWAY,
    hang_up: { type: 'close' },
    not_json: { type: 'status', status: 200, body: '<html>' },
  }
  return {
    channel,
    textRequest: (text) => request(textUpdate(5, text)),
    unknownRequest: () => request({ update_id: 7, chat_boost: {} }),
    arrived: () => {
      fake.blocked.clear()
      const texts = fake.texts(5).slice(seen)
      seen += texts.length
      return texts
    },
    failNext: (how) => {
      const fault = faults[how]
      if (fault) fake.faults.set('sendMessage', [fault])
      else fake.blocked.add('5')
    },
    stop: async () => {
      await channel.close()
      await fake.close()
    },
  }
})

describe('telegram-channel', () => {
  let fake: FakeTelegram
  let channel: ReturnType<typeof createChannel>['channel']
  let counts: string[]
  beforeEach(async () => {
    fake = await startFakeTelegram()
    ;({ channel, counts } = createChannel(fake))
  })
  afterEach(async () => {
    await channel.close()
    await fake.close()
  })
  const contentOf = async (fields: object) =>
    (await channel.receive(request(messageUpdate(5, fields))))[0]?.content
  const to = { channel: 'telegram', id: '5' } as const

  it('maps what people send', async () => {
    expect(await contentOf({ location: { latitude: 21.03, longitude: 105.87 } })).toEqual({
      type: 'location',
      latitude: 21.03,
      longitude: 105.87,
    })
    expect(await contentOf({ sticker: {} })).toEqual({ type: 'unsupported', kind: 'sticker' })
    expect(await contentOf({ voice: {} })).toEqual({ type: 'unsupported', kind: 'voice' })
    expect(await contentOf({ document: { file_id: 'd', mime_type: 'application/pdf' } })).toEqual({
      type: 'unsupported',
      kind: 'file',
    })
    expect(await contentOf({ something_new: {} })).toEqual({ type: 'unsupported', kind: 'other' })
    expect(await contentOf({ contact: { phone_number: '84912345678', user_id: 5 } })).toEqual({
      type: 'contact',
      phone: '84912345678',
    })
    expect(await contentOf({ contact: { phone_number: '84912345678', user_id: 6 } })).toEqual({
      type: 'unsupported',
      kind: 'contact_card',
    })
  })

  it('takes the largest photo that is not too large, and pictures sent as files', async () => {
    const sizes = [
      { file_id: 's', file_size: 1_000 },
      { file_id: 'm', file_size: 90_000 },
      { file_id: 'l', file_size: 11_000_000 },
    ]

    expect(await contentOf({ photo: sizes, caption: 'ở đây' })).toEqual({
      type: 'photo',
      photo: { channel: 'telegram', ref: 'm', bytes: 90_000 },
      caption: 'ở đây',
    })
    expect(await contentOf({ photo: sizes.slice(2) })).toEqual({ type: 'unsupported', kind: 'too_large' })
    expect(await contentOf({ document: { file_id: 'd', mime_type: 'image/png', file_size: 5 } })).toEqual({
      type: 'photo',
      photo: { channel: 'telegram', ref: 'd', bytes: 5 },
    })
  })

  it('knows the commands, and only those', async () => {
    expect(await contentOf({ text: '/start' })).toEqual({ type: 'command', command: 'start' })
    expect(await contentOf({ text: '/start tin' })).toEqual({
      type: 'command',
      command: 'start',
      argument: 'tin',
    })
    expect(await contentOf({ text: '/Huy@antam_bot' })).toEqual({ type: 'command', command: 'cancel' })
    expect(await contentOf({ text: '/xoa' })).toEqual({ type: 'command', command: 'erase' })
    expect(await contentOf({ text: '/ngonngu' })).toEqual({ type: 'command', command: 'language' })
    expect(await contentOf({ text: '/constructor' })).toEqual({ type: 'text', text: '/constructor' })
    expect(await contentOf({ text: '/la gi' })).toEqual({ type: 'text', text: '/la gi' })
  })

  it('maps an edited message to what cannot be used', async () => {
    const { message: edited, update_id } = Object(textUpdate(5, 'sửa'))

    const [msg] = await channel.receive(request({ update_id, edited_message: edited }))

    expect(msg?.content).toEqual({ type: 'unsupported', kind: 'edited_message' })
  })

  it('maps a pressed button, tells its question, and ends the progress bar', async () => {
    const [msg] = await channel.receive(request(pressUpdate(5, 'ask-7:yes')))
    const [bare] = await channel.receive(request(pressUpdate(5, 'menu')))

    expect(msg?.content).toEqual({ type: 'choice', choice: 'yes', prompt: 'ask-7' })
    expect(bare?.content).toEqual({ type: 'choice', choice: 'menu' })
    await expect.poll(() => fake.called('answerCallbackQuery')).toHaveLength(2)
  })

  it('answers a press that makes no sense, and ignores it', async () => {
    expect(await channel.receive(request(pressUpdate(5, 'a:b:c d')))).toEqual([])
    await expect.poll(() => fake.called('answerCallbackQuery')).toHaveLength(1)
  })

  it('says once to a group that it does not work there', async () => {
    const inGroup = (text: string) => messageUpdate(5, { text, chat: { id: -77, type: 'supergroup' } })

    const msgs = [
      ...(await channel.receive(request(inGroup('một')))),
      ...(await channel.receive(request(inGroup('hai')))),
    ]

    expect(msgs.map((msg) => msg.content)).toEqual([
      { type: 'unsupported', kind: 'group' },
      { type: 'unsupported', kind: 'group' },
    ])
    expect(new Set(msgs.map((msg) => msg.id)).size).toBe(1)
    expect(msgs[0]?.from.id).toBe('-77')
  })

  it('tells when a contact has blocked the bot', async () => {
    const told: unknown[] = []
    channel.listen?.(async (contact, what) => void told.push([contact, what]))
    const member = { user: { id: 1, is_bot: true, first_name: 'B' }, status: 'kicked' }
    const update = {
      update_id: 8,
      my_chat_member: { chat: { id: 5, type: 'private' }, date: 1, new_chat_member: member },
    }

    expect(await channel.receive(request(update))).toEqual([])

    expect(told).toEqual([[to, 'gone']])
  })

  it('counts what it ignores', async () => {
    await channel.receive(request({ update_id: 7, poll: {} }))

    expect(counts).toEqual(['telegram_ignored_unknown_update'])
  })

  it('shows choices as buttons whose data fits', async () => {
    const choices = [
      { id: 'x'.repeat(40), title: 'Có' },
      { id: 'no', title: 'Không' },
      { id: 'long', title: 'Một câu trả lời khá dài' },
    ]

    await channel.send(to, message({ choices, prompt: 'p'.repeat(20), protect: true }))

    const [payload] = fake.called('sendMessage')
    expect(payload).toMatchObject({
      chat_id: '5',
      protect_content: true,
      link_preview_options: { is_disabled: true },
    })
    const { inline_keyboard } = Object(payload?.['reply_markup'])
    expect(inline_keyboard.map((row: unknown[]) => row.length)).toEqual([2, 1])
    for (const { callback_data } of inline_keyboard.flat())
      expect(Buffer.byteLength(callback_data)).toBeLessThanOrEqual(64)
  })

  it('asks for a location with the platform’s own button, and takes it away afterwards', async () => {
    await channel.send(to, message({ request: 'location', choices: [{ id: 'skip', title: 'Bỏ qua' }] }))
    await channel.send(to, message())

    const [asking, after] = fake.called('sendMessage').map((payload) => Object(payload['reply_markup']))
    expect(asking.keyboard[0][0]).toMatchObject({ request_location: true })
    expect(asking.keyboard[1][0]).toEqual({ text: 'Bỏ qua' })
    expect(after).toEqual({ remove_keyboard: true })
  })

  it('shows a link as a button, unless Telegram would refuse it', async () => {
    await channel.send(to, message({ link: { title: 'Mở trang', url: 'https://example.org/x' } }))
    await channel.send(to, message({ link: { title: 'Mở trang', url: 'javascript:alert(1)' } }))

    const [good, bad] = fake.called('sendMessage').map((payload) => Object(payload['reply_markup']))
    expect(good.inline_keyboard).toEqual([[{ text: 'Mở trang', url: 'https://example.org/x' }]])
    expect(bad).toEqual({ remove_keyboard: true })
  })

  it('fetches a photo, and nothing too large', async () => {
    fake.files.set('photo1', Buffer.from('\xff\xd8\xff\xe0 picture', 'latin1'))

    expect(await channel.fetchPhoto?.('photo1', 1_000)).toMatchObject({ mime: 'image/jpeg' })
    await expect(channel.fetchPhoto?.('photo1', 5)).rejects.toMatchObject({ code: 'channel:refused' })
    await expect(channel.fetchPhoto?.('unknown', 1_000)).rejects.toMatchObject({ code: 'channel:refused' })
  })

  it('deletes in portions, and minds none that are gone', async () => {
    const gone: Fault = {
      type: 'status',
      status: 400,
      body: JSON.stringify({
        ok: false,
        error_code: 400,
        description: "Bad Request: message can't be deleted",
      }),
    }
    fake.faults.set('deleteMessages', [gone])

    await channel.deleteMessages?.(
      to,
      Array.from({ length: 150 }, (_, i) => String(i)),
    )

    expect(fake.called('deleteMessages').map((payload) => Object(payload['message_ids']).length)).toEqual([
      50,
    ])
  })

  it('registers webhook, secret and commands', async () => {
    await channel.prepare?.({ publicUrl: 'https://example.org' })

    const [hook] = fake.called('setWebhook')
    expect(hook).toMatchObject({ url: 'https://example.org/webhooks/telegram', secret_token: SECRET })
    expect(hook?.['allowed_updates']).toContain('callback_query')
    expect(fake.called('setMyCommands')).toHaveLength(2)
  })

  it('polls when there is no public address, and confirms only what was delivered', async () => {
    fake.webhook = { url: 'https://old.example.org', secret: undefined }
    await channel.prepare?.({ publicUrl: null })
    fake.pending = [textUpdate(5, 'một', 11), textUpdate(5, 'hai', 12), textUpdate(6, 'ba', 13)]
    const delivered: string[] = []
    let failures = 1
    const deliver = async (msg: MsgIn) => {
      if (msg.id === '12' && failures-- > 0) throw new Error('not stored')
      delivered.push(msg.id)
    }

    const polling = channel.poll?.(deliver)
    await expect.poll(() => fake.pending, { timeout: 5_000 }).toEqual([])
    await polling?.stop()

    expect(delivered).toEqual(['11', '13', '12', '13'])
  })

  it('passes over an update that always fails, and keeps the others coming', async () => {
    fake.pending = [{ update_id: 21, message: 'not an object' }, textUpdate(5, 'hai', 22)]
    const delivered: string[] = []

    const polling = channel.poll?.(async (msg) => void delivered.push(msg.id))
    await expect.poll(() => delivered).toEqual(['22'])
    await polling?.stop()
  })
})
