import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveTipId } from '../../src/tips/derive.ts'
import { makeReceipt } from '../../src/tips/make-receipt.ts'
import { parseReceipt } from '../../src/tips/receipt.ts'
import { firstSyllables, secondSyllables } from '../../src/tips/receipt-words.ts'

const secret = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'
const allWords = firstSyllables.flatMap((first) => secondSyllables.map((second) => `${first}-${second}`))
const anySecret = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'))

describe('receipt', () => {
  it('makes known receipts and ids from known secrets', () => {
    expect({ receipt: makeReceipt(secret), id: deriveTipId(secret) }).toMatchInlineSnapshot(`
      {
        "id": "ac251dcd-f9be-4236-b33c-c093a94f86db",
        "receipt": "bao-dom sai-set tao-kham bai-tet sa-phut be-lam khia-hem",
      }
    `)
    expect({ receipt: makeReceipt('f'.repeat(64)), id: deriveTipId('f'.repeat(64)) }).toMatchInlineSnapshot(`
      {
        "id": "43162d69-5486-497c-ad0b-b88b976ff8a2",
        "receipt": "tao-dom ta-tot nhoi-mot chu-let nha-phum pho-chum kho-dem",
      }
    `)
  })

  it('has 7,776 words, all different, also when written in one piece', () => {
    expect(new Set(allWords).size).toBe(7_776)
    expect(new Set(allWords.map((word) => word.replace('-', ''))).size).toBe(7_776)
    expect(6 * Math.log2(allWords.length)).toBeGreaterThan(77)
  })

  it('has no two syllables that a region takes for one another', () => {
    for (const list of [firstSyllables, secondSyllables])
      expect(new Set(list.map(asHeard)).size).toBe(list.length)
  })

  it('reads back what it made, however it is typed', () => {
    fc.assert(
      fc.property(anySecret, (any) => {
        const code = makeReceipt(any)
        const typed = [
          code,
          code.toUpperCase(),
          code.replaceAll('-', ' '),
          code.replaceAll('-', ''),
          code.replaceAll(' ', '\n'),
          code
            .split(' ')
            .map((word, i) => `${i + 1}. ${word}`)
            .join(', '),
          `Mã của tôi là: ${code} nhé`,
        ]
        for (const text of typed) expect(parseReceipt(text)).toEqual({ ok: true, code })
      }),
    )
  })

  it('reads tone marks and the spelling of a region', () => {
    const code = makeReceipt(secret)
    const north = code.replace(/\bs/g, 'x').replace(/\bch/g, 'tr')
    const south = code.replace(/\bd/g, 'gi').replace(/t\b/g, 'c')

    expect(parseReceipt(code.replaceAll('a', 'ạ').replaceAll('o', 'ố').replaceAll('e', 'ể'))).toEqual({
      ok: true,
      code,
    })
    expect(parseReceipt(north)).toEqual({ ok: true, code })
    expect(parseReceipt(south)).toEqual({ ok: true, code })
    expect(parseReceipt(code.replace(/\bl/g, 'n'))).toEqual({ ok: true, code })
  })

  it('names the word that is none of ours', () => {
    const words = makeReceipt(secret).split(' ')

    expect(parseReceipt(words.with(3, 'cồng-kềnh').join(' '))).toEqual({
      ok: false,
      problem: 'unknown_word',
      word: 'cong-kenh',
    })
    expect(parseReceipt(words.with(0, 'ba').join(' '))).toEqual({
      ok: false,
      problem: 'unknown_word',
      word: 'ba',
    })
  })

  it('lets no single wrong word pass, whichever it is', () => {
    const words = makeReceipt(secret).split(' ')
    let tried = 0
    for (let at = 0; at < words.length; at++) {
      for (const wrong of allWords) {
        if (wrong === words[at]) continue
        tried += 1
        if (parseReceipt(words.with(at, wrong).join(' ')).ok) throw new Error(`${wrong} passes at ${at}`)
      }
    }
    expect(tried).toBe(7 * 7_775)
  })

  it('counts words', () => {
    const words = makeReceipt(secret).split(' ')

    expect(parseReceipt('')).toEqual({ ok: false, problem: 'too_few' })
    expect(parseReceipt(words.slice(0, 6).join(' '))).toEqual({ ok: false, problem: 'too_few' })
    expect(parseReceipt([...words.slice(0, 6), 'ba-dem', 'ba-dem'].join(' '))).toEqual({
      ok: false,
      problem: 'too_many',
    })
  })

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => void parseReceipt(text)))
    expect(parseReceipt('ba '.repeat(30_000)).ok).toBe(false)
  })
})

/** Every group of sounds that some region does not tell apart, as one letter. */
function asHeard(syllable: string): string {
  return syllable
    .replace(/^(s|x)/, 'S')
    .replace(/^(ch|tr)/, 'C')
    .replace(/^(d|gi|r|v)/, 'D')
    .replace(/^(l|n(?!h|g))/, 'L')
    .replace(/^(c(?!h)|k(?!h)|q)/, 'K')
    .replace(/y/g, 'i')
    .replace(/(t|ch?)$/, 'T')
    .replace(/(n|ng|nh)$/, 'N')
}
