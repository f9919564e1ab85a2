import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/core/errors.ts'
import { createWorld, memoryStores, textFrom } from '../support/conversation-world.ts'
import { echoFlows } from '../support/echo-flows.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { createRecordingChannel } from '../support/recording-channel.ts'

describe('handle-message', () => {
  it('answers a message, and the next one where the first left off', async () => {
    const { conversations, channel } = createWorld()

    await conversations.handle(textFrom('an', '/start'))
    await conversations.handle(textFrom('an', 'một'))
    await conversations.idle()

    expect(channel.texts('an')).toEqual(['Chào bạn', 'Nghe: một'])
  })

  it('gives a message that is delivered three times one effect', async () => {
    const { conversations, channel, count } = createWorld()
    await conversations.handle(textFrom('an', '/start'))

    await Promise.all([1, 2, 3].map(() => conversations.handle(textFrom('an', 'một', 'same'))))
    await conversations.idle()

    expect(channel.texts('an')).toEqual(['Chào bạn', 'Nghe: một'])
    expect(count('turn_duplicate')).toBe(2)
  })

  it('knows a message again that another process handled', async () => {
    const stores = memoryStores()
    const channel = createRecordingChannel()
    const [one, two] = [createWorld({ stores, channel }), createWorld({ stores, channel })]
    await one.conversations.handle(textFrom('an', '/start'))
    await one.conversations.handle(textFrom('an', 'một', 'same'))

    await two.conversations.handle(textFrom('an', 'một', 'same'))
    await Promise.all([one.conversations.idle(), two.conversations.idle()])

    expect(channel.texts('an')).toEqual(['Chào bạn', 'Nghe: một'])
  })

  it('takes ten messages of one contact in order while another contact is slow', async () => {
    const { conversations, channel } = createWorld()
    let release = () => {}
    const stuck = new Promise<void>((resolve) => {
      release = resolve
    })
    channel.before = async (to) => (to.id === 'slow' ? stuck : undefined)
    await conversations.handle(textFrom('slow', '/start'))
    await conversations.handle(textFrom('an', '/start'))

    const words = Array.from({ length: 10 }, (_, i) => `số ${i}`)
    await Promise.all(words.map((word) => conversations.handle(textFrom('an', word))))

    await expect
      .poll(() => channel.texts('an'))
      .toEqual(['Chào bạn', ...words.map((word) => `Nghe: ${word}`)])
    expect(channel.texts('slow')).toEqual([])
    release()
    await conversations.idle()
    expect(channel.texts('slow')).toEqual(['Chào bạn'])
  })

  it('lets two processes take turns in one conversation without losing or doubling anything', async () => {
    const stores = memoryStores()
    const channel = createRecordingChannel()
    const worlds = [createWorld({ stores, channel }), createWorld({ stores, channel })]
    await worlds[0]?.conversations.handle(textFrom('an', '/start'))

    for (let i = 0; i < 10; i += 1) await worlds[i % 2]?.conversations.handle(textFrom('an', `số ${i}`))
    await Promise.all(worlds.map((world) => world.conversations.idle()))

    expect(channel.texts('an').slice(1)).toEqual(Array.from({ length: 10 }, (_, i) => `Nghe: số ${i}`))
    expect(worlds[1]?.count('turn_conflict')).toBeGreaterThan(0)
  })

  it('refuses when too much of one contact waits, and leaves the others alone', async () => {
    const { conversations, channel } = createWorld()
    await conversations.handle(textFrom('loud', '/start'))

    const results = await Promise.allSettled(
      Array.from({ length: 200 }, (_, i) =>
        conversations.handle({ ...textFrom('loud', `${i}`), sentAt: i * 60_000 }),
      ),
    )
    await conversations.handle(textFrom('an', '/start'))
    await conversations.idle()

    const refused = results.filter((one) => one.status === 'rejected')
    expect(refused.length).toBe(150)
    expect(refused[0]).toMatchObject({ reason: { code: 'request:too_many', retryable: true } })
    expect(channel.texts('an')).toEqual(['Chào bạn'])
  })

  it('says plainly that nothing was saved when the store is away, at most once a minute', async () => {
    const stores = memoryStores()
    const clock = fixedClock()
    const { conversations, channel } = createWorld({ stores, clock })
    const commit = stores.sessions.commit.bind(stores.sessions)
    stores.sessions.commit = () => Promise.reject(new AppError('store:unavailable', { retryable: true }))

    const first = conversations.handle(textFrom('an', '/start', 'same'))
    await expect(first).rejects.toMatchObject({ code: 'store:unavailable' })
    await expect(conversations.handle(textFrom('an', '/start', 'same'))).rejects.toThrow()
    stores.sessions.commit = commit
    await conversations.handle(textFrom('an', '/start', 'same'))
    await conversations.idle()

    expect(channel.texts('an')).toEqual([expect.stringContaining('chưa lưu được'), 'Chào bạn'])
  })

  it('does not repeat an effect when the answer of the commit was lost', async () => {
    const stores = memoryStores()
    const clock = fixedClock()
    const { conversations, channel } = createWorld({ stores, clock })
    await conversations.handle(textFrom('an', '/start'))
    await conversations.idle()
    const commit = stores.sessions.commit.bind(stores.sessions)
    stores.sessions.commit = async (turn) => {
      await commit(turn)
      stores.sessions.commit = commit
      throw new AppError('store:unavailable', { retryable: true })
    }

    await expect(conversations.handle(textFrom('an', 'một', 'same'))).rejects.toThrow()
    await conversations.handle(textFrom('an', 'một', 'same'))
    clock.advance(20_000)
    await conversations.sweep()
    await conversations.idle()

    expect(channel.texts('an').filter((text) => text === 'Nghe: một')).toEqual(['Nghe: một'])
  })

  it('does nothing in the world on a session that another process has replaced', async () => {
    const stores = memoryStores()
    const channel = createRecordingChannel()
    const drafts: unknown[] = []
    const services = async (_: unknown, call: { type: string; draft?: unknown }) => {
      drafts.push(call.draft)
      return { type: 'tip_submitted' as const, receipt: 'ba-na', unit: 'Công an' }
    }
    const one = createWorld({ stores, channel, services })
    const two = createWorld({ stores, channel, services })
    await one.conversations.handle(textFrom('an', '/start'))
    await one.conversations.idle()
    await two.conversations.handle(textFrom('an', 'gửi'))
    await two.conversations.idle()

    await one.conversations.handle(textFrom('an', 'gửi'))
    await one.conversations.idle()

    expect(drafts).toHaveLength(2)
    expect(one.count('turn_conflict')).toBe(1)
    expect(channel.texts('an')).toEqual(['Chào bạn', 'Đã nhận: ba-na', 'Đã nhận: ba-na'])
  })

  it('goes on with the flows that a conversation began with, and moves on between flows', async () => {
    const stores = memoryStores()
    const channel = createRecordingChannel()
    const old = echoFlows('Chào cũ')
    await stores.archive.save(old)
    const before = createWorld({ stores, channel, flows: old })
    await before.conversations.handle(textFrom('an', '/start'))
    await before.conversations.idle()

    const after = createWorld({ stores, channel, flows: echoFlows('Chào mới') })
    await after.conversations.handle(textFrom('an', 'một'))
    await after.conversations.handle(textFrom('an', 'xoá'))
    await after.conversations.handle(textFrom('an', '/start'))
    await after.conversations.idle()

    expect(channel.texts('an')).toEqual(['Chào cũ', 'Nghe: một', 'Đã xoá', 'Chào mới'])
  })

  it('begins anew, and says so, when nobody knows the old flows any more', async () => {
    const stores = memoryStores()
    const channel = createRecordingChannel()
    const before = createWorld({ stores, channel, flows: echoFlows('Chào cũ') })
    await before.conversations.handle(textFrom('an', '/start'))
    await before.conversations.idle()

    const after = createWorld({ stores, channel, flows: echoFlows('Chào mới') })
    await after.conversations.handle(textFrom('an', '/start'))
    await after.conversations.idle()

    expect(channel.texts('an')).toEqual(['Chào cũ', expect.stringContaining('bắt đầu lại'), 'Chào mới'])
  })

  it('puts a message aside that fails for a reason of its own, so that the next ones get through', async () => {
    const stores = memoryStores()
    const { conversations, channel, count } = createWorld({ stores })
    const load = stores.sessions.load.bind(stores.sessions)
    stores.sessions.load = async () => {
      throw new Error('a bug')
    }

    const times = [1, 2, 3].map(() =>
      conversations.handle(textFrom('an', 'hỏng', 'same')).then(
        () => 200,
        () => 500,
      ),
    )
    const answers = await Promise.all(times)
    stores.sessions.load = load
    await conversations.handle(textFrom('an', '/start'))
    await conversations.idle()

    expect(answers).toEqual([500, 500, 200])
    expect(count('message_put_aside')).toBe(1)
    expect(channel.texts('an')).toEqual([expect.stringContaining('gặp lỗi'), 'Chào bạn'])
  })

  it('reminds a silent contact once', async () => {
    const clock = fixedClock()
    const { conversations, channel } = createWorld({ clock })
    await conversations.handle(textFrom('an', '/start'))
    await conversations.idle()

    clock.advance(31 * 60_000)
    await conversations.sweep()
    await conversations.sweep()
    clock.advance(31 * 60_000)
    await conversations.sweep()
    await conversations.idle()

    expect(channel.texts('an')).toEqual(['Chào bạn', 'Bạn còn đó không'])
  })

  it('handles a parked message later, once', async () => {
    const clock = fixedClock()
    const { conversations, channel } = createWorld({ clock })
    const msg = textFrom('an', '/start')
    await conversations.park(msg)

    await conversations.sweep()
    expect(channel.texts('an')).toEqual([])
    clock.advance(11_000)
    await conversations.sweep()
    clock.advance(60_000)
    await conversations.sweep()
    await conversations.handle(msg)
    await conversations.idle()

    expect(channel.texts('an')).toEqual(['Chào bạn'])
  })

  it('erases: deletes what the platform lets us delete, and knows nothing afterwards', async () => {
    const { conversations, channel } = createWorld()
    await conversations.handle(textFrom('an', '/start', 'a'))
    await conversations.handle(textFrom('an', 'một', 'b'))
    await conversations.idle()

    await conversations.handle(textFrom('an', 'xoá', 'c'))
    await conversations.idle()
    await conversations.handle(textFrom('an', '/start', 'd'))
    await conversations.idle()

    expect(channel.deleted('an')).toEqual(['in-a', 'out-1', 'in-b', 'out-2', 'in-c'])
    expect(channel.texts('an')).toEqual(['Chào bạn', 'Nghe: một', 'Đã xoá', 'Chào bạn'])
  })
})
