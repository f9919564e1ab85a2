import { describe, expect, it } from 'vitest'
import { detectDanger } from '../../src/safety/detect-danger.ts'
import { compilePhrase, matchPhrase } from '../../src/safety/phrase.ts'
import { vocabulary } from '../../src/safety/vocabulary.ts'
import { readWords } from '../../src/safety/words.ts'

function matches(phrase: string, text: string, lists = {}): boolean {
  const { words, strict } = readWords([text])
  const compiled = compilePhrase(phrase, lists)
  return words.some((_, start) => matchPhrase(compiled, words, start, strict) >= 0)
}

describe('phrases', () => {
  it.each([
    ['gọi *3 không dậy', 'gọi nó mãi không dậy', true],
    ['gọi *3 không dậy', 'gọi một hai ba bốn không dậy', false],
    ['gọi|kêu *1 không dậy', 'keu k day', true],
    ['môi !tím đỏ', 'môi đỏ', true],
    ['môi !tím', 'môi tím', false],
    ['@who bị', 'chồng em bị', true],
    ['^đá', 'da', false],
    ['^đá', 'đá', true],
    ['co giật *1 liên_tục|?', 'co giật', true],
    ['tự tử', 'từ từ', false],
    ['tự tử', 'tự tữ', true],
    ['chết', 'chếttttt', true],
    ['chết', 'ch3t', true],
  ])('%s in "%s": %s', (phrase, text, expected) => {
    expect(matches(phrase, text, { who: 'chồng_em|vợ_em' })).toBe(expected)
  })
  it('refuses mistakes of ours', () => {
    expect(() => compilePhrase('* chết', {})).toThrow('must begin with a word')
    expect(() => compilePhrase('@unknown chết', {})).toThrow('unknown word list')
  })
})

describe('the vocabulary', () => {
  it('names only concepts that exist, each rule of every type', () => {
    const { rules } = vocabulary()
    expect(new Set(rules.map((rule) => rule.type)).size).toBe(6)
    expect(rules.every(({ all }) => all.length > 0)).toBe(true)
  })
  it('lists each rule by all concepts of one of its groups, so that none that holds is passed over', () => {
    const { rules, listed } = vocabulary()
    const isListed = (rule: (typeof rules)[number], concept: string) =>
      listed.get(concept)?.includes(rule) === true
    const lost = rules.filter(
      (rule) => !rule.all.some((group) => group.every((concept) => isListed(rule, concept))),
    )
    expect(lost).toEqual([])
    expect(rules.map(({ order }) => order)).toEqual(rules.map((_, at) => at))
  })
  it('is quick for an ordinary message', () => {
    const text =
      'chồng em chơi đá mấy hôm nay không ngủ, cứ nói có người theo dõi, em sợ quá không biết làm sao'
    const times = Array.from({ length: 600 }, () => {
      const start = performance.now()
      detectDanger(text, [])
      return performance.now() - start
    })
    const median = times.slice(300).sort((one, other) => one - other)[150]
    expect(median).toBeLessThan(1)
  })
})
