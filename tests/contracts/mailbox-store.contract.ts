import { beforeEach, describe, expect, it } from 'vitest'
import type { MailboxStore } from '../../src/tips/mailbox-store.ts'

const id = 'ab'.repeat(16)
const guard = 'c'.repeat(64)

/** What every store of mailboxes promises. `create` gives an empty one. */
export function describeMailboxStore(name: string, create: () => Promise<MailboxStore>): void {
  describe(`${name} as a mailbox store`, () => {
    let store: MailboxStore
    beforeEach(async () => {
      store = await create()
    })

    it('is empty for an id that nobody made', async () => {
      expect([await store.read(id), await store.readMark(id)]).toEqual([[], null])
    })

    it('keeps the first note that was put there, and those added later, in order', async () => {
      await store.create(id, 'first', guard)
      await store.create(id, 'another first', 'd'.repeat(64))
      await store.add(id, 'second')

      expect(await store.read(id)).toEqual(['first', 'second'])
      await store.mark(id, 'd'.repeat(64), 'not by the second maker')
      expect(await store.readMark(id)).toBeNull()
    })

    it('keeps the newest fifty', async () => {
      await store.create(id, '0', guard)
      for (let i = 1; i <= 60; i++) await store.add(id, String(i))

      const notes = await store.read(id)
      expect([notes.length, notes[0], notes.at(-1)]).toEqual([50, '11', '60'])
    })

    it('takes a mark from the bearer of the token only, and the newest counts', async () => {
      await store.create(id, 'first', guard)
      await store.mark(id, guard, 'one')
      await store.mark(id, 'e'.repeat(64), 'forged')
      expect(await store.readMark(id)).toBe('one')
      await store.mark(id, guard, 'two')
      expect(await store.readMark(id)).toBe('two')
    })

    it('has no marks for a mailbox from before there were any', async () => {
      await store.create(id, 'first')
      await store.mark(id, guard, 'one')
      await store.mark(id, '', 'two')

      expect(await store.readMark(id)).toBeNull()
      expect(await store.read(id)).toEqual(['first'])
    })
  })
}
