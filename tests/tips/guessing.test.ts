import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeReceipt } from '../../src/tips/make-receipt.ts'
import { allReceiptWords, fittingWord, parseReceipt } from '../../src/tips/receipt.ts'
import { describeSlip, suggestWords } from '../../src/tips/receipt-slip.ts'

const words = allReceiptWords()
/** The same numbers in every run. */
const random = fc.sample(fc.nat(), { numRuns: 400_000, seed: 20261122 })
let at = 0
const draw = (below: number) => (random[at++ % random.length] ?? 0) % below
const receipts = fc
  .sample(fc.uint8Array({ minLength: 32, maxLength: 32 }), { numRuns: 500, seed: 7 })
  .map((bytes) => makeReceipt(Buffer.from(bytes).toString('hex')).split(' '))

describe('guessing a receipt', () => {
  it('succeeds with p < 10^-8 after 10^9 guesses at 10^6 open tips', () => {
    const codes = words.length ** 6
    const bound = (1e9 * 1e6) / codes

    expect(Math.log2(codes)).toBeGreaterThan(77)
    expect(bound).toBeGreaterThan(4e-9)
    expect(bound).toBeLessThan(1e-8)
  })

  it('spends none of its 77 bits on the check word: six words leave exactly one seventh', () => {
    const code = receipts[0] ?? []
    const fitting = words.filter((word) => parseReceipt(code.with(6, word).join(' ')).ok)

    expect(fitting).toEqual([code[6]])
  })
})

describe('slips', () => {
  it('finds every one of 100,000 random single wrong words', () => {
    let undetected = 0
    for (let trial = 0; trial < 100_000; trial++) {
      const code = receipts[trial % receipts.length] ?? []
      const place = draw(7)
      const wrong = words[draw(words.length)] ?? ''
      if (wrong !== code[place] && parseReceipt(code.with(place, wrong).join(' ')).ok) undetected += 1
    }

    expect(undetected).toBe(0)
  })

  it('misses two random wrong words no oftener than the check word’s bound of 1 in 7,776 allows', () => {
    let undetected = 0
    let tried = 0
    for (let trial = 0; trial < 100_000; trial++) {
      const code = receipts[trial % receipts.length] ?? []
      const [one, other] = [draw(7), draw(7)]
      const wrong = code
        .with(one, words[draw(words.length)] ?? '')
        .with(other, words[draw(words.length)] ?? '')
      if (one === other || wrong[one] === code[one] || wrong[other] === code[other]) continue
      tried += 1
      if (parseReceipt(wrong.join(' ')).ok) undetected += 1
    }

    // 1 in 7,776 of some 85,000 is about 11; 30 would be far out of chance.
    expect(tried).toBeGreaterThan(80_000)
    expect(undetected).toBeLessThan(30)
  })

  it('never takes a slip of the finger for another tip: what passes is the same code', () => {
    let read = 0
    for (let trial = 0; trial < 20_000; trial++) {
      const code = receipts[trial % receipts.length] ?? []
      const place = draw(7)
      const parsed = parseReceipt(code.with(place, slipped(code[place] ?? '')).join(' '))
      if (!parsed.ok) continue
      read += 1
      expect(parsed.code).toBe(code.join(' '))
    }
    expect(read).toBeGreaterThan(0)
  })
})

describe('suggestions', () => {
  it('knows the one word that fits each place', () => {
    for (const code of receipts.slice(0, 20)) {
      const numbers = code.map((word) => words.indexOf(word))
      for (let place = 0; place < 7; place++) {
        expect(fittingWord(numbers.with(place, 0), place)).toBe(code[place])
      }
    }
  })

  it('names the meant word after one slip of the finger in at least 95 of 100', () => {
    let right = 0
    let trials = 0
    for (let trial = 0; trials < 300; trial++) {
      const code = receipts[trial % receipts.length] ?? []
      const place = draw(7)
      const typed = code.with(place, slipped(code[place] ?? '')).join(' ')
      if (parseReceipt(typed).ok) continue
      trials += 1
      if (suggestWords(typed).includes(code[place] ?? '')) right += 1
    }
    expect(right / trials).toBeGreaterThan(0.95)
  })

  it('stay on the person’s own device', () => {
    const code = receipts[0] ?? []
    const typed = code.with(2, `${code[2]}x`).join(' ')
    const parsed = parseReceipt(typed)
    if (parsed.ok) expect.fail('it should be wrong')

    expect(describeSlip(typed, parsed, { language: 'vi', onDevice: true })).toContain(`“${code[2]}”`)
    expect(describeSlip(typed, parsed, { language: 'vi', onDevice: false })).not.toContain(`“${code[2]}”`)
  })

  it('say nothing when nothing is near, and never throw', () => {
    expect(suggestWords('một hai ba bốn năm sáu bảy')).toEqual([])
    expect(suggestWords((receipts[0] ?? []).with(0, 'xyzxyzxyz').join(' '))).toEqual([])
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void suggestWords(text)))
  })
})

/** One letter dropped, doubled, changed, or swapped with the next. */
function slipped(word: string): string {
  const place = draw(word.length - 1)
  const letters = [...word]
  const kind = draw(4)
  if (kind === 0) letters.splice(place, 1)
  else if (kind === 1) letters.splice(place, 0, letters[place] ?? '')
  else if (kind === 2) letters[place] = String.fromCharCode(97 + draw(26))
  else [letters[place], letters[place + 1]] = [letters[place + 1] ?? '', letters[place] ?? '']
  return letters.join('')
}
