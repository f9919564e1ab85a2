import { describe, expect, it } from 'vitest'
import { createDeadLetters } from '../../src/conversation/dead-letters.ts'
import { limits } from '../../src/conversation/limits.ts'
import { createSessionCrypto } from '../../src/conversation/session-crypto.ts'
import { systemIds } from '../../src/core/clock.ts'
import { AppError, type ErrorCode } from '../../src/core/errors.ts'
import { createWorld, SECRET, textFrom } from '../support/conversation-world.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { createRecordingChannel } from '../support/recording-channel.ts'

const MINUTE = 60_000

function failure(code: ErrorCode, retryAfterMs?: number): AppError {
  return new AppError(code, { retryable: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) })
}

/** One process, its clock, and the passing of time: a sweep every second as in life, so much faster. */
function createBot(contacts: string[]) {
  const clock = fixedClock()
  const world = createWorld({ clock })
  const { conversations, stores } = world
  const crypto = createSessionCrypto(SECRET, systemIds)
  const letters = createDeadLetters({ outbox: stores.outbox, crypto, clock, ids: systemIds })

  async function pass(ms: number, stepMs = 1_000): Promise<void> {
    for (let at = 0; at < ms; at += stepMs) {
      clock.advance(stepMs)
      await conversations.sweep()
      await conversations.idle()
    }
  }

  async function say(contact: string, text: string): Promise<void> {
    await conversations.handle({ ...textFrom(contact, text), sentAt: clock.now() })
  }

  async function begin(): Promise<void> {
    for (const contact of contacts) await say(contact, '/start')
    await conversations.idle()
  }
  return { ...world, clock, letters, pass, say, begin }
}

describe('an outage of the platform', () => {
  it('gives each of 100 chats its own 10 replies in order when it is over', async () => {
    const contacts = Array.from({ length: 100 }, (_, i) => `c${i}`)
    const bot = createBot(contacts)
    await bot.begin()
    let away = true
    let attempts = 0
    bot.channel.before = async () => {
      attempts += 1
      if (away) throw failure('channel:unreachable')
    }

    for (let n = 0; n < 10; n += 1) {
      for (const contact of contacts) await bot.say(contact, `${contact} số ${n}`)
      await bot.pass(MINUTE, 5_000)
    }
    await bot.pass(100 * MINUTE, 15_000)
    const attemptsInOutage = attempts
    away = false
    await bot.pass(MINUTE)

    for (const contact of contacts)
      expect(bot.channel.texts(contact).slice(1)).toEqual(
        Array.from({ length: 10 }, (_, n) => `Nghe: ${contact} số ${n}`),
      )
    expect(await bot.stores.outbox.dead(10)).toEqual([])
    expect(await bot.stores.outbox.waiting()).toBe(0)
    // One tries for all, every 15 seconds at most, for 110 minutes; not 100 chats with their back-offs.
    expect(attemptsInOutage).toBeLessThan(700)
    expect(bot.count('reminder_too_late')).toBe(100)
    expect(bot.count('telegram_away')).toBe(1)
    expect(bot.count('telegram_back')).toBe(1)
  }, 60_000)

  it('holds up nobody when one chat alone fails, and puts only its message away', async () => {
    const bot = createBot(['dead', 'an'])
    await bot.begin()
    bot.channel.before = async (to, { text }) => {
      if (to.id === 'dead' && text.endsWith('xấu')) throw failure('channel:unreachable')
    }
    await bot.say('dead', 'xấu')
    await bot.say('dead', 'tốt')

    for (let n = 0; n < 2 * limits.deliveryTries; n += 1) {
      await bot.say('an', `số ${n}`)
      await bot.conversations.idle()
      expect(bot.channel.texts('an').at(-1)).toBe(`Nghe: số ${n}`)
      await bot.pass(limits.backOffMaxMs, limits.backOffMaxMs)
    }

    expect(bot.channel.texts('dead').slice(0, 2)).toEqual(['Chào bạn', 'Nghe: tốt'])
    expect(bot.channel.texts('dead').join()).not.toContain('xấu')
    expect(await bot.letters.list()).toMatchObject([{ kind: 'reply', reason: 'channel:unreachable' }])
  })

  it('holds up nobody when one chat hangs', async () => {
    const bot = createBot(['hung', 'an'])
    await bot.begin()
    bot.channel.before = (to) => (to.id === 'hung' ? new Promise(() => {}) : Promise.resolve())
    await bot.say('hung', 'một')

    for (let n = 0; n < 20; n += 1) await bot.say('an', `số ${n}`)
    for (let i = 0; i < 100 && bot.channel.texts('an').length < 21; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 5))

    expect(bot.channel.texts('an').slice(1)).toEqual(Array.from({ length: 20 }, (_, n) => `Nghe: số ${n}`))
  })

  it('tries one message now and then when the platform asks everybody to slow down', async () => {
    const contacts = ['a', 'b', 'c', 'd', 'e']
    const bot = createBot(contacts)
    await bot.begin()
    let attempts = 0
    bot.channel.before = async () => {
      attempts += 1
      throw failure('channel:throttled', 60_000)
    }
    for (const contact of contacts) await bot.say(contact, 'x')
    await bot.conversations.idle()
    const before = attempts

    await bot.pass(10 * MINUTE)

    expect(attempts - before).toBeLessThanOrEqual(11)
    bot.channel.before = async () => {}
    await bot.pass(2 * MINUTE)
    for (const contact of contacts) expect(bot.channel.texts(contact).at(-1)).toBe('Nghe: x')
  })

  it('gives up what failed although the platform was away, after a day', async () => {
    const bot = createBot(['an'])
    await bot.begin()
    bot.channel.before = async () => {
      throw failure('channel:unreachable')
    }
    await bot.say('an', 'x')

    await bot.pass(23 * 60 * MINUTE, 5 * MINUTE)
    expect(await bot.letters.list()).toEqual([])
    await bot.pass(8 * 60 * MINUTE, 5 * MINUTE)

    expect(await bot.letters.list()).toMatchObject([{ kind: 'reply' }])
    expect(bot.count('reminder_too_late')).toBe(1)
  })
})

