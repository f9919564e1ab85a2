import { describe, expect, it } from 'vitest'
import { limits } from '../../src/conversation/limits.ts'
import { createLocalRate, createPacer } from '../../src/conversation/pacer.ts'
import { createSender } from '../../src/conversation/sender.ts'
import { createSessionCrypto } from '../../src/conversation/session-crypto.ts'
import { systemClock, systemIds } from '../../src/core/clock.ts'
import { AppError, type ErrorCode } from '../../src/core/errors.ts'
import type { MsgOut } from '../../src/core/message.ts'
import { createWorld, memoryStores, SECRET, type Stores, textFrom } from '../support/conversation-world.ts'
import { createCrash } from '../support/create-crash.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { createRecordingChannel } from '../support/recording-channel.ts'

/** Fails the next deliveries with these codes, then lets all through. */
function failing(codes: ErrorCode[], details = {}) {
  return async () => {
    const code = codes.shift()
    if (code) throw new AppError(code, details)
  }
}

function msg(id: string, text: string, urgent = false): MsgOut {
  return { id, text, choices: [], protect: false, urgent }
}

/** A sender and a way to commit replies, without an engine. */
function createPost(stores: Stores = memoryStores(), channel = createRecordingChannel()) {
  const clock = fixedClock()
  const crypto = createSessionCrypto(SECRET, systemIds)
  const count = () => {}
  const sender = createSender({
    outbox: stores.outbox,
    crypto,
    channels: new Map([['telegram', channel]]),
    pacers: new Map(),
    clock,
    ids: systemIds,
    observer: { count, alarm: count },
  })
  const ref = { id: 'a'.repeat(32), shard: 1 }
  let commits = 0

  async function post(msgs: MsgOut[], from: { version?: string } = {}): Promise<string> {
    commits += 1
    const entry = from.version ?? `entry-${String(commits).padStart(10, '0')}`
    const lease = sender.leaseFor(ref)
    const stored = await stores.sessions.load(ref, null)
    const delivery = {
      v: 1 as const,
      to: { channel: 'telegram' as const, id: 'an' },
      msgs,
      received: [],
      erase: false,
    }
    const outcome = await stores.sessions.commit({
      ref,
      message: entry,
      expectedVersion: stored.version,
      version: entry,
      session: 'session',
      address: 'address',
      delivery: { sealed: crypto.sealDelivery(ref, entry, delivery), count: msgs.length },
      wakeAt: null,
      renews: true,
      lease,
      now: clock.now(),
    })
    if (outcome.type === 'committed')
      sender.accept({ ref, lease, at: clock.now(), ...outcome, entry, delivery })
    return entry
  }
  return { sender, post, channel, clock, ref, stores }
}

