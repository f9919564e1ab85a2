import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RecordKind, readRecord } from '../../src/core/stored-record.ts'

const Person = z.strictObject({ v: z.literal(2), name: z.string(), wards: z.array(z.string()) })
const kind: RecordKind<z.infer<typeof Person>> = {
  schema: Person,
  version: 2,
  migrations: [
    (old) => ({ v: 1, name: old['who'], ward: null }),
    ({ ward, ...old }) => ({ ...old, v: 2, wards: ward === null ? [] : [ward] }),
  ],
}

describe('a stored record', () => {
  it.each([
    ['today’s version', { v: 2, name: 'An', wards: ['a'] }, ['a']],
    ['the version before', { v: 1, name: 'An', ward: 'a' }, ['a']],
    ['the one before that, without a version', { who: 'An' }, []],
  ])('of %s is read', (_, stored, wards) => {
    expect(readRecord(kind, JSON.stringify(stored))).toEqual({ v: 2, name: 'An', wards })
  })

  it('of a newer version is refused, saying so', () => {
    const read = () => readRecord(kind, JSON.stringify({ v: 3, name: 'An', wards: [], more: 'x' }))

    expect(read).toThrow(expect.objectContaining({ code: 'store:newer', retryable: true }))
    expect(read).toThrow('newer version')
  })

  it.each(['', 'null', '[]', '{"v":"2"}', '{"v":2,"name":5}', '{"v":1'])(
    'that is %s is refused without repeating it',
    (text) => {
      expect(() => readRecord(kind, text)).toThrow(expect.objectContaining({ code: 'store:corrupt' }))
    },
  )
})
