import { describe, expect, it } from 'vitest'
import { describeChannel, message } from '../contracts/channel.contract.ts'
import { pageEvent, pageTap, pageText, startFakeMessenger } from '../support/fake-messenger.ts'
import type { Fault } from '../support/fake-server.ts'
import { contentsOf, createChannel, eachWithMessenger, request } from './messenger-support.ts'

const RATE_LIMIT: Fault = {
  type: 'status',
  status: 400,
  body: JSON.stringify({
    error: { message: '(#613) Calls to this api have exceeded the rate limit.', code: 613 },
  }),
}

describeChannel('messenger', async () => {
  const fake = await startFakeMessenger()
  const { channel } = createChannel(fake)
  const faults: Record<string, Fault> = {
    throttled: RATE_LIMIT,
    server_error: { type: 'status', status: 503, body: '<html>' },
    hang_up: { type: 'close' },
    not_json: { type: 'status', status: 200, body: '<html>' },
  }
  let seen = 0
  return {
    channel,
    textRequest: (text) => request(fake, pageText('5', text)),
    unknownRequest: () => request(fake, pageEvent('5', { brand_new: {} })),
    arrived: () => {
      fake.blocked.clear()
      const texts = fake.texts('5').slice(seen)
      seen += texts.length
      return texts
    },
    failNext: (how) => {
      const fault = faults[how]
      if (fault) fake.faults.push(fault)
      else fake.blocked.add('5')
    },
    stop: async () => {
      await channel.close()
      await fake.close()
    },
  }
})

