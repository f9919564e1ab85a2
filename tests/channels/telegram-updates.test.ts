import { describe, expect, it } from 'vitest'
import { messageUpdate, pressUpdate } from '../support/fake-telegram.ts'
import { contentOf, eachWithTelegram, request } from './telegram-support.ts'

describe('Telegram’s updates', () => {
  const world = eachWithTelegram()
  const to = { channel: 'telegram', id: '5' } as const

  it('maps what people send', async () => {
    expect(await contentOf(world, { location: { latitude: 21.03, longitude: 105.87 } })).toEqual({
      type: 'location',
      latitude: 21.03,
      longitude: 105.87,
    })
    expect(await contentOf(world, { sticker: {} })).toEqual({ type: 'unsupported', kind: 'sticker' })
    expect(await contentOf(world, { sticker: {} })).toEqual({ type: 'unsupported', kind: 'sticker' })
    expect(await contentOf(world, { document: { file_id: 'd', mime_type: 'application/pdf' } })).toEqual({
      type: 'unsupported',
      kind: 'file',
    })
    expect(await contentOf(world, { something_new: {} })).toEqual({ type: 'unsupported', kind: 'other' })
    expect(await contentOf(world, { contact: { phone_number: '84912345678', user_id: 5 } })).toEqual({
      type: 'contact',
      phone: '84912345678',
    })
    expect(await contentOf(world, { contact: { phone_number: '84912345678', user_id: 6 } })).toEqual({
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

    expect(await contentOf(world, { photo: sizes, caption: 'ở đây' })).toEqual({
      type: 'photo',
      photo: { channel: 'telegram', kind: 'photo', ref: 'm', bytes: 90_000 },
      caption: 'ở đây',
    })
    expect(await contentOf(world, { photo: sizes.slice(2) })).toEqual({
      type: 'unsupported',
      kind: 'too_large',
    })
    expect(
      await contentOf(world, { document: { file_id: 'd', mime_type: 'image/png', file_size: 5 } }),
    ).toEqual({
      type: 'photo',
      photo: { channel: 'telegram', kind: 'photo', shot: true, ref: 'd', bytes: 5 },
    })
  })

  it('knows the commands, and only those', async () => {
    expect(await contentOf(world, { text: '/start' })).toEqual({ type: 'command', command: 'start' })
    expect(await contentOf(world, { text: '/start tin' })).toEqual({
      type: 'command',
      command: 'start',
      argument: 'tin',
    })
    expect(await contentOf(world, { text: '/Huy@antam_bot' })).toEqual({ type: 'command', command: 'cancel' })
    expect(await contentOf(world, { text: '/xoa' })).toEqual({ type: 'command', command: 'erase' })
    expect(await contentOf(world, { text: '/ngonngu' })).toEqual({ type: 'command', command: 'language' })
    expect(await contentOf(world, { text: '/constructor' })).toEqual({ type: 'text', text: '/constructor' })
    expect(await contentOf(world, { text: '/la gi' })).toEqual({ type: 'text', text: '/la gi' })
  })

  it('hands on the words of an edited message as such, and nothing else of it', async () => {
    const edited = async (fields: object) => {
      const { message: whole, update_id } = Object(messageUpdate(5, fields))
      return world.channel.receive(request({ update_id, edited_message: whole }))
    }

    expect((await edited({ text: 'sửa' }))[0]?.content).toEqual({
      type: 'unsupported',
      kind: 'edited_message',
      text: 'sửa',
    })
    expect((await edited({ photo: [{ file_id: 'p' }], caption: 'chú thích' }))[0]?.content).toMatchObject({
      text: 'chú thích',
    })
    // A live location moves by edits, one every few seconds.
    expect(await edited({ location: { latitude: 21, longitude: 105, live_period: 900 } })).toEqual([])
    expect(await edited({ text: 'sửa', chat: { id: -5, type: 'group' } })).toEqual([])
  })

  it('knows everything that a phone can send', async () => {
    const kinds = {
      sticker: {},
      poll: {},
      dice: { value: 6 },
    }
    for (const [kind, value] of Object.entries(kinds))
      expect(await contentOf(world, { [kind]: value })).toEqual({ type: 'unsupported', kind })
    const animation = { animation: {}, document: { file_id: 'g', mime_type: 'video/mp4' } }
    expect(await contentOf(world, animation)).toEqual({ type: 'unsupported', kind: 'animation' })
    expect(await contentOf(world, { video: {}, caption: 'nó đánh tôi' })).toMatchObject({
      text: 'nó đánh tôi',
    })
    const file = { file_id: 'f', file_size: 9 }
    for (const [name, kind] of [
      ['video', 'video'],
      ['video_note', 'video'],
      ['voice', 'audio'],
      ['audio', 'audio'],
    ] as const)
      expect(await contentOf(world, { [name]: file, caption: 'ở đây' })).toEqual({
        type: 'photo',
        photo: { channel: 'telegram', ref: 'f', kind, bytes: 9 },
        caption: 'ở đây',
      })
    expect(
      await contentOf(world, {
        location: { latitude: 21, longitude: 105 },
        venue: { title: 'Chợ', location: {}, address: 'x' },
      }),
    ).toEqual({ type: 'location', latitude: 21, longitude: 105, name: 'Chợ' })
  })

  it('says nothing to Telegram’s own lines', async () => {
    for (const kind of ['pinned_message', 'message_auto_delete_timer_changed', 'write_access_allowed'])
      expect(await contentOf(world, { [kind]: {} })).toBeUndefined()
    expect(world.counts).toEqual(Array(3).fill('telegram_ignored_service_message'))
  })

  it.each([
    ['video/mp4', 'video'],
    ['video/quicktime', 'video'],
    ['audio/x-wav', 'audio'],
    ['audio/ogg; codecs=opus', 'audio'],
    ['text/plain', 'document'],
  ])('takes a document of type %s for %s', async (mime_type, kind) => {
    const document = { file_id: 'd', mime_type }
    expect(await contentOf(world, { document })).toEqual({
      type: 'photo',
      photo: { channel: 'telegram', ref: 'd', kind },
    })
  })

  it.each([
    'application/pdf',
    'application/zip',
    'text/html',
    'image/svg+xml',
    'application/vnd.ms-word',
    '',
  ])('refuses a document of type %s at once', async (mime_type) => {
    expect(await contentOf(world, { document: { file_id: 'd', mime_type }, caption: 'xem' })).toEqual({
      type: 'unsupported',
      kind: 'file',
      text: 'xem',
    })
  })

  it('refuses at once what Telegram would not give out, or is too long for us', async () => {
    for (const sent of [
      { video: { file_id: 'v', file_size: 20_000_001 } },
      { voice: { file_id: 'v', file_size: 10_485_761 } },
      { document: { file_id: 'v', file_size: 200_000_000, mime_type: 'image/jpeg' } },
      { document: { file_id: 'v', file_size: 1_048_577, mime_type: 'text/plain' } },
    ])
      expect(await contentOf(world, sent)).toEqual({ type: 'unsupported', kind: 'too_large' })
  })

  it('marks the photos of an album, and answers one of its PDFs', async () => {
    const album = (fields: object, id?: number) =>
      world.channel.receive(request(messageUpdate(5, { ...fields, media_group_id: '77' }, id)))
    const photo = { photo: [{ file_id: 'p', file_size: 5 }] }
    const pdf = { file_id: 'd', mime_type: 'application/pdf' }

    expect((await album(photo))[0]?.content).toMatchObject({ type: 'photo', album: '77' })
    expect((await album(photo))[0]?.content).toMatchObject({ type: 'photo', album: '77' })
    expect(await album({ document: pdf }, 501)).toHaveLength(1)
    expect(await album({ document: pdf }, 502)).toEqual([])
    // Not stored the first time, it comes again and must not be lost.
    expect(await album({ document: pdf }, 501)).toHaveLength(1)
    expect(await album({ document: pdf, caption: 'cứu với' })).toHaveLength(1)
  })

  it('maps a pressed button, tells its question, and ends the progress bar', async () => {
    const [msg] = await world.channel.receive(request(pressUpdate(5, 'ask-7:yes')))
    const [bare] = await world.channel.receive(request(pressUpdate(5, 'menu')))

    expect(msg?.content).toEqual({ type: 'choice', choice: 'yes', prompt: 'ask-7' })
    expect(bare?.content).toEqual({ type: 'choice', choice: 'menu' })
    await expect.poll(() => world.fake.called('answerCallbackQuery')).toHaveLength(2)
  })

  it('does not wait for a press to be answered, and survives that it cannot be', async () => {
    const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid'
    const body = JSON.stringify({ ok: false, error_code: 400, description: tooOld })
    world.fake.faults.set('answerCallbackQuery', [
      { type: 'slow', ms: 300 },
      { type: 'status', status: 400, body },
    ])
    const started = performance.now()

    expect(await world.channel.receive(request(pressUpdate(5, 'menu')))).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(150)
    expect(await world.channel.receive(request(pressUpdate(5, 'menu')))).toHaveLength(1)

    await expect.poll(() => world.counts).toContain('telegram_press_unanswered')
  })

  it('answers a press that makes no sense, and ignores it', async () => {
    expect(await world.channel.receive(request(pressUpdate(5, 'a:b:c d')))).toEqual([])
    await expect.poll(() => world.fake.called('answerCallbackQuery')).toHaveLength(1)
  })

  const member = (chat: object, status: string) => ({
    update_id: 8,
    my_chat_member: { chat, date: 1, new_chat_member: { user: { id: 1, is_bot: true }, status } },
  })

  it('explains itself once to a group and leaves; nothing of it goes further', async () => {
    const inGroup = (fields: object) => messageUpdate(5, { chat: { id: -77, type: 'supergroup' }, ...fields })

    const msgs = [
      ...(await world.channel.receive(request(member({ id: -77, type: 'supergroup' }, 'member')))),
      ...(await world.channel.receive(request(inGroup({ text: 'một' })))),
      ...(await world.channel.receive(request(inGroup({ new_chat_members: [{}] })))),
      ...(await world.channel.receive(request(inGroup({ migrate_to_chat_id: -78 })))),
    ]
    await expect.poll(() => world.fake.called('leaveChat')).toEqual([{ chat_id: '-77' }])

    expect(msgs).toEqual([])
    expect(world.fake.texts(-77)).toEqual([expect.stringMatching(/riêng.*rời nhóm[^]*one to one/)])
    expect(world.counts.filter((one) => one === 'telegram_ignored_group')).toHaveLength(2)
  })

  it('leaves a group in which it may not write, and a channel without a word', async () => {
    world.fake.blocked.add('-78')
    await world.channel.receive(request(member({ id: -78, type: 'group' }, 'restricted')))
    await world.channel.receive(request(member({ id: -79, type: 'channel' }, 'administrator')))
    await expect.poll(() => world.fake.called('leaveChat')).toHaveLength(2)

    expect(world.fake.called('sendMessage').map((payload) => payload['chat_id'])).toEqual(['-78'])
    expect(await world.channel.receive(request(member({ id: -78, type: 'group' }, 'left')))).toEqual([])
  })

  it('tells when a contact has blocked the bot', async () => {
    const told: unknown[] = []
    world.channel.listen?.(async (contact, what) => void told.push([contact, what]))
    const chat = { id: 5, type: 'private' }

    expect(await world.channel.receive(request(member(chat, 'kicked')))).toEqual([])
    expect(await world.channel.receive(request(member(chat, 'member')))).toEqual([])

    expect(told).toEqual([[to, 'gone']])
    expect(world.counts).toEqual(['telegram_ignored_unblocked'])
  })

  it('counts what it ignores', async () => {
    for (const kind of ['inline_query', 'channel_post', 'message_reaction', 'brand_new_kind'])
      expect(await world.channel.receive(request({ update_id: 7, [kind]: {} }))).toEqual([])

    expect(world.counts).toEqual([
      'telegram_ignored_inline_query',
      'telegram_ignored_channel_post',
      'telegram_ignored_message_reaction',
      'telegram_ignored_unknown_update',
    ])
  })
})
