import { beforeEach, describe, expect, it } from 'vitest'
import type { ConversationRef } from '../../src/conversation/conversation-key.ts'
import { limits } from '../../src/conversation/limits.ts'
import type { OutboxStore } from '../../src/conversation/outbox-store.ts'
import type { SessionStore, TurnCommit } from '../../src/conversation/session-store.ts'

type Store = SessionStore & OutboxStore

const NOW = Date.parse('2026-11-21T13:00:00Z')
let conversations = 0

function newRef(): ConversationRef {
  conversations += 1
  return { id: conversations.toString(16).padStart(32, '0'), shard: conversations % 64 }
}

function version(n: number): string {
  return `version-${String(n).padStart(8, '0')}`
}

/** What every store of conversations must do, whatever it is made of. */
export function describeConversationStore(name: string, makeStore: () => Promise<Store>): void {
  describe(`${name} as a store of conversations`, () => {
    let store: Store
    let ref: ConversationRef
    beforeEach(async () => {
      store = await makeStore()
      ref = newRef()
    })

    function turn(n: number, changes: Partial<TurnCommit> = {}): TurnCommit {
      return {
        ref,
        message: `message-${n}`,
        expectedVersion: n === 1 ? '' : version(n - 1),
        version: version(n),
        session: `session ${n}`,
        address: n === 1 ? 'sealed address' : null,
        delivery: { sealed: `delivery ${n}`, count: 1 },
        wakeAt: null,
        renews: true,
        lease: 'mine',
        now: NOW,
        ...changes,
      }
    }

    function ack(n: number, changes = {}) {
      return { ref, lease: 'mine', entry: version(n), done: 1, finished: true, sent: null, ...changes }
    }

    it('has nothing of a conversation it never saw', async () => {
      expect(await store.load(ref, 'message-1')).toEqual({ version: '', sealed: null, seen: false })
    })

    it('keeps session, message and reply of a turn together', async () => {
      expect(await store.commit(turn(1))).toEqual({ type: 'committed', leased: true, after: null })

      expect(await store.load(ref, 'message-1')).toEqual({
        version: version(1),
        sealed: 'session 1',
        seen: true,
      })
      expect(await store.load(ref, 'message-2')).toMatchObject({ seen: false })
      expect(await store.open(ref, 'mine', NOW)).toEqual([
        { id: version(1), done: 0, tries: 0, sealed: 'delivery 1' },
      ])
    })

    it('never takes back what was noted as delivered', async () => {
      await store.commit(turn(1, { delivery: { sealed: 'delivery 1', count: 3 } }))

      await store.ack(ack(1, { done: 2, finished: false }), NOW)
      await store.ack(ack(1, { done: 1, finished: false }), NOW)

      expect(await store.open(ref, 'mine', NOW)).toMatchObject([{ done: 2 }])
    })

    it('takes notes and commits of many conversations at the same time', async () => {
      const others = Array.from({ length: 200 }, newRef)
      await Promise.all(others.map((other) => store.commit(turn(1, { ref: other }))))

      const outcomes = await Promise.all(
        others.flatMap((other): Promise<unknown>[] => [
          store.ack(ack(1, { ref: other }), NOW),
          store.commit(turn(2, { ref: other, renews: false })),
        ]),
      )

      expect(outcomes).toHaveLength(400)
      for (const other of others) {
        expect(await store.load(other, 'message-2')).toMatchObject({ version: version(2), seen: true })
        expect(await store.open(other, 'mine', NOW)).toMatchObject([{ id: version(2), sealed: 'delivery 2' }])
      }
    })

    it('removes a finished entry that is not the first', async () => {
      await store.commit(turn(1))
      await store.commit(turn(2))
      await store.commit(turn(3))

      await store.ack(ack(2), NOW)

      expect(await store.open(ref, 'mine', NOW)).toMatchObject([{ id: version(1) }, { id: version(3) }])
    })

    it('changes nothing for a message committed before, nor on another version', async () => {
      await store.commit(turn(1))

      expect(await store.commit(turn(2, { message: 'message-1' }))).toEqual({ type: 'duplicate' })
      expect(await store.commit(turn(1))).toEqual({ type: 'duplicate' })
      expect(await store.commit(turn(3))).toEqual({ type: 'conflict' })

      expect(await store.load(ref, null)).toMatchObject({ version: version(1), sealed: 'session 1' })
      expect(await store.open(ref, 'mine', NOW)).toHaveLength(1)
    })

    it('does not take an old version for a new one after an erasure', async () => {
      await store.commit(turn(1))
      await store.commit(turn(2, { session: null }))

      expect(await store.load(ref, 'message-2')).toEqual({ version: '', sealed: null, seen: true })
      expect(await store.load(ref, 'message-1')).toMatchObject({ seen: false })
      expect(await store.commit(turn(3))).toEqual({ type: 'conflict' })
      expect(await store.open(ref, 'mine', NOW)).toEqual([
        { id: version(2), done: 0, tries: 0, sealed: 'delivery 2' },
      ])
    })

    it('lets one at a time send', async () => {
      await store.commit(turn(1))

      expect(await store.commit(turn(2, { lease: 'theirs' }))).toEqual({
        type: 'committed',
        leased: false,
        after: version(1),
      })
      expect(await store.open(ref, 'theirs', NOW)).toBeNull()
      expect(await store.renew(ref, 'theirs', NOW)).toBe(false)
      expect(await store.renew(ref, 'mine', NOW)).toBe(true)
    })

    it('gives the lease back with the last entry, and not before', async () => {
      await store.commit(turn(1))
      await store.commit(turn(2, { lease: 'theirs' }))

      expect(await store.ack(ack(1), NOW)).toEqual({ type: 'left', entries: 1 })
      expect(await store.ack(ack(2), NOW)).toEqual({ type: 'released' })
      expect(await store.commit(turn(3, { lease: 'theirs' }))).toMatchObject({ leased: true })
    })

    it('notes progress inside an entry', async () => {
      await store.commit(turn(1, { delivery: { sealed: 'two messages', count: 2 } }))

      expect(await store.ack(ack(1, { finished: false }), NOW)).toEqual({ type: 'left', entries: 1 })

      expect(await store.open(ref, 'mine', NOW)).toEqual([
        { id: version(1), done: 1, tries: 0, sealed: 'two messages' },
      ])
    })

    it('notes what was delivered also for one who lost the lease', async () => {
      await store.commit(turn(1))

      expect(await store.ack(ack(1, { lease: 'lost' }), NOW)).toEqual({ type: 'lost' })

      expect(await store.open(ref, 'mine', NOW)).toEqual([])
    })

    it('answers acknowledgements made together, each with its own outcome', async () => {
      const other = newRef()
      await store.commit(turn(1))
      await store.commit(turn(1, { ref: other, lease: 'theirs' }))

      const outcomes = await Promise.all([store.ack(ack(1, { ref: other }), NOW), store.ack(ack(1), NOW)])

      expect(outcomes).toEqual([{ type: 'lost' }, { type: 'released' }])
    })

    it('gives out once what nobody sends, and again when its taker died', async () => {
      await store.commit(turn(1))
      const mine = (due: ConversationRef[]) => due.filter((one) => one.id === ref.id)

      expect(mine(await store.claimDue(NOW, 50))).toEqual([])
      const later = NOW + limits.leaseMs + 1_001
      expect(mine(await store.claimDue(later, 50))).toEqual([ref])
      expect(mine(await store.claimDue(later, 50))).toEqual([])
      expect(mine(await store.claimDue(later + limits.leaseMs, 50))).toEqual([ref])
    })

    it('waits out a back-off, whatever is committed meanwhile', async () => {
      await store.commit(turn(1))
      await store.defer(ref, 'mine', { id: version(1), tries: 3 }, NOW + 60_000)

      expect(await store.commit(turn(2))).toMatchObject({ leased: false })
      expect((await store.claimDue(NOW + 30_000, 50)).filter((one) => one.id === ref.id)).toEqual([])
      expect((await store.claimDue(NOW + 60_000, 50)).filter((one) => one.id === ref.id)).toEqual([ref])
      expect(await store.open(ref, 'theirs', NOW)).toMatchObject([{ tries: 3 }, { tries: 0 }])
    })

    it('buries a message and goes on with the rest of its entry', async () => {
      await store.commit(turn(1, { delivery: { sealed: 'two messages', count: 2 } }))

      await store.bury(ref, { id: version(1), done: 1, finished: false, reason: 'channel:refused' }, NOW)

      const mine = (await store.dead(1_000)).filter((letter) => letter.ref.id === ref.id)
      expect(mine).toMatchObject([
        { reason: 'channel:refused', at: NOW, entry: { id: version(1), done: 1, sealed: 'two messages' } },
      ])
      expect(await store.open(ref, 'mine', NOW)).toMatchObject([{ id: version(1), done: 1 }])
    })

    it('drops everything that was to be sent', async () => {
      await store.commit(turn(1, { wakeAt: NOW }))

      await store.drop(ref)

      expect(await store.open(ref, 'theirs', NOW)).toEqual([])
      expect((await store.claimWoken(NOW, 50)).filter((one) => one.ref.id === ref.id)).toEqual([])
      expect(await store.load(ref, null)).toMatchObject({ sealed: 'session 1' })
    })

    it('wakes a conversation when its time has come, one caller at a time', async () => {
      await store.commit(turn(1, { wakeAt: NOW + 1_000 }))
      const mine = async (now: number) =>
        (await store.claimWoken(now, 50)).filter((one) => one.ref.id === ref.id)

      expect(await mine(NOW)).toEqual([])
      expect(await mine(NOW + 1_000)).toEqual([{ ref, address: 'sealed address' }])
      expect(await mine(NOW + 1_000)).toEqual([])

      await store.commit(turn(2, { wakeAt: null }))
      expect(await mine(NOW + limits.claimMs + 2_000)).toEqual([])
    })

    it('keeps the ids of what was sent until told to forget them', async () => {
      await store.commit(turn(1))
      await store.ack(ack(1, { sent: 'sealed ids' }), NOW)

      expect(await store.sent(ref)).toEqual(['sealed ids'])
      await store.forgetSent(ref)
      expect(await store.sent(ref)).toEqual([])
    })

    it('keeps a parked message until it is handled', async () => {
      const parked = { ref, mark: 'mark', sealed: 'sealed message' }
      await store.park(parked, NOW + 10)
      const mine = async (now: number) =>
        (await store.claimParked(now, 50)).filter((one) => one.ref.id === ref.id)

      expect(await mine(NOW)).toEqual([])
      expect(await mine(NOW + 10)).toEqual([parked])
      expect(await mine(NOW + 10)).toEqual([])
      expect(await mine(NOW + 10 + limits.claimMs)).toEqual([parked])
      await store.unpark(parked)
      expect(await mine(NOW + 20 + 2 * limits.claimMs)).toEqual([])
    })
  })
}
