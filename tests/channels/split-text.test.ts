import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitText } from '../../src/channels/split-text.ts'

describe('splitText', () => {
  it('leaves a text alone that fits, one character below and at the limit', () => {
    expect(splitText('a'.repeat(9), 10)).toEqual(['a'.repeat(9)])
    expect(splitText('a'.repeat(10), 10)).toEqual(['a'.repeat(10)])
    expect(splitText('a'.repeat(11), 10)).toEqual(['a'.repeat(10), 'a'])
    expect(splitText('', 10)).toEqual([])
  })

  it('prefers the end of a paragraph, then of a line, a sentence, a word', () => {
    expect(splitText('Một hai ba.\n\nBốn. Năm', 18)).toEqual(['Một hai ba.', 'Bốn. Năm'])
    expect(splitText('Một hai ba.\nBốn. Năm', 17)).toEqual(['Một hai ba.', 'Bốn. Năm'])
    expect(splitText('Câu một. Câu hai. Câu ba', 20)).toEqual(['Câu một. Câu hai.', 'Câu ba'])
    expect(splitText('một hai ba bốn năm', 12)).toEqual(['một hai ba', 'bốn năm'])
  })

  it('measures composed text', () => {
    expect(splitText('ế'.repeat(10).normalize('NFD'), 10)).toEqual(['ế'.repeat(10)])
  })

  it('keeps every character, tears none, and stays within the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 10, max: 60 }),
        (text, max) => {
          const parts = splitText(text, max)
          const squeezed = (value: string) => value.normalize('NFC').replace(/\s/g, '')
          expect(squeezed(parts.join(''))).toBe(squeezed(text))
          for (const part of parts) {
            expect(part.length).toBeLessThanOrEqual(max)
            expect(part).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/)
          }
        },
      ),
    )
  })
})
