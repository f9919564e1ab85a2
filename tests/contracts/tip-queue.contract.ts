import { beforeEach, describe, expect, it } from 'vitest'
import type { SealedFile, SealedTip } from '../../src/core/tip.ts'
import type { MailboxStore } from '../../src/tips/mailbox-store.ts'
import { tipLimits } from '../../src/tips/tip-limits.ts'
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
      const file = { id: crypto.randomUUID(), chunks: 2 }
      const original = { id: crypto.randomUUID(), chunks: 1, original: true as const }
      await upload(file, [[1], [2]])
      await upload(original, [[3]])
      const gone = queuedSample({ files: [file, original] })
      const { entry } = await queue.append(gone)
      await queue.lend(reader.unit, original.id, new Uint8Array([4]))
      expect(await queue.lent(reader.unit, original.id)).toEqual(new Uint8Array([4]))
      await queue.read(reader, 10)
      const { entry: next } = await queue.append(queuedSample())

      expect(await queue.remove(reader.unit, entry, gone.id)).toBe(true)
      expect(await queue.remove(reader.unit, entry, gone.id)).toBe(false)

      expect(await queue.get(reader.unit, entry)).toBeNull()
      expect(await queue.presentChunks(reader.unit, file)).toEqual([])
      expect(await queue.getFile(reader.unit, original)).toBeNull()
      expect(await queue.lent(reader.unit, original.id)).toBeNull()
      expect(await queue.filesOf(reader.unit, gone.id)).toEqual([])
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

    /** Puts pieces of a file; `undefined` leaves one out. */
    async function upload(file: SealedFile, pieces: readonly (number[] | undefined)[], unit = reader.unit) {
      await queue.reserveFile(unit, file)
      for (const [chunk, bytes] of pieces.entries()) {
        if (bytes === undefined) continue
        expect(await queue.putChunk(unit, file, chunk, new Uint8Array(bytes))).toBe('stored')
      }
    }

    it('keeps files byte by byte, whatever the order of their pieces, and not for another unit', async () => {
      const file = { id: crypto.randomUUID(), chunks: 3 }
      const bytes = Uint8Array.from({ length: 3_000 }, (_, i) => i % 256)
      await queue.reserveFile(reader.unit, file)
      for (const chunk of [2, 0, 1, 0])
        await queue.putChunk(reader.unit, file, chunk, bytes.subarray(chunk * 1_000, (chunk + 1) * 1_000))

      expect(await queue.getFile(reader.unit, file)).toEqual(bytes)
      expect(await queue.getChunk(reader.unit, file.id, 1)).toEqual(bytes.slice(1_000, 2_000))
      expect(await queue.getChunk(reader.unit, file.id, 3)).toBeNull()
      expect(await queue.getFile('ca-viet-hung', file)).toBeNull()
    })

    it('tells which pieces are there, so that an upload can go on', async () => {
      const file = { id: crypto.randomUUID(), chunks: 4 }
      await upload(file, [[0], undefined, [2], undefined])

      expect(await queue.presentChunks(reader.unit, file)).toEqual([0, 2])
      expect(await queue.getFile(reader.unit, file)).toBeNull()
    })

    it('takes a tip only with all pieces of all its files, and then keeps them unchanged', async () => {
      const one = { id: crypto.randomUUID(), chunks: 2 }
      const two = { id: crypto.randomUUID(), chunks: 1 }
      const tip = queuedSample({ files: [one, two] })
      await upload(one, [[1], undefined])
      await upload(two, [[2]])
      await expect(queue.append(tip)).rejects.toMatchObject({ code: 'tip:malformed' })
      expect(await queue.count(reader.unit)).toBe(0)
      // Nothing was half claimed: what is there may still be replaced.
      expect(await queue.putChunk(reader.unit, one, 0, new Uint8Array([9]))).toBe('stored')

      await queue.putChunk(reader.unit, one, 1, new Uint8Array([8]))
      await queue.append(tip)

      expect(await queue.putChunk(reader.unit, one, 0, new Uint8Array([3]))).toBe('claimed')
      expect(await queue.getFile(reader.unit, one)).toEqual(new Uint8Array([9, 8]))
      expect((await queue.append(tip)).added).toBe(false)
      expect(await queue.filesOf(reader.unit, tip.id)).toEqual([one, two])
    })

    it('does not take a tip whose files lie with another unit', async () => {
      const file = { id: crypto.randomUUID(), chunks: 1 }
      await upload(file, [[1]], 'ca-viet-hung')

      await expect(queue.append(queuedSample({ files: [file] }))).rejects.toMatchObject({
        code: 'tip:malformed',
      })
    })

    it('keeps no piece for which no room was made, or of a file of another length', async () => {
      const file = { id: crypto.randomUUID(), chunks: 2 }
      expect(await queue.putChunk(reader.unit, file, 0, new Uint8Array([1]))).toBe('unreserved')
      await queue.reserveFile(reader.unit, file)
      const longer = { ...file, chunks: 3 }
      expect(await queue.putChunk(reader.unit, longer, 2, new Uint8Array([1]))).toBe('unreserved')
      expect(await queue.presentChunks(reader.unit, longer)).toEqual([])
    })

    it('counts originals to no file, and knows them apart', async () => {
      const file = { id: crypto.randomUUID(), chunks: 1 }
      const original = { id: crypto.randomUUID(), chunks: 1, original: true as const }
      await upload(file, [[1]])
      await upload(original, [[2]])
      const tip = queuedSample({ files: [file, original] })

      const { entry } = await queue.append(tip)

      expect((await queue.get(reader.unit, entry))?.tip.files).toBe('1')
      expect(await queue.filesOf(reader.unit, tip.id)).toEqual([file, original])
    })

    it('lets what waited longest go when too much waits, and nothing that a tip has claimed', async () => {
      const big = (chunks: number) => ({ id: crypto.randomUUID(), chunks })
      const claimed = { id: crypto.randomUUID(), chunks: 1 }
      await upload(claimed, [[1]])
      // Announced longer than it is: the longer announcement goes, the claimed piece stays.
      await queue.reserveFile(reader.unit, { ...claimed, chunks: 2 })
      await queue.append(queuedSample({ files: [claimed] }))
      const old = big(tipLimits.waitingChunks - 2)
      await upload(old, [[7]])
      clock.advance(HOUR_MS)
      const fresh = big(2)
      await upload(fresh, [[5], [6]])

      await upload(big(1), [[1]])

      expect(await queue.presentChunks(reader.unit, old)).toEqual([])
      expect(await queue.putChunk(reader.unit, old, 1, new Uint8Array([1]))).toBe('unreserved')
      expect(await queue.presentChunks(reader.unit, fresh)).toEqual([0, 1])
      expect(await queue.getFile(reader.unit, claimed)).toEqual(new Uint8Array([1]))
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
