import { describe, expect, it } from 'vitest'
import { isBare, mayBe, syllableKey } from '../../src/lib/vietnamese-key.ts'

const may = (typed: string, word: string, strict: boolean) =>
  mayBe(syllableKey(typed), syllableKey(word), strict)

describe('syllableKey', () => {
  it('takes letters, shape and tone apart', () => {
    expect(syllableKey('Chết')).toEqual({ folded: 'chet', shaped: 'chêt', tone: 2 })
    expect(syllableKey('đá')).toEqual({ folded: 'da', shaped: 'đa', tone: 2 })
  })
  it('writes hỏi and ngã, i and y alike', () => {
    expect(syllableKey('tữ')).toEqual(syllableKey('tử'))
    expect(syllableKey('mỹ')).toEqual(syllableKey('mĩ'))
    expect(syllableKey('hoà')).toEqual(syllableKey('hòa'))
  })
  it('knows what has no marks', () => {
    expect(isBare(syllableKey('ma'))).toBe(true)
    expect(isBare(syllableKey('đi'))).toBe(false)
  })
})

describe('mayBe', () => {
  it.each([
    ['từ', 'tử', false, false],
    ['tu', 'tử', false, true],
    ['tu', 'tử', true, false],
    ['chet', 'chết', true, true],
    ['chêt', 'chết', true, true],
    ['nên', 'nện', true, false],
    ['nên', 'nện', false, true],
    ['đa', 'da', false, false],
  ])('"%s" for "%s", strict %s: %s', (typed, word, strict, expected) =>
    expect(may(typed, word, strict)).toBe(expected),
  )
})
