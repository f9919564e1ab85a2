import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clean, fold } from '../../src/lib/vietnamese.ts'

const everyday = fc.string({
  unit: fc.constantFrom(...'aăâbcdđeêioôơuưyỳýỷỹỵĐƯỚ ÀÁẢÃẠẾếữợ.,?!-–…“”\n019'),
  maxLength: 60,
})
const strange = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\u0301',
      '\u0323',
      '\u031b',
      '\u200b',
      '\u00ad',
      '\ud83d',
      'İ',
      'ß',
      'ŉ',
      'Å',
      'ế',
      '가',
      '🔪',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 6,
})
const text = fc.tuple(everyday, strange, everyday).map((parts) => parts.join(''))

/** What folding means, without any short cut. */
function foldSlowly(any: string): string {
  return any
    .replace(/\p{Surrogate}/gu, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .normalize('NFC')
}

describe('fold', () => {
  it.each([
    ['Đường Nguyễn Trãi', 'duong nguyen trai'],
    ['TỐI NÀO CŨNG CÓ', 'toi nao cung co'],
    ['\u0110a\u0323i lo\u031b\u0301', 'dai lo'],
    ['İstanbul', 'istanbul'],
    ['lẻ \ud83d loi', 'le  loi'],
  ])('%j → %j', (typed, folded) => {
    expect(fold(typed)).toBe(folded)
  })
  it('is the same by the letter and as a whole', () => {
    fc.assert(
      fc.property(fc.oneof(everyday, text), (any) => {
        expect(fold(any)).toBe(foldSlowly(any))
      }),
      { numRuns: 3_000 },
    )
  })
  it('takes texts of any length', () => {
    expect(fold('Ế'.repeat(200_000))).toBe('e'.repeat(200_000))
  })
})

describe('clean', () => {
  it('composes, and drops what is not seen', () => {
    expect(clean('to\u0302\u0301i\u200b na\u0300o\u0007\n')).toBe('tối nào\n')
  })
  it('leaves what is clean already, and only that', () => {
    fc.assert(
      fc.property(fc.oneof(everyday, text), (any) => {
        const slowly = any
          .replace(/\p{Surrogate}/gu, '')
          .normalize('NFC')
          .replace(
            /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
            '',
          )
        expect(clean(any)).toBe(slowly)
      }),
      { numRuns: 3_000 },
    )
  })
})
