import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileLexicon, findHits, mayGoOn, reachesOver } from '../../src/safety/lexicon.ts'
import { readWords } from '../../src/safety/words.ts'

const lexicon = compileLexicon(
  {
    sleep: ['gọi *3 không dậy|tỉnh', 'ngủ_say *2 mãi'],
    leave: ['người_yêu_cũ bỏ|đi', 'bỏ đi_rồi'],
  },
  {},
)
const word = fc.constantFrom(
  ...'gọi không dậy tỉnh ngủ say mãi nyc bỏ đi rồi menu goi khong day di 1'.split(' '),
)
const message = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '))

describe('lexicon', () => {
  it('knows when a phrase of an earlier message goes on in the next', () => {
    const over = (...messages: string[]) => {
      const reading = readWords(messages)
      const boundary = reading.words.findIndex(({ message: number }) => number === messages.length - 1)
      return reachesOver(reading, lexicon, boundary)
    }

    expect(over('em gọi mãi', 'nó không tỉnh')).toBe(true)
    expect(over('em gọi mãi', 'menu')).toBe(false)
    expect(over('nó bị nyc', 'bỏ')).toBe(true)
    expect(over('ngủ', 'say mãi')).toBe(true)
    expect(over('bỏ đi', 'rồi')).toBe(true)
    expect(over('menu', 'gọi không dậy')).toBe(false)
  })

  it('finds in the newest message after others what it finds there alone', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 2 }), message, (before, last) => {
        const alone = readWords([last])
        const reading = readWords([...before, last])
        const boundary = reading.words.length - alone.words.length
        const own = findHits(alone, lexicon).map(({ concept, start, end }) => ({
          concept,
          start: start + boundary,
          end: end + boundary,
        }))
        expect([...findHits(reading, lexicon, boundary), ...own]).toEqual(findHits(reading, lexicon))
      }),
      { numRuns: 2_000 },
    )
  })

  it('tells words with and without marks apart, however often they were read', () => {
    const bare = compileLexicon({ die: ['chết *1 rồi'] }, {})
    const texts = ['chet r', 'nó chết rồi', 'chết r, nó đây', 'chệt rồi đấy']
    const found = () => texts.map((text) => findHits(readWords([text]), bare).length)
    const first = found()
    expect(first).toEqual([1, 1, 1, 0])
    expect(found()).toEqual(first)
  })

  it('finds every phrase over the boundary that a search of the whole finds', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 2 }), message, (before, last) => {
        const reading = readWords([...before, last])
        const boundary = reading.words.findIndex(({ message: number }) => number === before.length)
        if (boundary < 0) return
        const found = findHits(reading, lexicon).some(({ start, end }) => start < boundary && end > boundary)
        expect(reachesOver(reading, lexicon, boundary)).toBe(found)
        if (found) expect(mayGoOn(readWords([last]), lexicon)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