describe('messenger-channel', () => {
  const world = eachWithMessenger()
  const to = { channel: 'messenger', id: '5' } as const
  const lastMessage = () => world.fake.sent.at(-1)?.message

  it('shows choices as quick replies that bring back what was asked', async () => {
    const choices = [
      { id: 'yes', title: 'Có' },
      { id: 'no', title: 'Không' },
    ]
    await world.channel.send(to, message({ choices, prompt: 'ask-7' }))

    expect(lastMessage()).toEqual({
      text: 'Chào bạn',
      quick_replies: [
        { content_type: 'text', title: 'Có', payload: 'c:ask-7:yes' },
        { content_type: 'text', title: 'Không', payload: 'c:ask-7:no' },
      ],
    })
    const [tapped] = await contentsOf(
      world,
      pageTap('5', world.fake.quickReplies('5')[0] ?? { title: '', payload: '' }),
    )
    expect(tapped).toEqual({ type: 'choice', choice: 'yes', prompt: 'ask-7' })
  })

  it('numbers choices in the text when a title is too long for a button', async () => {
    const choices = [
      { id: 'a', title: 'Quán, karaoke, nhà nghỉ' },
      { id: 'b', title: 'Mua bán' },
    ]
    await world.channel.send(to, message({ choices, prompt: 'p' }))

    expect(lastMessage()?.['text']).toBe('Chào bạn\n\n1. Quán, karaoke, nhà nghỉ\n2. Mua bán')
    expect(world.fake.quickReplies('5').map(({ title }) => title)).toEqual([
      '1. Quán, karaoke, n…',
      '2. Mua bán',
    ])
  })

  it('stays within every limit of Meta, whatever the message', async () => {
    const choices = Array.from({ length: 12 }, (_, i) => ({
      id: `c${i}`,
      title: `${i} ${'😀 rất dài '.repeat(9)}`,
    }))
    const link = { title: 'Mở trang kín để báo tin', url: `https://example.org/${'x'.repeat(100)}` }
    for (const length of [1, 620, 700, 1_990, 4_000])
      await world.channel.send(
        to,
        message({ text: `${'chữ '.repeat(length / 4)}.`, choices, prompt: 'p', link }),
      )

    expect(world.fake.quickReplies('5')).toHaveLength(12)
    expect(world.fake.texts('5').join('\n')).toContain('12. 11 😀')
  })

  it('shows a link as a button, or in the text where that is too long for one', async () => {
    const link = { title: 'Mở trang kín', url: 'https://example.org/#tip/1' }
    await world.channel.send(to, message({ link }))
    expect(lastMessage()?.['attachment']).toMatchObject({
      type: 'template',
      payload: {
        template_type: 'button',
        text: 'Chào bạn',
        buttons: [{ type: 'web_url', title: 'Mở trang kín', url: 'https://example.org/#tip/1' }],
      },
    })

    await world.channel.send(to, message({ link, text: 'dài '.repeat(200) }))
    expect(lastMessage()?.['text']).toMatch(/Mở trang kín: https:\/\/example\.org\/#tip\/1$/)
  })

  it('offers the person’s own number where one is asked for', async () => {
    await world.channel.send(to, message({ request: 'phone' }))

    expect(lastMessage()?.['quick_replies']).toEqual([{ content_type: 'user_phone_number' }])
  })

  it.each([
    [10, 2_018_278, 'channel:contact_gone', false],
    [551, 1_545_041, 'channel:contact_gone', false],
    [100, 2_018_001, 'channel:contact_gone', false],
    [200, 1_545_041, 'channel:contact_gone', false],
    [4, 2_018_022, 'channel:throttled', false],
    [32, undefined, 'channel:throttled', false],
    [613, undefined, 'channel:throttled', false],
    [190, 463, 'channel:unauthorised', true],
    [10, undefined, 'channel:unauthorised', true],
    [200, 2_018_028, 'channel:unauthorised', true],
    [368, undefined, 'channel:unauthorised', true],
    [1_200, 2_018_024, 'channel:unreachable', false],
    [2, undefined, 'channel:unreachable', false],
    [100, 2_018_034, 'channel:refused', false],
  ])('understands error %i/%s', async (code, subcode, expected, calls) => {
    world.fake.errors.push(subcode === undefined ? [code] : [code, subcode])

    await expect(world.channel.send(to, message())).rejects.toMatchObject({ code: expected })
    expect(world.counts).toEqual(calls ? [`messenger_refuses_${code}`] : [])
  })

  it('knows that the window of 24 hours is closed', async () => {
    world.fake.silent.add('5')

    await expect(world.channel.send(to, message())).rejects.toMatchObject({
      code: 'channel:contact_gone',
      retryable: false,
    })
  })

  it('fetches pictures from Meta’s hosts alone', async () => {
    world.fake.files.set('/pic', Buffer.from('\xff\xd8\xff\xe0 picture', 'latin1'))
    const { origin } = new URL(world.fake.root)

    expect(await world.channel.fetchPhoto?.(`${origin}/pic`, 1_000)).toMatchObject({ mime: 'image/jpeg' })
    for (const ref of [
      'https://evil.example/pic',
      'https://fbcdn.net.evil.example/p',
      'file:///etc/passwd',
      'x',
    ])
      await expect(world.channel.fetchPhoto?.(ref, 1_000)).rejects.toMatchObject({ code: 'channel:refused' })
  })

  it('subscribes to the Page and registers first button and menu', async () => {
    const publicUrl = 'https://example.org'
    expect(await world.channel.examine?.({ publicUrl })).toMatchObject([
      { name: 'messenger_not_subscribed', mendable: true },
    ])
    await world.channel.prepare?.({ publicUrl })

    expect(world.fake.subscribed).toContain('messages')
    expect(world.fake.profile['get_started']).toEqual({ payload: 'cmd:start' })
    const menus = world.fake.profile['persistent_menu'] as { call_to_actions: { title: string }[] }[]
    for (const { title } of menus.flatMap((menu) => menu.call_to_actions))
      expect(title.length).toBeLessThan(31)
    expect(await world.channel.examine?.({ publicUrl })).toEqual([])
  })

  it('says who must act when it cannot work', async () => {
    expect(await world.channel.examine?.({ publicUrl: null })).toMatchObject([
      { name: 'messenger_needs_public_url' },
    ])
    world.fake.tokenGood = false
    expect(await world.channel.examine?.({ publicUrl: 'https://x' })).toMatchObject([
      { name: 'messenger_token_refused', level: 'bad' },
    ])
    world.fake.faults.push({ type: 'close' })
    expect(await world.channel.examine?.({ publicUrl: 'https://x' })).toMatchObject([{ level: 'warn' }])
  })
})
