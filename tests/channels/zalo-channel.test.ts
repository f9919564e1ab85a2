import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebhookRequest } from '../../src/channels/channel.ts'
import { createSignatureCheck } from '../../src/channels/zalo/signature.ts'
import { createZaloChannel } from '../../src/channels/zalo/zalo-channel.ts'
import { describeChannel, message } from '../contracts/channel.contract.ts'
import type { Fault } from '../support/fake-server.ts'
import { BAD_GATEWAY } from '../support/fake-telegram.ts'
import { type FakeZalo, messageEvent, startFakeZalo, textEvent } from '../support/fake-zalo.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { memoryTokenStore } from './memory-token-store.ts'

function createChannel(
  fake: FakeZalo,
  tokens = memoryTokenStore(),
  refreshToken: string | undefined = 'refresh-0',
) {
  const counts: string[] = []
  const count = (what: string) => void counts.push(what)
  const clock = fixedClock()
  const roots = { apiRoot: fake.root, oauthRoot: fake.root }
  const channel = createZaloChannel({
    ...fake.identity,
    ...roots,
    refreshToken,
    tokens,
    clock,
    observer: { count, alarm: count },
  })
  return { channel, counts, clock, tokens }
}

function request(fake: FakeZalo, event: unknown): WebhookRequest {
  const body = JSON.stringify(event)
  const mac = fake.sign(body, String(Reflect.get(Object(event), 'timestamp')))
  return { headers: { 'x-zevent-signature': mac }, body: Buffer.from(body) }
}

describeChannel('zalo', async () => {
  const fake = await startFakeZalo()
  const { channel } = createChannel(fake)
  let seen = 0
  const faults: Record<string, Fault> = {
    server_error: BAD_GATEWAY,
    hang_up: { type: 'close' },
    not_json: { type: 'status', status: 200, body: '<html>' },
  }
  return {
    channel,
    textRequest: (text) => request(fake, textEvent('5', text)),
    unknownRequest: () => request(fake, { ...textEvent('5', 'x'), event_name: 'user_dreams' }),
    arrived: () => {
      const texts = fake.texts('5').slice(seen)
      seen += texts.length
      return texts
    },
    failNext: (how) => {
      const fault = faults[how]
      if (fault) fake.faults.push(fault)
      else fake.errors.push(how === 'throttled' ? -32 : -230)
    },
    stop: async () => {
      await channel.close()
      await fake.close()
    },
  }
})

