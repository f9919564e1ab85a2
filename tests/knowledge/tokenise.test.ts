import { describe, expect, it } from 'vitest'
import { decodeTelex } from '../../src/knowledge/decode-telex.ts'
import { readUnknownWord } from '../../src/knowledge/read-unknown-word.ts'
import { foldedPairs, tokenise } from '../../src/knowledge/tokenise.ts'

describe('tokenise', () => {
  it.each([
    ['hoà giải', 'hòa giải'],
    ['tuý', 'túy'],
    ['kỷ luật', 'kỉ luật'],
    ['CAI NGHIỆN', 'cai nghiện'],
    ['cai\u0300', 'cài'],
    ['01 năm', '1 năm'],
    ['24h', '24 giờ'],
    ['15t', '15 tuổi'],
  ])('reads %s and %s alike', (one, other) => {
    expect(tokenise(one).map(({ exact }) => exact)).toEqual(tokenise(other).map(({ exact }) => exact))
  })

  it('keeps apart in the exact view what only marks tell apart, and not in the folded one', () => {
    const [stone] = tokenise('đá')
    const [skin] = tokenise('da')

    expect(stone?.exact).not.toBe(skin?.exact)
    expect(stone?.folded).toBe(skin?.folded)
  })

  it.each([
    ['282/2025/NĐ-CP', ['282/2025/nd-cp', '282', '2025', 'nd', 'cp']],
    ['26/6', ['26/6', '26', '6']],
    ['0769.04.04.04', ['0769.04.04.04', '769', '4', '4', '4']],
    ['kinh tế - xã hội', ['kinh', 'te', 'xa', 'hoi']],
    ['', []],
    ['🙂 ﷽ \ud800', expect.any(Array)],
  ])('splits %s', (text, expected) => {
    expect(tokenise(text).map(({ folded }) => folded)).toEqual(expected)
  })

  it('pairs neighbours and leaves whole codes out', () => {
    expect(foldedPairs(tokenise('ngày 26/6 hằng năm'))).toEqual(['ngay 26', '26 6', '6 hang', 'hang nam'])
  })
})

describe('decodeTelex', () => {
  it.each([
    ['nghieenj', 'nghiện'],
    ['nghieejn', 'nghiện'],
    ['ddawng', 'đăng'],
    ['tuys', 'túy'],
    ['thuoocs', 'thuốc'],
    ['dduwowcj', 'được'],
    ['laf', 'là'],
    ['phair', 'phải'],
    ['laau', 'lâu'],
    ['banr', 'bản'],
  ])('%s → %s', (keys, word) => {
    expect(decodeTelex(keys)?.normalize('NFC')).toBe(word)
  })

  it.each(['ma', 'cai', 'xyz', 'wifi', '', 'aaaaaaaaaaaa'])('leaves %j alone', (typed) => {
    expect(decodeTelex(typed)).toBeNull()
  })
})

describe('readUnknownWord', () => {
  const words = [
    'nghien',
    'quan',
    'phat',
    'li',
    'cai',
    'dang',
    'ki',
    'nguoi',
    'nhung',
    'tinh',
    'trang',
    'thang',
  ]
  const pairs = new Set(['quan li', 'cai nghien', 'dang ki'])
  const known = {
    hasWord: (word: string) => words.includes(word),
    hasPair: (pair: string) => pairs.has(pair),
    wordsOfLength: (length: number) => words.filter((word) => word.length === length),
  }
  const read = (typed: string, before?: string, after?: string) => {
    const [token] = tokenise(typed)
    if (token === undefined) throw new Error('no token')
    return readUnknownWord(token, { before, after }, known, { dki: 'đăng ký' })?.tokens.map(
      ({ folded }) => folded,
    )
  }

  it.each([
    ['ngien', ['nghien']],
    ['wan', ['quan']],
    ['fat', ['phat']],
    ['thag', ['thang']],
    ['nhug', ['nhung']],
    ['dki', ['dang', 'ki']],
    ['nghienn', ['nghien']],
    ['trangj', ['trang']],
    ['nguoif', ['nguoi']],
  ])('reads %s as %j', (typed, expected) => {
    expect(read(typed)).toEqual(expected)
  })

  it.each(['rượu', 'ruou', 'game', 'sua', 'xyzzy'])('makes no known word of %s', (typed) => {
    expect(read(typed)).toBeUndefined()
  })
})