describe('sender', () => {
  it('sends the replies of a conversation in their order', async () => {
    const { sender, post, channel } = createPost()

    for (let i = 0; i < 20; i += 1) await post([msg(`${i}a`, `${i}a`), msg(`${i}b`, `${i}b`)])
    await sender.idle()

    expect(channel.texts('an')).toEqual(Array.from({ length: 20 }, (_, i) => [`${i}a`, `${i}b`]).flat())
  })

  it('sends what is urgent before what waits', async () => {
    const { sender, post, channel } = createPost()
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    channel.before = () => gate

    await post([msg('1', 'thường 1'), msg('2', 'thường 2')])
    await post([msg('3', 'thường 3')])
    await post([msg('4', 'khẩn', true)])
    open()
    await sender.idle()

    expect(channel.texts('an')).toEqual(['thường 1', 'khẩn', 'thường 2', 'thường 3'])
  })

  it('waits as long as the platform asks, then goes on where it stopped', async () => {
    const { sender, post, channel, clock } = createPost()
    channel.before = failing(['channel:throttled'], { retryable: true, retryAfterMs: 30_000 })
    await post([msg('1', 'một'), msg('2', 'hai')])
    await sender.idle()

    await post([msg('3', 'ba')])
    clock.advance(29_000)
    await sender.sweep()
    await sender.idle()
    expect(channel.texts('an')).toEqual([])

    clock.advance(1_000)
    await sender.sweep()
    await sender.idle()
    expect(channel.texts('an')).toEqual(['một', 'hai', 'ba'])
  })

  it('does not repeat the messages of a turn that were delivered before one failed', async () => {
    const { sender, post, channel, clock } = createPost()
    let calls = 0
    channel.before = async () => {
      calls += 1
      if (calls === 2) throw new AppError('channel:unreachable', { retryable: true })
    }
    await post([msg('1', 'một'), msg('2', 'hai')])
    await sender.idle()

    clock.advance(10_000)
    await sender.sweep()
    await sender.idle()

    expect(channel.texts('an')).toEqual(['một', 'hai'])
  })

  it('keeps everything, however often a refused credential fails', async () => {
    const { sender, post, channel, clock, stores } = createPost()
    const codes = Array.from({ length: 100 }, (): ErrorCode => 'channel:unauthorised')
    channel.before = failing(codes, { retryable: true })
    await post([msg('1', 'một')])

    for (let i = 0; i < 101; i += 1) {
      await sender.idle()
      clock.advance(limits.backOffMaxMs * 2)
      await sender.sweep()
    }
    await sender.idle()

    expect(channel.texts('an')).toEqual(['một'])
    expect(await stores.outbox.dead(10)).toEqual([])
  })

  it('passes over a message that the platform refuses for good', async () => {
    const { sender, post, channel, stores } = createPost()
    channel.before = failing(['channel:refused'])

    await post([msg('1', 'một'), msg('2', 'hai')])
    await sender.idle()

    expect(channel.texts('an')).toEqual(['hai'])
    expect(await stores.outbox.dead(10)).toMatchObject([{ reason: 'channel:refused', entry: { done: 1 } }])
  })

  it('stops when the contact is gone', async () => {
    const { sender, post, channel, ref, stores, clock } = createPost()
    channel.before = failing(['channel:contact_gone'])

    await post([msg('1', 'một'), msg('2', 'hai')])
    await sender.idle()
    clock.advance(60_000)
    await sender.sweep()
    await sender.idle()

    expect(channel.texts('an')).toEqual([])
    expect(await stores.outbox.open(ref, 'any', clock.now())).toEqual([])
  })

  it('takes over what a process left that died after its commit', async () => {
    const stores = memoryStores()
    const dead = createPost(stores)
    dead.channel.before = () => new Promise(() => {})
    await dead.post([msg('1', 'một'), msg('2', 'hai')])

    const alive = createPost(stores)
    const { channel } = alive
    await alive.sender.sweep()
    expect(channel.texts('an')).toEqual([])
    alive.clock.advance(limits.leaseMs + 1_001)
    await alive.sender.sweep()
    await alive.sender.idle()

    expect(channel.texts('an')).toEqual(['một', 'hai'])
  })

  it('keeps the order when two processes commit to one conversation', async () => {
    const stores = memoryStores()
    const channel = createRecordingChannel()
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    channel.before = () => gate
    const [one, two] = [createPost(stores, channel), createPost(stores, channel)]

    await one.post([msg('1', 'một')])
    await two.post([msg('2', 'hai')], { version: 'entry-of-other-1' })
    await one.post([msg('3', 'ba')])
    await two.post([msg('4', 'bốn')], { version: 'entry-of-other-2' })
    open()
    await one.sender.idle()
    await two.sender.idle()

    expect(channel.texts('an')).toEqual(['một', 'hai', 'ba', 'bốn'])
  })

  for (const when of ['before', 'after'] as const) {
    it(`dies ${when} any step of a long turn: all arrives in order, one message at most twice`, async () => {
      const texts = ['một', 'hai', 'ba', 'bốn', 'năm']
      for (let at = 1; ; at += 1) {
        const stores = memoryStores()
        const channel = createRecordingChannel()
        const crash = createCrash(at, when)
        const doomed = createPost({ ...stores, outbox: crash.wrap(stores.outbox) }, crash.wrap(channel))
        await doomed.post(texts.map((text) => msg(text, text)))
        await Promise.race([doomed.sender.idle(), crash.died])
        const alive = createPost(stores, channel)
        alive.clock.advance(limits.leaseMs + 1_001)
        await alive.sender.sweep()
        await alive.sender.idle()

        const got = channel.texts('an')
        const place = `died ${when} step ${at} (${crash.diedAfter()}): ${got.join(' ')}`
        // What comes twice comes right after itself.
        expect(
          got.filter((text, i) => text !== got[i - 1]),
          place,
        ).toEqual(texts)
        expect(got.length, place).toBeLessThanOrEqual(texts.length + 1)
        if (!crash.isDead()) break
        expect(at).toBeLessThan(100)
      }
    })
  }

  it('remembers what it sent, to delete it, however many messages a turn has', async () => {
    const { sender, post, channel, stores, ref } = createPost()
    const crypto = createSessionCrypto(SECRET, systemIds)
    await post(['một', 'hai', 'ba'].map((text) => msg(text, text)))
    await sender.idle()

    const stored = await stores.outbox.sent(ref)
    expect(stored.flatMap((sealed) => crypto.openPlatformIds(ref, sealed))).toEqual([
      'out-1',
      'out-2',
      'out-3',
    ])
    expect(channel.texts('an')).toHaveLength(3)
  })

  it('keeps to the rate of one conversation and of all', async () => {
    const rate = { perSecond: 100, burst: 1 }
    const pacer = createPacer({
      clock: systemClock,
      perChat: { perSecond: 20, burst: 2 },
      reserve: createLocalRate(systemClock, rate),
    })
    const { conversations, channel } = createWorld({
      clock: systemClock,
      pacers: new Map([['telegram', pacer]]),
    })
    const started = performance.now()

    await conversations.handle(textFrom('an', '/start'))
    for (let i = 0; i < 5; i += 1) await conversations.handle(textFrom('an', `số ${i}`))
    await conversations.idle()

    expect(channel.texts('an')).toHaveLength(6)
    expect(performance.now() - started).toBeGreaterThan(190)
  })
})