describe('the window of a platform', () => {
  const HOUR = 60 * MINUTE
  /** Telegram has none: its window is made as Zalo's. */
  async function withWindow() {
    const clock = fixedClock()
    const window = { replyMs: 7 * 24 * HOUR, reminderMs: HOUR }
    const channel = Object.assign(createRecordingChannel(), { window })
    const world = createWorld({ clock, channel })
    await world.conversations.handle(textFrom('an', '/start'))
    await world.conversations.idle()
    return { ...world, clock, channel }
  }

  it('lets an answer wait as long as the platform takes it, and drops it then without a dead letter', async () => {
    const { conversations, channel, clock, stores, count } = await withWindow()
    channel.before = async () => {
      throw failure('channel:unauthorised')
    }
    await conversations.handle(textFrom('an', 'một'))
    await conversations.idle()
    clock.advance(6 * 24 * HOUR)
    await conversations.sweep()
    await conversations.idle()
    expect(await stores.outbox.waiting()).toBe(1)

    clock.advance(25 * HOUR)
    await conversations.sweep()
    await conversations.idle()

    expect(await stores.outbox.waiting()).toBe(0)
    expect(await stores.outbox.dead(1)).toEqual([])
    expect(count('reply_too_late')).toBe(1)
  })

  it('drops a reminder that comes when the window for reminders is closed', async () => {
    const { conversations, channel, clock, count } = await withWindow()
    await conversations.handle(textFrom('an', 'một'))
    await conversations.idle()

    // The process slept: the reminder of half an hour comes after two.
    clock.advance(2 * HOUR)
    await conversations.sweep()
    await conversations.idle()

    expect(channel.texts('an')).toEqual(['Chào bạn', 'Nghe: một'])
    expect(count('reminder_too_late')).toBe(1)
    await conversations.handle(textFrom('an', 'hai'))
    await conversations.idle()
    expect(channel.texts('an').at(-1)).toBe('Nghe: hai')
  })

  it('sends a reminder in time', async () => {
    const { conversations, channel, clock } = await withWindow()
    for (let minute = 0; minute < 40; minute += 1) {
      clock.advance(MINUTE)
      await conversations.sweep()
      await conversations.idle()
    }

    expect(channel.texts('an')).toEqual(['Chào bạn', 'Bạn còn đó không'])
  })
})

describe('dead letters', () => {
  async function withLetter() {
    const bot = createBot(['an'])
    await bot.begin()
    let refuse = true
    bot.channel.before = async () => {
      if (refuse) throw new AppError('channel:refused')
    }
    await bot.say('an', 'canary')
    await bot.conversations.idle()
    refuse = false
    return bot
  }

  it('are shown by kind, age and reason, and nothing of their text or whose they are', async () => {
    const bot = await withLetter()

    const letters = await bot.letters.list()

    expect(letters).toEqual([
      {
        handle: expect.stringMatching(/^[0-9a-f]{10}$/),
        kind: 'reply',
        channel: 'telegram',
        reason: 'channel:refused',
        at: bot.clock.now(),
      },
    ])
    const [stored] = await bot.stores.outbox.dead(1)
    expect(JSON.stringify(letters)).not.toContain(stored?.ref.id)
  })

  it('are sent again behind what waits, once', async () => {
    const bot = await withLetter()
    const [letter] = await bot.letters.list()

    const [first, second] = await Promise.all([
      bot.letters.retry(letter?.handle ?? ''),
      bot.letters.retry(letter?.handle ?? ''),
    ])
    await bot.pass(2_000)

    expect([first, second].filter(Boolean)).toHaveLength(1)
    expect(bot.channel.texts('an')).toEqual(['Chào bạn', 'Nghe: canary'])
    expect(await bot.letters.list()).toEqual([])
  })

  it('are dropped, and one that is not there is said so', async () => {
    const bot = await withLetter()
    const [letter] = await bot.letters.list()

    expect(await bot.letters.drop('0123456789')).toBe(false)
    expect(await bot.letters.drop(letter?.handle ?? '')).toBe(true)
    expect(await bot.letters.drop(letter?.handle ?? '')).toBe(false)
    await bot.pass(5_000)

    expect(bot.channel.texts('an')).toEqual(['Chào bạn'])
  })
})