describe('zalo-channel', () => {
  let fake: FakeZalo
  let made: ReturnType<typeof createChannel>
  beforeEach(async () => {
    fake = await startFakeZalo()
    made = createChannel(fake)
  })
  afterEach(async () => {
    await made.channel.close()
    await fake.close()
  })
  const contentsOf = async (event: object) =>
    (await made.channel.receive(request(fake, event))).map((msg) => msg.content)
  const to = { channel: 'zalo', id: '5' } as const

  it('refuses a body changed by one space', async () => {
    const good = request(fake, textEvent('5', 'x'))
    const body = Buffer.from(Buffer.from(good.body).toString().replace('{', '{ '))

    await expect(made.channel.receive({ ...good, body })).rejects.toMatchObject({
      code: 'channel:unverified',
    })
  })

  it('maps what people send', async () => {
    const place = {
      type: 'location',
      payload: { coordinates: { latitude: '10.7923119', longitude: '106.7820651' } },
    }
    const picture = (url: string) => ({ type: 'image', payload: { url, thumbnail: 'x' } })

    expect(
      await contentsOf(messageEvent('5', 'user_send_location', { attachments: [place], text: 'Chợ' })),
    ).toEqual([{ type: 'location', latitude: 10.7923119, longitude: 106.7820651, name: 'Chợ' }])
    expect(
      await contentsOf(
        messageEvent('5', 'user_send_image', {
          attachments: [picture('https://a.zdn.vn/1'), picture('https://a.zdn.vn/2')],
          text: 'đây',
        }),
      ),
    ).toEqual([
      { type: 'photo', photo: { channel: 'zalo', kind: 'photo', ref: 'https://a.zdn.vn/1' }, caption: 'đây' },
      { type: 'photo', photo: { channel: 'zalo', kind: 'photo', ref: 'https://a.zdn.vn/2' } },
    ])
    expect(await contentsOf(messageEvent('5', 'user_send_sticker', {}))).toEqual([
      { type: 'unsupported', kind: 'sticker' },
    ])
    expect(await contentsOf(messageEvent('5', 'user_send_audio', {}))).toEqual([
      { type: 'unsupported', kind: 'voice' },
    ])
  })

  it.each([
    ['user_send_video', { url: 'https://a.zdn.vn/1' }, { kind: 'video' }],
    ['user_send_audio', { url: 'https://a.zdn.vn/1.m4a' }, { kind: 'audio' }],
    [
      'user_send_file',
      { url: 'https://a.zdn.vn/1', name: 'Ảnh.JPG', size: '900' },
      { kind: 'photo', shot: true },
    ],
    ['user_send_file', { url: 'https://a.zdn.vn/1', name: 'ghi chú.txt' }, { kind: 'document' }],
  ] as const)('takes %s of %o as a file', async (name, payload, file) => {
    const message = { attachments: [{ payload }], text: 'ở đây' }
    expect(await contentsOf(messageEvent('5', name, message))).toEqual([
      { type: 'photo', photo: { channel: 'zalo', ref: payload.url, ...file }, caption: 'ở đây' },
    ])
  })

  it.each([
    ['user_send_audio', { url: 'https://a.zdn.vn/1.amr' }, 'voice'],
    ['user_send_file', { url: 'https://a.zdn.vn/1', name: 'a.pdf' }, 'file'],
    ['user_send_file', { name: 'a.jpg' }, 'file'],
    ['user_send_file', { url: 'https://a.zdn.vn/1', name: 'a.mp4', size: '200000000' }, 'too_large'],
  ] as const)('refuses %s of %o at once', async (name, payload, kind) => {
    const message = { attachments: [{ payload }], text: 'ở đây' }
    expect(await contentsOf(messageEvent('5', name, message))).toEqual([
      { type: 'unsupported', kind, text: 'ở đây' },
    ])
  })

  it('maps links and words', async () => {
    expect(
      await contentsOf(
        messageEvent('5', 'user_send_link', {
          attachments: [{ type: 'link', payload: { url: 'https://x.vn' } }],
        }),
      ),
    ).toEqual([{ type: 'text', text: 'https://x.vn' }])
    expect(await contentsOf(textEvent('5', 'cứu với'.normalize('NFD')))).toEqual([
      { type: 'text', text: 'cứu với' },
    ])
  })

  it('takes every event of the reference without complaint', async () => {
    const names = [
      'user_send_gif',
      'user_send_video',
      'user_send_file',
      'user_send_business_card',
      'anonymous_send_text',
      'user_seen_message',
      'user_received_message',
      'user_reacted_message',
      'oa_reacted_message',
      'oa_send_text',
      'oa_send_image',
      'oa_send_anonymous_text',
      'update_user_info',
      'add_user_to_tag',
      'remove_user_from_tag',
      'remove_tag',
      'widget_interaction_accepted',
    ]
    for (const name of names) await contentsOf(messageEvent('5', name, { conversation_id: 'c' }))

    expect(made.counts).not.toContain('zalo_ignored_unknown_event')
    await contentsOf(messageEvent('5', 'user_dreams', {}))
    expect(made.counts).toContain('zalo_ignored_unknown_event')
  })

  it('begins when someone follows or opens the chat', async () => {
    const follow = {
      app_id: '1',
      oa_id: '2',
      event_name: 'follow',
      source: 'oa_profile',
      follower: { id: '5' },
      timestamp: '1758000000001',
    }

    const [msg] = await made.channel.receive(request(fake, follow))

    expect(msg).toMatchObject({
      from: to,
      content: { type: 'command', command: 'start', ifIdle: true },
      sentAt: 1_758_000_000_001,
    })
    expect(
      await contentsOf({ ...follow, event_name: 'user_click_chatnow', follower: undefined, user_id: '5' }),
    ).toEqual([{ type: 'command', command: 'start', ifIdle: true }])
  })

  it('tells when someone leaves or asks to be forgotten', async () => {
    const told: unknown[] = []
    made.channel.listen?.(async (contact, what) => void told.push([contact.id, what]))

    await contentsOf({ event_name: 'unfollow', follower: { id: '5' }, timestamp: '1' })
    await contentsOf({ event_name: 'user_withdraw', user_id: '6', user_id_by_app: '7', timestamp: '1' })

    expect(told).toEqual([
      ['5', 'gone'],
      ['6', 'erase'],
    ])
  })

  it('reads a submitted phone number in both shapes', async () => {
    const event = (info: object) => ({ ...messageEvent('5', 'user_submit_info', {}), info })

    expect(await contentsOf(event({ name: 'A', phone: '84912345678', full_address: {} }))).toEqual([
      { type: 'contact', phone: '84912345678' },
    ])
    expect(await contentsOf(event({ address: 'x', phone: 84912345678, city: 'y' }))).toEqual([
      { type: 'contact', phone: '84912345678' },
    ])
  })

  it('answers a guest of the web widget where guests are answered', async () => {
    const [msg] = await made.channel.receive(
      request(fake, messageEvent('anon', 'anonymous_send_text', { text: 'hi', conversation_id: 'conv' })),
    )

    await made.channel.send(msg?.from ?? to, message())

    expect(fake.sent).toMatchObject([{ path: '/v2.0/oa/message', user: 'anon conv', text: 'Chào bạn' }])
  })

  it('writes choices as numbers and adds buttons that say the same', async () => {
    const choices = [
      { id: 'yes', title: 'Có' },
      { id: 'no', title: 'Không' },
    ]

    await made.channel.send(to, message({ choices, prompt: 'ask' }))

    expect(fake.sent[0]?.text).toBe('Chào bạn\n\n1. Có\n2. Không')
    const { buttons } = Object(fake.sent[0]?.message['attachment']).payload
    expect(buttons).toEqual([
      { title: 'Có', type: 'oa.query.hide', payload: '#c:ask:yes' },
      { title: 'Không', type: 'oa.query.hide', payload: '#c:ask:no' },
    ])
    expect(await contentsOf(textEvent('5', '#c:ask:yes'))).toEqual([
      { type: 'choice', choice: 'yes', prompt: 'ask' },
    ])
  })

  it('offers no buttons when they would not show every choice', async () => {
    const choices = Array.from({ length: 6 }, (_, i) => ({ id: `c${i}`, title: `Câu ${i}` }))

    await made.channel.send(to, message({ choices }))

    expect(fake.sent[0]?.message).toEqual({ text: expect.stringContaining('6. Câu 5') })
  })

  it('does without buttons from the first refusal on', async () => {
    fake.takesButtons = false
    const msg = message({ choices: [{ id: 'yes', title: 'Có' }] })

    await made.channel.send(to, msg)
    await made.channel.send(to, msg)

    expect(fake.texts('5')).toEqual(['Chào bạn\n\n1. Có', 'Chào bạn\n\n1. Có'])
    expect(made.counts.filter((what) => what === 'zalo_buttons_refused')).toHaveLength(1)
  })

  it('understands the refusals', async () => {
    const codeFor = async (error: number) => {
      fake.errors.push(error)
      return made.channel.send(to, message()).then(
        () => '',
        (thrown: { code: string }) => thrown.code,
      )
    }

    expect(await codeFor(-32)).toBe('channel:throttled')
    expect(await codeFor(-230)).toBe('channel:contact_gone')
    expect(await codeFor(-232)).toBe('channel:contact_gone')
    expect(await codeFor(-213)).toBe('channel:contact_gone')
    expect(await codeFor(-224)).toBe('channel:unauthorised')
    expect(await codeFor(-248)).toBe('channel:refused')
    expect(await codeFor(-200)).toBe('channel:unreachable')
    expect(made.counts).toContain('zalo_refuses_224')
  })

  it('replaces a refused token once, and sends the message once', async () => {
    await made.channel.send(to, message())
    fake.expireAccess()

    await made.channel.send(to, message({ text: 'lần hai' }))

    expect(fake.texts('5')).toEqual(['Chào bạn', 'lần hai'])
    expect(fake.rotations).toBe(2)
  })

  it('tries buttons again after a day, and keeps guests and followers apart', async () => {
    const msg = message({ choices: [{ id: 'yes', title: 'Có' }] })
    const hadButtons = () => fake.sent.at(-1)?.message['attachment'] !== undefined
    fake.takesButtons = false
    await made.channel.send(to, msg)
    fake.takesButtons = true

    await made.channel.send(to, msg)
    expect(hadButtons()).toBe(false)
    await made.channel.send({ channel: 'zalo', id: 'guest anon conv' }, msg)
    expect(hadButtons()).toBe(true)
    made.clock.advance(86_400_000)
    await made.channel.send(to, msg)
    expect(hadButtons()).toBe(true)
  })

  it('does not blame the buttons when the text alone is refused too', async () => {
    const msg = message({ choices: [{ id: 'yes', title: 'Có' }] })
    fake.errors.push(-201, -201)
    await expect(made.channel.send(to, msg)).rejects.toMatchObject({ code: 'channel:refused' })

    await made.channel.send(to, msg)

    expect(fake.sent.at(-1)?.message['attachment']).toBeDefined()
  })

  it('counts what kind of refusal it was', async () => {
    for (const error of [-230, -213, -211, -32, -200, -248]) {
      fake.errors.push(error)
      await made.channel.send(to, message()).catch(() => {})
    }

    expect(made.counts.filter((what) => !/signature|token|refuses/.test(what))).toEqual([
      ...['zalo_window_closed', 'zalo_contact_gone', 'zalo_quota_spent'],
      ...['zalo_throttled', 'zalo_passing', 'zalo_refused'],
    ])
  })

  it('waits as long as a gateway before the API asks', async () => {
    fake.faults.push({ type: 'status', status: 429, body: 'slow down', headers: { 'retry-after': '7' } })

    await expect(made.channel.send(to, message())).rejects.toMatchObject({
      code: 'channel:throttled',
      retryAfterMs: 7_000,
    })
  })

  it('answers the console’s checks of the address and uses nothing of them', async () => {
    const unsigned = (body: string) => made.channel.receive({ headers: {}, body: Buffer.from(body) })
    const foreign = { ...textEvent('5', 'message'), app_id: '431364384921905' }

    expect(await unsigned('')).toEqual([])
    expect(await unsigned('{}')).toEqual([])
    expect(await unsigned(JSON.stringify(foreign))).toEqual([])
    expect(made.counts).toEqual(['zalo_console_check', 'zalo_console_check', 'zalo_console_check'])
  })

  it('takes nothing of our own app without its proof, whatever it looks like', async () => {
    const signed = { 'x-zevent-signature': `mac=${'0'.repeat(64)}` }
    const { app_id: _, ...without } = Object(textEvent('5', 'x'))
    for (const event of [textEvent('5', 'x'), without, { event_name: 'follow', follower: { id: '5' } }]) {
      for (const headers of [{}, signed]) {
        const body = Buffer.from(JSON.stringify(event))
        await expect(made.channel.receive({ headers, body })).rejects.toMatchObject({
          code: 'channel:unverified',
        })
      }
    }
  })

  it('counts what nobody knows by its name, but not without end', async () => {
    for (let i = 0; i < 30; i += 1) await contentsOf(messageEvent('5', `user_dreams_${i}`, {}))
    await contentsOf(messageEvent('5', 'a name, with everything 1', {}))

    expect(made.counts).toContain('zalo_unknown_user_dreams_0')
    expect(new Set(made.counts.filter((what) => what.startsWith('zalo_unknown_'))).size).toBe(21)
    expect(made.counts.filter((what) => what === 'zalo_unknown_other')).toHaveLength(11)
  })

  it('knows events of groups, calls, templates and shops, and its own echoes', async () => {
    const kinds = [
      ['oa_send_group_text', 'echo'],
      ['oa_send_anonymous_sticker', 'echo'],
      ['user_join_group', 'group_event'],
      ['oa_call_user', 'call_event'],
      ['change_template_status', 'template_event'],
      ['shop_has_order', 'shop_event'],
    ]
    for (const [name = ''] of kinds) await contentsOf(messageEvent('5', name, { text: 'x' }))

    expect(made.counts.filter((what) => what.startsWith('zalo_ignored'))).toEqual(
      kinds.map(([, kind]) => `zalo_ignored_${kind}`),
    )
  })

  it('says once in a group that it only talks one to one', async () => {
    const inGroup = {
      ...messageEvent('5', 'user_send_group_text', { text: 'bot ơi' }),
      recipient: { id: 'g1' },
    }

    expect(await contentsOf(inGroup)).toEqual([])
    await contentsOf(inGroup)
    await until(() => fake.sent.length > 0)

    expect(fake.sent).toMatchObject([{ path: '/v3.0/oa/group/message', user: 'g1' }])
    expect(fake.sent[0]?.text).toContain('nhắn riêng')
  })

  it('keeps what somebody wrote when a detail beside it is not as documented', async () => {
    const odd = { attachments: [{ type: 7, payload: { url: 9, coordinates: 'here' } }], text: 'cứu với' }

    expect(await contentsOf(messageEvent('5', 'user_send_file', odd))).toEqual([
      { type: 'unsupported', kind: 'file', text: 'cứu với' },
    ])
    expect(await contentsOf(messageEvent('5', 'user_send_location', odd))).toEqual([
      { type: 'unsupported', kind: 'other', text: 'cứu với' },
    ])
    expect(await contentsOf(messageEvent('5', 'user_send_image', { ...odd, attachments: 'none' }))).toEqual([
      { type: 'unsupported', kind: 'other', text: 'cứu với' },
    ])
  })

  it('lets Zalo deliver a farewell again when it cannot be noted in time', async () => {
    made.channel.listen?.(() => new Promise(() => {}))
    const started = performance.now()

    await expect(
      contentsOf({ event_name: 'unfollow', follower: { id: '5' }, timestamp: '1' }),
    ).rejects.toMatchObject({ code: 'store:unavailable', retryable: true })

    expect(performance.now() - started).toBeLessThan(1_900)
  })

  it('counts what Zalo delivers again', async () => {
    const again = request(fake, textEvent('5', 'x'))

    await made.channel.receive({ ...again, headers: { ...again.headers, num_retry: '2' } })

    expect(made.counts).toContain('zalo_delivered_again')
  })

  it('tells the operator what is wrong with the account', async () => {
    const examine = async (publicUrl: string | null = 'https://a.vn') =>
      (await made.channel.examine?.({ publicUrl }))?.map(({ name }) => name)
    expect(await examine()).toEqual([])

    expect(await examine(null)).toEqual(['zalo_needs_public_url'])
    fake.errors.push(-224)
    expect(await examine()).toEqual(['zalo_refuses_224'])
    fake.outage = { type: 'close' }
    expect(await examine()).toEqual(['zalo_unreachable'])
    fake.outage = null
    made.clock.advance(86_400_001)
    expect(await examine()).toEqual(['zalo_silent'])
    fake.takesTokens = { access: 'by-another', refresh: 'by-another' }
    await made.channel.send(to, message()).catch(() => {})
    expect(await examine()).toContain('zalo_refresh_token_dead')
  })

  it('renews the token while nobody writes', async () => {
    await made.channel.examine?.({ publicUrl: 'https://a.vn' })
    made.clock.advance(21 * 3_600_000)

    await made.channel.examine?.({ publicUrl: 'https://a.vn' })

    expect(fake.rotations).toBe(2)
  })

  it('fetches photos from Zalo’s hosts only', async () => {
    fake.files.set('/photo.png', Buffer.from('\x89PNG rest', 'latin1'))

    expect(await made.channel.fetchPhoto?.(`${fake.root}/photo.png`, 1_000)).toMatchObject({
      mime: 'image/png',
    })
    for (const url of [
      'http://127.0.0.1:1/x',
      'http://169.254.169.254/',
      'https://zdn.vn.evil.example/x',
      'https://a.zdn.vn:22/x',
      'file:///etc/passwd',
      'x',
      'https://u:p@a.zdn.vn/',
    ]) {
      await expect(made.channel.fetchPhoto?.(url, 1_000), url).rejects.toMatchObject({
        code: 'channel:refused',
      })
    }
  })
})

