import { describe, expect, it } from 'vitest'
import { describeChannel, message } from '../contracts/channel.contract.ts'
import type { Fault } from '../support/fake-server.ts'
import { BAD_GATEWAY, startFakeTelegram, TOO_MANY, textUpdate } from '../support/fake-telegram.ts'
import { createChannel, eachWithTelegram, request } from './telegram-support.ts'

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
  const world = eachWithTelegram()
  const to = { channel: 'telegram', id: '5' } as const

  it.each([
    ['first', '{"ok":true,"result":{"message_id":77,"text":"Chào"}}', '77'],
    ['alone', '{"ok":true,"result":{"message_id":77}}', '77'],
    ['elsewhere', '{ "result": {"text":"Chào","message_id":77}, "ok":true }', '77'],
    ['nowhere', '{"ok":true,"result":{}}', null],
  ])('notes the number of a sent message that stands %s in the answer', async (_, body, platformId) => {
    world.fake.faults.set('sendMessage', [{ type: 'status', status: 200, body }])

    expect(await world.channel.send(to, message({}))).toEqual({ platformId })
  })

  it('shows choices as buttons whose data fits', async () => {
    const choices = [
      { id: 'x'.repeat(40), title: 'Có' },
      { id: 'no', title: 'Không' },
      { id: 'long', title: 'Một câu trả lời khá dài' },
    ]

    await world.channel.send(to, message({ choices, prompt: 'p'.repeat(20), protect: true }))

    const [payload] = world.fake.called('sendMessage')
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
    await world.channel.send(to, message({ request: 'location', choices: [{ id: 'skip', title: 'Bỏ qua' }] }))
    await world.channel.send(to, message())

    const [asking, after] = world.fake.called('sendMessage').map((payload) => Object(payload['reply_markup']))
    expect(asking.keyboard[0][0]).toMatchObject({ request_location: true })
    expect(asking.keyboard[1][0]).toEqual({ text: 'Bỏ qua' })
    expect(after).toEqual({ remove_keyboard: true })
  })

  it('shows a link as a button, unless Telegram would refuse it', async () => {
    await world.channel.send(to, message({ link: { title: 'Mở trang', url: 'https://example.org/x' } }))
    await world.channel.send(to, message({ link: { title: 'Mở trang', url: 'javascript:alert(1)' } }))

    const [good, bad] = world.fake.called('sendMessage').map((payload) => Object(payload['reply_markup']))
    expect(good.inline_keyboard).toEqual([[{ text: 'Mở trang', url: 'https://example.org/x' }]])
    expect(bad).toEqual({ remove_keyboard: true })
  })

  it('fetches a photo, and nothing too large', async () => {
    world.fake.files.set('photo1', Buffer.from('\xff\xd8\xff\xe0 picture', 'latin1'))

    expect(await world.channel.fetchPhoto?.('photo1', 1_000)).toMatchObject({ mime: 'image/jpeg' })
    await expect(world.channel.fetchPhoto?.('photo1', 5)).rejects.toMatchObject({ code: 'request:too_large' })
    await expect(world.channel.fetchPhoto?.('unknown', 1_000)).rejects.toMatchObject({
      code: 'channel:refused',
    })
  })

  it('deletes in portions, and all but those that Telegram keeps', async () => {
    const ids = Array.from({ length: 150 }, (_, i) => String(i))
    world.fake.undeletable.add(7).add(120)

    await world.channel.deleteMessages?.(to, ids)

    expect(world.fake.deleted.size).toBe(148)
    for (const kept of [7, 120]) expect(world.fake.deleted.has(kept)).toBe(false)
  })

  it('does not take a throttled deletion for a done one', async () => {
    world.fake.faults.set('deleteMessages', [TOO_MANY(3)])

    await expect(world.channel.deleteMessages?.(to, ['1'])).rejects.toMatchObject({
      code: 'channel:throttled',
      retryAfterMs: 3_000,
    })
  })

  it.each([
    [403, 'Forbidden: user is deactivated', 'channel:contact_gone'],
    [400, 'Bad Request: chat not found', 'channel:contact_gone'],
    [400, 'Bad Request: group chat was upgraded to a supergroup chat', 'channel:contact_gone'],
    [400, 'Bad Request: BUTTON_DATA_INVALID', 'channel:refused'],
    [401, 'Unauthorized', 'channel:unauthorised'],
    [500, 'Internal Server Error', 'channel:unreachable'],
  ])('understands %i %s', async (error_code, description, code) => {
    const body = JSON.stringify({
      ok: false,
      error_code,
      description,
      parameters: { migrate_to_chat_id: -9 },
    })
    world.fake.faults.set('sendMessage', [{ type: 'status', status: error_code, body }])

    await expect(world.channel.send(to, message())).rejects.toMatchObject({ code })
  })

  it('waits as long as Telegram says in rare calls too', async () => {
    world.fake.faults.set('getMe', [TOO_MANY(7)])

    await expect(world.channel.prepare?.({ publicUrl: null })).rejects.toMatchObject({ retryAfterMs: 7_000 })
  })
})
