import { beforeEach, describe, expect, it } from 'vitest'
import type { SealedTip } from '../../src/core/tip.ts'
import type { MailboxStore } from '../../src/tips/mailbox-store.ts'
import type { TipQueue } from '../../src/tips/tip-queue.ts'
import { fixedClock } from '../support/fixed-clock.ts'

type MovableClock = ReturnType<typeof fixedClock>

const HOUR_MS = 3_600_000
const reader = { unit: 'ca-bo-de', group: 'triage', consumer: 'one' }

/** A sealed tip as far as a queue can tell. */
export function queuedSample(change: Partial<SealedTip> = {}): SealedTip {
  return {
    v: '1',
    id: crypto.randomUUID(),
    unit: reader.unit,
    category: 'selling',
    urgency: 'cao',
    ward: 'bo-de',
    hour: '2026-11-21T13:00:00Z',
    lang: 'vi',
    files: [],
    sealed: 'c2VhbGVk',
    ...change,
  }
}

/** What every queue of tips promises. `create` gives an empty one. */
export function describeTipQueue(name: string, create: (clock: MovableClock) => Promise<TipQueue>): void {
  describe(`${name} as a tip queue`, () => {
    let clock: MovableClock
    let queue: TipQueue
    beforeEach(async () => {
      clock = fixedClock(Date.parse('2026-11-21T13:42:17.123Z'))
      queue = await create(clock)
      await queue.createGroup(reader.unit, reader.group)
    })

    it('removes an entry with its files for good, and goes on behind it', async () => {
      const file = crypto.randomUUID()
      await queue.putFile(reader.unit, file, new Uint8Array([1]))
      const gone = queuedSample({ files: [file] })
      const { entry } = await queue.append(gone)
      await queue.read(reader, 10)
      const { entry: next } = await queue.append(queuedSample())

      expect(await queue.remove(reader.unit, entry, gone.id)).toBe(true)
      expect(await queue.remove(reader.unit, entry, gone.id)).toBe(false)

      expect(await queue.get(reader.unit, entry)).toBeNull()
      expect(await queue.getFile(reader.unit, file)).toBeNull()
      expect((await queue.read(reader, 10)).map((found) => found.entry)).toEqual([next])
      expect(await queue.readPending(reader, 10)).toMatchObject([{ entry: next }])
    })

    it('gives each entry to one consumer of a group, oldest first, and to every group', async () => {
      const tips = [queuedSample(), queuedSample(), queuedSample()]
      for (const tip of tips) await queue.append(tip)
      await queue.createGroup(reader.unit, 'pull')

      const first = await queue.read(reader, 2)
      const second = await queue.read({ ...reader, consumer: 'two' }, 10)
      const other = await queue.read({ ...reader, group: 'pull' }, 10)

      expect([...first, ...second].map((found) => found.tip.id)).toEqual(tips.map((tip) => tip.id))
      expect(first).toHaveLength(2)
      expect(other).toHaveLength(3)
      expect(await queue.read(reader, 10)).toEqual([])
    })

    it('holds exactly the agreed fields', async () => {
      const { entry } = await queue.append(queuedSample({ id: '6f0e7c1a-52b4-4b0e-9a51-3d6d1c7f2a10' }))

      expect(await queue.get(reader.unit, entry)).toEqual({
        entry,
        tip: {
          v: '1',
          id: '6f0e7c1a-52b4-4b0e-9a51-3d6d1c7f2a10',
          category: 'selling',
          urgency: 'cao',
          ward: 'bo-de',
          hour: '2026-11-21T13:00:00Z',
          lang: 'vi',
          files: '0',
          sealed: 'c2VhbGVk',
        },
      })
      expect(await queue.get(reader.unit, '1-1')).toBeNull()
    })

    it('stores the same tip once, however it was sealed, and says where', async () => {
      const tip = queuedSample()
      const first = await queue.append(tip)
      clock.advance(HOUR_MS)
      const again = await queue.append({ ...tip, sealed: 'b3RoZXI=', hour: '2026-11-21T14:00:00Z' })

      expect(first.added).toBe(true)
      expect(again).toEqual({ entry: first.entry, added: false })
      expect(await queue.count(reader.unit)).toBe(1)
    })

    it('refuses another tip under the same id', async () => {
      const tip = queuedSample()
      await queue.append(tip)

      await expect(queue.append({ ...tip, category: 'growing' })).rejects.toMatchObject({
        code: 'tip:conflict',
      })
      await expect(queue.append({ ...tip, ward: 'viet-hung' })).rejects.toMatchObject({
        code: 'tip:conflict',
      })
      expect(await queue.count(reader.unit)).toBe(1)
    })

    it('tells no finer time than the hour, and keeps the order when the clock goes back', async () => {
      const ids = [(await queue.append(queuedSample())).entry]
      clock.advance(60_000)
      ids.push((await queue.append(queuedSample())).entry)
      clock.advance(HOUR_MS)
      ids.push((await queue.append(queuedSample())).entry)
      clock.advance(-3 * HOUR_MS)
      ids.push((await queue.append(queuedSample())).entry)

      const hour = Date.parse('2026-11-21T13:00:00Z')
      expect(ids).toEqual([`${hour}-0`, `${hour}-1`, `${hour + HOUR_MS}-0`, `${hour + HOUR_MS}-1`])
    })

    it('gives unacknowledged entries again to their consumer, or to another after a while', async () => {
      await queue.append(queuedSample())
      const [taken] = await queue.read(reader, 10)
      const two = { ...reader, consumer: 'two' }

      expect(await queue.readPending(reader, 10)).toEqual([taken])
      expect(await queue.readPending(two, 10)).toEqual([])
      expect(await queue.claimIdle(two, HOUR_MS, 10)).toEqual([])
      expect(await queue.claimIdle(two, 0, 10)).toEqual([taken])
      expect(await queue.countPending(reader.unit, reader.group)).toBe(1)

      await queue.ack(reader.unit, reader.group, taken?.entry ?? '')

      expect(await queue.readPending(two, 10)).toEqual([])
      expect(await queue.countPending(reader.unit, reader.group)).toBe(0)
      expect(await queue.count(reader.unit)).toBe(1)
    })

    it('makes a group once, from the first entry on', async () => {
      await queue.append(queuedSample())
      await queue.createGroup(reader.unit, 'late')
      await queue.createGroup(reader.unit, 'late')

      expect(await queue.read({ ...reader, group: 'late' }, 10)).toHaveLength(1)
      await queue.createGroup(reader.unit, 'late')
      expect(await queue.read({ ...reader, group: 'late' }, 10)).toHaveLength(0)
    })

    it('keeps files byte by byte, and not for another unit', async () => {
      const id = crypto.randomUUID()
      const bytes = Uint8Array.from({ length: 3_000 }, (_, i) => i % 256)
      await queue.putFile(reader.unit, id, bytes)

      expect(await queue.getFile(reader.unit, id)).toEqual(bytes)
      expect(await queue.getFile('ca-viet-hung', id)).toBeNull()
    })

    it('takes a tip only with all its files, and then keeps them unchanged', async () => {
      const files = [crypto.randomUUID(), crypto.randomUUID()]
      const tip = queuedSample({ files })
      await queue.putFile(reader.unit, files[0] ?? '', new Uint8Array([1]))
      await expect(queue.append(tip)).rejects.toMatchObject({ code: 'tip:malformed' })
      expect(await queue.count(reader.unit)).toBe(0)

      await queue.putFile(reader.unit, files[0] ?? '', new Uint8Array([9]))
      await queue.putFile(reader.unit, files[1] ?? '', new Uint8Array([2]))
      await queue.append(tip)
      await queue.putFile(reader.unit, files[0] ?? '', new Uint8Array([3]))

      expect(await queue.getFile(reader.unit, files[0] ?? '')).toEqual(new Uint8Array([9]))
      expect((await queue.append(tip)).added).toBe(false)
    })
  })
}

/** What every store of mailboxes promises. */
export function describeMailboxStore(name: string, create: () => Promise<MailboxStore>): void {
  describe(`${name} as a mailbox store`, () => {
    const id = 'ab'.repeat(16)

    it('begins a mailbox once and keeps notes in order', async () => {
      const mailboxes = await create()
      await mailboxes.create(id, 'first')
      await mailboxes.create(id, 'again')
      await mailboxes.add(id, 'second')

      expect(await mailboxes.read(id)).toEqual(['first', 'second'])
      expect(await mailboxes.read('cd'.repeat(16))).toEqual([])
    })

    it('keeps the newest fifty', async () => {
      const mailboxes = await create()
      for (let i = 0; i < 52; i++) await mailboxes.add(id, String(i))

      const notes = await mailboxes.read(id)
      expect([notes.length, notes[0], notes.at(-1)]).toEqual([50, '2', '51'])
    })
  })
}
