import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandTeenCode, respell, teenCodeMeanings } from '../../src/lib/teen-code.ts'

describe('teenCodeMeanings', () => {
  it.each([
    ['k', 'không'],
    ['hok', 'không'],
    ['dc', 'được'],
    ['r', 'rồi'],
    ['mn', 'mọi người'],
    ['ck', 'chồng'],
    ['j', 'gì'],
    ['vs', 'với'],
    ['lun', 'luôn'],
    ['bít', 'biết'],
    ['iu', 'yêu'],
    ['nyc', 'người yêu cũ'],
    ['mún', 'muốn'],
    ['fê', 'phê'],
    ['zậy', 'vậy'],
    ['khôg', 'không'],
    ['dật', 'giật'],
  ])('%s may be %s', (typed, word) => expect(teenCodeMeanings(typed)).toContain(word))
})

describe('respell', () => {
  it.each([
    ['chếttttt', 'chết'],
    ['s0c', 'soc'],
    ['ch3t', 'chet'],
    ['13t', '13t'],
    ['2k8', '2k8'],
    ['jật', 'giật'],
    ['ckết', 'chết'],
    ['uốg', 'uống'],
  ])('%s → %s', (typed, word) => expect(respell(typed)).toBe(word))
})

describe('expandTeenCode', () => {
  it('writes out what is certain and leaves words that are words', () => {
    expect(expandTeenCode('k bít lm j')).toBe('không biết làm gì')
    expect(expandTeenCode('tê từ hông xuống')).toBe('tê từ hông xuống')
    expect(expandTeenCode('nyc của e, ntn?')).toBe('người yêu cũ của e, như thế nào?')
  })
  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void expandTeenCode(text)))
  })
})
