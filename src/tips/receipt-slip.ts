import type { Language } from '../core/language.ts'
import { allReceiptWords, fittingWord, type ParsedReceipt, RECEIPT_WORDS, wordsTyped } from './receipt.ts'

type Problem = Extract<ParsedReceipt, { ok: false }>

/** Letters that may differ between what was typed and what was meant. */
const NEAR = 2
const SHOWN = 3

/**
 * What is wrong with a typed receipt, in a sentence.
 * @param onDevice also names the words that may have been meant: only where nobody else carries the message.
 */
export function describeSlip(
  text: string,
  problem: Problem,
  to: { language: Language; onDevice: boolean },
): string {
  const meant = to.onDevice ? suggestWords(text) : []
  return [whatIsWrong(problem, to.language), perhaps(meant, to.language), again[to.language]]
    .filter((part) => part !== '')
    .join(' ')
}

/**
 * Words of the list that the person may have meant, best first, at most three; [] when nothing is near. The check word
 * leaves one word for each place: where that one is near to what was typed, it is the one.
 */
export function suggestWords(text: string): string[] {
  const words = wordsTyped(text)
  if (words === null) return []
  const numbers = words.map(({ number }) => number)
  const unknown = numbers.flatMap((number, at) => (number === null ? [at] : []))
  if (unknown.length > 1) return []
  const places = unknown.length === 1 ? unknown : words.map((_, at) => at)
  const fitting = places.map((at) => near(words[at]?.typed ?? '', [fittingWord(numbers, at)])).flat()
  if (fitting.length > 0) return best(fitting)
  const [at] = unknown
  return at === undefined ? [] : best(near(words[at]?.typed ?? '', allReceiptWords()))
}

interface Candidate {
  word: string
  distance: number
}

function near(typed: string, words: readonly string[]): Candidate[] {
  return words
    .map((word) => ({ word, distance: editDistance(typed.replace('-', ''), word.replace('-', '')) }))
    .filter(({ distance }) => distance <= NEAR)
}

function best(candidates: readonly Candidate[]): string[] {
  const least = Math.min(...candidates.map(({ distance }) => distance))
  return candidates
    .filter(({ distance }) => distance === least)
    .slice(0, SHOWN)
    .map(({ word }) => word)
}

/** How many letters must be added, dropped, changed, or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : change
      row.push(Math.min(change, swap, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}

function whatIsWrong(problem: Problem, language: Language): string {
  const vi = language === 'vi'
  switch (problem.problem) {
    case 'unknown_word':
      return vi ? `Từ “${problem.word}” chưa đúng.` : `The word “${problem.word}” is not right.`
    case 'too_few':
      return vi
        ? `Mã có ${RECEIPT_WORDS} từ, ở đây còn thiếu.`
        : `A code has ${RECEIPT_WORDS} words; some are missing.`
    case 'too_many':
      return vi
        ? `Mã có ${RECEIPT_WORDS} từ, ở đây thừa từ.`
        : `A code has ${RECEIPT_WORDS} words; there are more here.`
    case 'check':
    default:
      return vi ? 'Có một từ chưa đúng, hoặc hai từ đổi chỗ.' : 'One word is not right, or two are swapped.'
  }
}

function perhaps(words: readonly string[], language: Language): string {
  if (words.length === 0) return ''
  const list = words.map((word) => `“${word}”`).join(language === 'vi' ? ' hay ' : ' or ')
  return language === 'vi' ? `Có phải ${list} không?` : `Was it ${list}?`
}

const again = {
  vi: 'Bạn xem lại chỗ đã ghi rồi gõ lại cả mã nhé.',
  en: 'Please check your note and type the whole code again.',
} as const
