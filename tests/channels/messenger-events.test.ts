import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { pageEvent, pageMessage, pageTap, pageText } from '../support/fake-messenger.ts'
import { contentsOf, eachWithMessenger, request, signed } from './messenger-support.ts'

describe('Messenger’s webhooks', () => {
  const world = eachWithMessenger()

  it('knows Meta’s signature over the exact bytes', async () => {
    const body = '{"object":"page"}'
    // The vector of the reference: key `app-secret`.
    expect(createHmac('sha256', 'app-secret').update(body).digest('hex')).toBe(
      'ae958d6f00b134dd32b95a9a76bedaaeb068c0949769358355023f7d1a0c580b',
    )
    const good = request(world.fake, pageText('5', 'Xin chào'))
    const spaced = { ...good, body: Buffer.concat([good.body, Buffer.from(' ')]) }

    await expect(world.channel.receive(spaced)).rejects.toMatchObject({ code: 'channel:unverified' })
    await expect(
      world.channel.receive(signed(world.fake, { object: 'instagram', entry: [] })),
    ).rejects.toMatchObject({
      code: 'channel:malformed',
    })
  })

  it('answers the console’s check with its challenge, and nobody else', () => {
    const ask = (query: Record<string, string>) => world.channel.answerChallenge?.(new URLSearchParams(query))
    const token = world.fake.identity.verifyToken

    expect(ask({ 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '42' })).toBe('42')
    expect(ask({ 'hub.mode': 'subscribe', 'hub.verify_token': 'guess', 'hub.challenge': '42' })).toBeNull()
    expect(ask({ 'hub.mode': 'other', 'hub.verify_token': token, 'hub.challenge': '42' })).toBeNull()
    expect(ask({})).toBeNull()
  })

  it('takes every event of a batch, each person’s own', async () => {
    const msgs = await world.channel.receive(
      signed(world.fake, {
        object: 'page',
        entry: [
          { id: '1', time: 1, messaging: [pageText('5', 'một'), pageText('6', 'hai')] },
          { id: '1', time: 2, messaging: [{ sender: 'nobody' }, pageText('5', 'ba')] },
          { id: '1', time: 3, standby: [pageText('7', 'không phải cho mình')] },
        ],
      }),
    )

    expect(msgs.map(({ from, content }) => [from.id, content])).toEqual([
      ['5', { type: 'text', text: 'một' }],
      ['6', { type: 'text', text: 'hai' }],
      ['5', { type: 'text', text: 'ba' }],
    ])
    expect(world.counts.toSorted()).toEqual([
      'messenger_ignored_malformed_event',
      'messenger_ignored_standby',
    ])
  })

  it('maps what people send', async () => {
    const attachment = (type: string, payload: object) =>
      pageMessage('5', { attachments: [{ type, payload }] })

    expect(
      await contentsOf(world, attachment('image', { url: 'https://x/like.png', sticker_id: 369 })),
    ).toEqual([{ type: 'unsupported', kind: 'sticker' }])
    expect(await contentsOf(world, attachment('audio', {}))).toEqual([{ type: 'unsupported', kind: 'voice' }])
    expect(await contentsOf(world, attachment('video', {}), attachment('file', { url: 'x' }))).toEqual([
      { type: 'unsupported', kind: 'video' },
      { type: 'unsupported', kind: 'file' },
    ])
    expect(
      await contentsOf(world, attachment('location', { coordinates: { lat: 21.03, long: 105.87 } })),
    ).toEqual([{ type: 'location', latitude: 21.03, longitude: 105.87 }])
    expect(
      await contentsOf(
        world,
        pageMessage('5', { text: 'xem này', attachments: [{ type: 'fallback', payload: null }] }),
      ),
    ).toEqual([{ type: 'text', text: 'xem này' }])
  })

  it('takes several pictures of one message as an album, the words with the first', async () => {
    const image = (url: string) => ({ type: 'image', payload: { url } })
    const event = pageMessage('5', { text: 'ở đây', attachments: [image('u1'), image('u2')] }, 'mid.7')

    const msgs = await world.channel.receive(request(world.fake, event))

    expect(msgs.map((msg) => msg.id)).toEqual(['mid.7', 'mid.7.1'])
    expect(msgs.map((msg) => msg.content)).toMatchObject([
      { photo: { channel: 'messenger', kind: 'photo', ref: 'u1' }, caption: 'ở đây', album: 'mid.7' },
      { photo: { ref: 'u2' }, album: 'mid.7' },
    ])
  })

  it.each([
    ['video', 'https://x/a.mp4?oh=1', { kind: 'video' }],
    ['audio', 'https://x/a.mp4?oh=1', { kind: 'audio' }],
    ['file', 'https://x/a.txt?oh=1', { kind: 'document' }],
    ['file', 'https://x/a.jpg?oh=1', { kind: 'photo', shot: true }],
  ] as const)('takes a %s at %s as a file', async (type, url, file) => {
    const event = pageMessage('5', { text: 'ở đây', attachments: [{ type, payload: { url } }] })
    expect(await contentsOf(world, event)).toEqual([
      { type: 'photo', photo: { channel: 'messenger', ref: url, ...file }, caption: 'ở đây' },
    ])
  })

  it('refuses at once a file that nobody could clean', async () => {
    const event = pageMessage('5', {
      attachments: [{ type: 'file', payload: { url: 'https://x/a.pdf?oh=1' } }],
    })
    expect(await contentsOf(world, event)).toEqual([{ type: 'unsupported', kind: 'file' }])
  })

  it('maps taps, the menu, the first button and links with a reference', async () => {
    expect(await contentsOf(world, pageTap('5', { title: 'Có', payload: 'c:ask-7:yes' }))).toEqual([
      { type: 'choice', choice: 'yes', prompt: 'ask-7' },
    ])
    expect(await contentsOf(world, pageTap('5', { title: 'Có', payload: 'of another app' }))).toEqual([
      { type: 'text', text: 'Có' },
    ])
    expect(
      await contentsOf(world, pageEvent('5', { postback: { title: 'x', payload: 'cmd:erase' } })),
    ).toEqual([{ type: 'command', command: 'erase' }])
    const first = { payload: 'cmd:start', referral: { ref: 'tin', source: 'SHORTLINK' } }
    expect(await contentsOf(world, pageEvent('5', { postback: { mid: 'm', ...first } }))).toEqual([
      { type: 'command', command: 'start', argument: 'tin' },
    ])
    expect(await contentsOf(world, pageEvent('5', { postback: { payload: 'unknown' } }))).toEqual([
      { type: 'command', command: 'start' },
    ])
    expect(
      await contentsOf(world, pageEvent('5', { referral: { ref: 'tin', type: 'OPEN_THREAD' } })),
    ).toEqual([{ type: 'command', command: 'start', argument: 'tin' }])
  })

  it('hands on edited words as such', async () => {
    const edit = { mid: 'm1', text: 'đã sửa', num_edit: '2' }

    expect(await contentsOf(world, pageEvent('5', { message_edit: edit }))).toEqual([
      { type: 'unsupported', kind: 'edited_message', text: 'đã sửa' },
    ])
  })

  it('ignores its own echo, receipts and reactions, and world.counts them by name', async () => {
    await world.channel.receive(
      request(
        world.fake,
        pageMessage('1', { text: 'của mình', is_echo: true }),
        ...['read', 'delivery', 'reaction', 'optin'].map((kind) => pageEvent('5', { [kind]: {} })),
      ),
    )

    expect(world.counts).toEqual(
      ['echo', 'read', 'delivery', 'reaction', 'optin'].map((why) => `messenger_ignored_${why}`),
    )
  })

  it('calls somebody when Meta acts against the Page', async () => {
    await world.channel.receive(
      request(world.fake, pageEvent('5', { policy_enforcement: { action: 'block', reason: 'x' } })),
    )

    expect(world.counts).toEqual(['messenger_page_blocked'])
  })
})