async function until(happened: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !happened(); i += 1) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('signature', () => {
  const identity = {
    appId: '360846524940903967',
    oaId: '388613280878808645',
    oaSecret: 'oa-secret-for-tests',
    appSecret: 'app-secret',
  }
  const body =
    '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":"552177279717587730","recipient":{"id":"388613280878808645"},"event_name":"user_send_text","message":{"text":"Xin chào — cứu với","msg_id":"96d3cdf3af150460909"},"timestamp":"1758000000000"}'
  const MAC = 'ba99e25f70f8d1534e6077f5c1c1249c08ea7850cad3b3eccf07e2c55b125d36'

  it('agrees with the vector of the reference, however the header is written', () => {
    const check = createSignatureCheck(identity)
    const headers = [`mac=${MAC}`, MAC, ` mac = ${MAC} `, `MAC=${MAC.toUpperCase()}`]

    for (const header of headers)
      expect(check({ header, rawBody: Buffer.from(body), timestamp: '1758000000000' })).toBe(
        'app_id+oa_secret',
      )
    expect(check({ header: `mac=${MAC}`, rawBody: Buffer.from(body), timestamp: 1_758_000_000_000 })).toBe(
      'app_id+oa_secret',
    )
  })

  it('finds the variant that the platform uses, and refuses the rest', () => {
    const check = createSignatureCheck(identity)
    const mac = (id: string, secret: string) =>
      createHash('sha256').update(`${id}${body}1${secret}`).digest('hex')
    const checked = (header: string | undefined) =>
      check({ header, rawBody: Buffer.from(body), timestamp: '1' })

    expect(checked(mac(identity.oaId, identity.appSecret))).toBe('oa_id+app_secret')
    expect(checked(mac(identity.appId, identity.appSecret))).toBe('app_id+app_secret')
    expect(checked(mac('1', identity.oaSecret))).toBeNull()
    for (const header of [undefined, '', 'mac=', 'mac=xyz', 'a'.repeat(63)])
      expect(checked(header)).toBeNull()
    expect(check({ header: MAC, rawBody: Buffer.from(body), timestamp: undefined })).toBeNull()
  })
})
