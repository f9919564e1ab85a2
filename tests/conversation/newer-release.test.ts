import { describe, expect, it } from 'vitest'
import {
  createConversationKey,
  createMessageMark,
  deriveKey,
} from '../../src/conversation/conversation-key.ts'
import { limits } from '../../src/conversation/limits.ts'
import { createSealedBox } from '../../src/conversation/sealed-box.ts'
import { createSessionCrypto } from '../../src/conversation/session-crypto.ts'
import type { TurnCommit } from '../../src/conversation/session-store.ts'
import { systemIds } from '../../src/core/clock.ts'
import type { Address } from '../../src/core/message.ts'
import { createWorld, memoryStores, SECRET, type Stores, textFrom } from '../support/conversation-world.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { createRecordingChannel } from '../support/recording-channel.ts'

const AN: Address = { channel: 'telegram', id: 'an' }
const ref = createConversationKey(SECRET)(AN)
const crypto = createSessionCrypto(SECRET, systemIds)
const newer = expect.objectContaining({ code: 'store:newer' })

/** Two processes on one store, during an upgrade: what `written` has answered lies there. */
async function duringUpgrade() {
  const [stores, channel, clock] = [memoryStores(), createRecordingChannel(), fixedClock()]
  const written = createWorld({ stores, channel, clock })
  await written.conversations.handle(textFrom('an', '/start'))
  await written.conversations.idle()
  return { stores, channel, clock, old: createWorld({ stores, channel, clock }) }
}

/** The conversation as a newer release keeps it, with what else such a release commits. */
async function writeNewer({ sessions }: Stores, changes: Partial<TurnCommit> = {}): Promise<string> {
  const { version: expectedVersion, sealed } = await sessions.load(ref, null)
  const box = crypto.sessionBox(AN)
  const session = { ...crypto.openSession(box, ref, sealed ?? ''), v: 99, mood: 'calm' }
  const version = 'newer-release-01'
  const rest = { message: null, address: null, delivery: null, wakeAt: 'keep', lease: 'theirs' } as const
  await sessions.commit({
    ...{ ref, expectedVersion, version, session: box.seal(JSON.stringify(session), ref.id) },
    ...{ ...rest, renews: false, now: fixedClock().now(), ...changes },
  })
  return version
}

describe('a process of an older release', () => {
  it('leaves a conversation that a newer one wrote as it is, and its messages to be delivered again', async () => {
    const { stores, channel, old } = await duringUpgrade()
    const version = await writeNewer(stores)

    await expect(old.conversations.handle(textFrom('an', 'một'))).rejects.toThrow(newer)

    expect((await stores.sessions.load(ref, null)).version).toBe(version)
    expect(channel.texts('an')).toEqual(['Chào bạn'])
  })

  it('begins anew and says so when nobody newer takes the message', async () => {
    const { stores, channel, old } = await duringUpgrade()
    await writeNewer(stores)
    const msg = textFrom('an', 'một')

    for (let time = 0; time < limits.leftToNewer; time += 1)
      await expect(old.conversations.handle(msg)).rejects.toThrow(newer)
    await old.conversations.handle(msg)
    await old.conversations.idle()

    expect(channel.texts('an')[1]).toContain('bắt đầu lại')
  })

  it('forgets it all the same when the platform asks', async () => {
    const { stores, old } = await duringUpgrade()
    await writeNewer(stores)

    await old.conversations.notice(AN, 'erase')

    expect((await stores.sessions.load(ref, null)).version).toBe('')
  })

  it('leaves replies that it cannot read to others, and buries nothing', async () => {
    const { stores, channel, clock, old } = await duringUpgrade()
    const box = createSealedBox(deriveKey(SECRET, 'outbox'), systemIds)
    const sealed = box.seal(JSON.stringify({ v: 99, told: 'so' }), `delivery ${ref.id} newer-release-01`)
    await writeNewer(stores, { delivery: { sealed, count: 1 } })

    clock.advance(limits.leaseMs + 1_000)
    await old.conversations.sweep()
    await old.conversations.idle()

    expect(channel.texts('an')).toEqual(['Chào bạn'])
    expect(await stores.outbox.waiting()).toBe(1)
    expect(await stores.outbox.dead(10)).toEqual([])
    expect(old.count('left_to_newer')).toBe(1)
    clock.advance(limits.sweepMs)
    expect(await stores.outbox.claimDue(clock.now(), 10)).toEqual([ref])
  })
})

describe('a process of a newer release', () => {
  it('handles a message that an older one stored as it came', async () => {
    const { stores, channel, clock, old } = await duringUpgrade()
    const msg = textFrom('an', 'một')
    const box = createSealedBox(deriveKey(SECRET, 'parked'), systemIds)
    const mark = createMessageMark(SECRET)(msg.id)
    await stores.sessions.park({ ref, mark, sealed: box.seal(JSON.stringify(msg), ref.id) }, clock.now())

    await old.conversations.sweep()
    await old.conversations.idle()

    expect(channel.texts('an')).toEqual(['Chào bạn', 'Nghe: một'])
  })
})
