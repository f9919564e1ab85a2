import { hkdfSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deriveBytes, deriveUuid } from '../../src/tips/derive.ts'

const secret = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'

describe('derive', () => {
  it('is HKDF-SHA256, as another implementation makes it', () => {
    const expected = hkdfSync('sha256', Buffer.from(secret, 'hex'), 'an-tam tip v1', 'receipt code', 24)

    expect(Buffer.from(deriveBytes(secret, 'receipt code', 24))).toEqual(Buffer.from(expected))
  })

  it('makes random-looking UUIDs that differ by purpose', () => {
    const ids = ['tip id', 'file 0', 'file 1'].map((purpose) => deriveUuid(secret, purpose))

    expect(new Set(ids).size).toBe(3)
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
