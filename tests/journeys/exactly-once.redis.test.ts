import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { App } from '../../src/app.ts'
import { pressUpdate, textUpdate } from '../support/fake-telegram.ts'
import { textEvent } from '../support/fake-zalo.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const TIPS = 'antam:{unit:ca-phuong-bo-de}:tips'
const RECEIPT = /Mã biên nhận của bạn:\n([a-z -]+)\n/
const UP_TO_SENDING = [
  ...[
    'chào',
    'báo tin',
    'gõ ngay tại đây',
    'mua bán',
    'nha nghi cuoi ngo tu tap choi do',
    'Bồ Đề',
    '2',
    'bỏ qua',
  ],
  ...['tối qua', 'không', 'không', 'gửi luôn'],
]

/** Two processes on one Redis, and platforms that deliver twice, at once and in the wrong order. */
describe('to the eye, everything happens once', () => {
  let world: WholeApp
  let apps: App[]
  let people = 0
  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    world = await startWholeApp({ CONTACT_RATE: '0' })
    apps = [world.app, await world.another()]
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await world.stop()
  })

  const hook = (platform: string, process = 0) => `${apps[process]?.publicUrl}/webhooks/${platform}`
  const newPerson = () => String(246_845_883_529_000_000n + BigInt(++people))
  const zaloTexts = (user: string) => world.zalo.texts(user)

  async function tipsStored(): Promise<number> {
    const redis = await world.redis.connect()
    return redis.read(TIPS, (node) => node.xLen(TIPS))
  }

  /** Sends by the two processes in turn, each after the answer to the one before. */
  async function say(user: string, ...texts: string[]): Promise<void> {
    for (const [at, text] of texts.entries()) {
      const before = zaloTexts(user).length
      expect(await world.zalo.deliver(hook('zalo', at % 2), textEvent(user, text))).toEqual([200])
      await until(() => zaloTexts(user).length > before)
    }
    await quiet(() => zaloTexts(user).length)
  }

  /** What a press of the last screen's button sends. */
  /** Of the newest button with this title, once it is there: the screen that has it may come last. */
  async function payloadOf(user: string, title: string): Promise<string> {
    const find = () =>
      world.zalo.sent
        .filter((one) => one.user === user)
        .flatMap(({ message }) => Object(message['attachment']).payload?.buttons ?? [])
        .findLast((one: { title: string }) => one.title.toLowerCase().startsWith(title))
    await until(() => find() !== undefined)
    return find().payload
  }

  function receiptsOf(user: string): string[] {
    return zaloTexts(user).flatMap((text) => RECEIPT.exec(text)?.[1] ?? [])
  }

  it('a tip confirmed by two presses, at once in two processes, is one tip with one receipt', async () => {
    const before = await tipsStored()
    const users = Array.from({ length: 5 }, newPerson)
    for (const user of users) {
      await say(user, ...UP_TO_SENDING)
      const press = await payloadOf(user, 'gửi')

      const answers = await Promise.all(
        [0, 1, 0, 1].map((process) => world.zalo.deliver(hook('zalo', process), textEvent(user, press))),
      )
      await until(() => receiptsOf(user).length > 0)
      await quiet(() => zaloTexts(user).length)

      expect(answers.map((statuses) => statuses.at(-1))).toEqual([200, 200, 200, 200])
      expect(receiptsOf(user)).toHaveLength(1)
    }
    expect((await tipsStored()) - before).toBe(users.length)
  }, 90_000)

  it('one message delivered many times, at once to two processes, has one answer', async () => {
    const user = newPerson()
    const event = textEvent(user, 'chào')

    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => world.zalo.deliver(hook('zalo', i % 2), event)),
    )
    await until(() => zaloTexts(user).length > 0)
    await quiet(() => zaloTexts(user).length)

    expect(answers.every((statuses) => statuses.at(-1) === 200)).toBe(true)
    expect(new Set(zaloTexts(user)).size).toBe(zaloTexts(user).length)
  })

  it('a press that overtakes the text before it takes nothing away and does nothing twice', async () => {
    const before = await tipsStored()
    const user = newPerson()
    await say(user, ...UP_TO_SENDING)
    const press = await payloadOf(user, 'gửi')

    // Written first, delivered last: the tip is sent by then.
    const text = textEvent(user, 'thêm: hai xe máy')
    await world.zalo.deliver(hook('zalo', 1), textEvent(user, press))
    await world.zalo.deliver(hook('zalo', 0), text)
    await world.zalo.deliver(hook('zalo', 1), textEvent(user, press))
    await until(() => receiptsOf(user).length > 0)
    await quiet(() => zaloTexts(user).length)

    expect((await tipsStored()) - before).toBe(1)
    expect(receiptsOf(user)).toHaveLength(1)
    const answered = zaloTexts(user).length
    await say(user, 'menu')
    expect(zaloTexts(user).length).toBeGreaterThan(answered)
  }, 40_000)

  it('following the account in the middle of a tip takes nothing away', async () => {
    const user = newPerson()
    await say(user, ...UP_TO_SENDING)
    const press = await payloadOf(user, 'gửi')
    const said = zaloTexts(user).length

    const follow = { event_name: 'follow', follower: { id: user }, timestamp: '1758000000009' }
    expect(await world.zalo.deliver(hook('zalo', 1), follow)).toEqual([200])
    await quiet(() => zaloTexts(user).length)
    expect(zaloTexts(user)).toHaveLength(said)
    await world.zalo.deliver(hook('zalo', 0), textEvent(user, press))
    await until(() => receiptsOf(user).length > 0)

    expect(receiptsOf(user)).toHaveLength(1)
  }, 40_000)

  it('on Telegram too: a stale press and a text at once, the other way round', async () => {
    const chat = 7_000_001
    const texts = () => world.telegram.texts(chat)
    expect(await world.telegram.deliver(hook('telegram'), textUpdate(chat, '/start'))).toEqual([200])
    await until(() => texts().length > 0)

    const statuses = await Promise.all([
      world.telegram.deliver(hook('telegram', 0), pressUpdate(chat, 'a:cmd.menu')),
      world.telegram.deliver(hook('telegram', 1), textUpdate(chat, 'báo tin')),
    ])
    await quiet(() => texts().length)

    expect(statuses).toEqual([[200], [200]])
    const before = texts().length
    await world.telegram.deliver(hook('telegram'), textUpdate(chat, 'menu'))
    await until(() => texts().length > before)
  })

  it('a reply is said again only when the platform took it and its answer was lost', async () => {
    const [refused, lost] = [newPerson(), newPerson()]
    world.zalo.faults.push({ type: 'status', status: 502, body: '<html>' })
    await say(refused, 'chào')
    world.zalo.faults.push({ type: 'close', after: true })
    await say(lost, 'chào')
    await until(() => zaloTexts(lost).length > zaloTexts(refused).length)

    expect(new Set(zaloTexts(refused)).size).toBe(zaloTexts(refused).length)
    expect(zaloTexts(lost).length).toBe(zaloTexts(refused).length + 1)
    expect(zaloTexts(lost)[0]).toBe(zaloTexts(lost)[1])
  }, 40_000)
})

async function until(happened: () => boolean): Promise<void> {
  for (let i = 0; i < 1_000 && !happened(); i += 1) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(happened()).toBe(true)
}

/** Nothing more comes for a while. */
async function quiet(count: () => number): Promise<void> {
  for (let before = -1; before !== count(); ) {
    before = count()
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}
