import { fold } from '../lib/vietnamese.ts'
import { firstSyllables, secondSyllables } from './receipt-words.ts'

/** The receipt: six words (77.5 bits) and a check word, all from one list of 7,776 two-syllable words. */

const WORDS = firstSyllables.length * secondSyllables.length
const SECRET_WORDS = 6

/**
 * Weights of the check word, all coprime to 7,776: one wrong word always changes the sum. Neighbours differ by 2 or 10,
 * so two neighbours swapped go unnoticed only when they are 3,888 apart in the list.
 */
const weights = [1, 11, 13, 23, 25, 35]

/** Words of a receipt, the check word included. */
export const RECEIPT_WORDS = SECRET_WORDS + 1

const firstIndex = new Map(firstSyllables.map((syllable, index) => [syllable, index]))
const secondIndex = new Map(secondSyllables.map((syllable, index) => [syllable, index]))

export type ParsedReceipt =
  | { ok: true; code: string }
  /** `word` is the one that is no receipt word, as it was typed. `check`: all are, but not together. */
  | { ok: false; problem: 'unknown_word'; word: string }
  | { ok: false; problem: 'too_few' | 'too_many' | 'check' }

/** The receipt that says this number: "ba-dem kho-lat …", seven words. Of the number only what six words hold. */
export function receiptOf(number: bigint): string {
  const numbers: number[] = []
  for (let rest = number; numbers.length < SECRET_WORDS; rest /= BigInt(WORDS))
    numbers.push(Number(rest % BigInt(WORDS)))
  return [...numbers, checkWord(numbers)].map(toWord).join(' ')
}

/**
 * Reads a receipt as people type it: any case, with or without tone marks, hyphens, numbering or a sentence around it,
 * with the spelling of their region. `code` comes back in the one form that `makeReceipt` gives.
 */
export function parseReceipt(text: string): ParsedReceipt {
  const typed = words(text)
  if (typed.length === SECRET_WORDS + 1) return readWords(typed)
  const single = typed.flatMap((word) => splitSyllables(word))
  for (let start = 0; start + 2 * (SECRET_WORDS + 1) <= single.length; start++) {
    const found = readWords(paired(single.slice(start, start + 2 * (SECRET_WORDS + 1))))
    if (found.ok || single.length === 2 * (SECRET_WORDS + 1)) return found
  }
  return { ok: false, problem: single.length < 2 * (SECRET_WORDS + 1) ? 'too_few' : 'too_many' }
}

/** The seven words of a receipt as typed, in our spelling where they are ours; null when there are not seven. */
export function wordsTyped(text: string): { typed: string; number: number | null }[] | null {
  const whole = words(text)
  const single = whole.flatMap((word) => splitSyllables(word))
  const typed = whole.length === RECEIPT_WORDS || single.length !== 2 * RECEIPT_WORDS ? whole : paired(single)
  return typed.length === RECEIPT_WORDS
    ? typed.map((word) => ({ typed: word, number: toNumber(word) }))
    : null
}

/**
 * The one word that makes a receipt right at `position` (from 0), the other six being right.
 * Each weight has an inverse, so there always is exactly one.
 */
export function fittingWord(numbers: readonly (number | null)[], position: number): string {
  const at = (i: number) => (i === position ? 0 : (numbers[i] ?? 0))
  const sum = weights.reduce((total, weight, i) => total + at(i) * weight, 0)
  if (position === SECRET_WORDS) return toWord(sum % WORDS)
  const rest = (((at(SECRET_WORDS) - sum) % WORDS) + WORDS) % WORDS
  const found = Array.from({ length: WORDS }, (_, n) => n).find(
    (n) => (n * (weights[position] ?? 0)) % WORDS === rest,
  )
  return toWord(found ?? 0)
}

/** All words of the list, in its order. */
export function allReceiptWords(): string[] {
  return Array.from({ length: WORDS }, (_, number) => toWord(number))
}

function readWords(typed: readonly string[]): ParsedReceipt {
  const numbers: number[] = []
  for (const word of typed) {
    const number = toNumber(word)
    if (number === null) return { ok: false, problem: 'unknown_word', word }
    numbers.push(number)
  }
  if (checkWord(numbers.slice(0, SECRET_WORDS)) !== numbers[SECRET_WORDS])
    return { ok: false, problem: 'check' }
  return { ok: true, code: numbers.map(toWord).join(' ') }
}

function checkWord(numbers: readonly number[]): number {
  return numbers.reduce((sum, number, i) => sum + number * (weights[i] ?? 0), 0) % WORDS
}

function toWord(number: number): string {
  const first = firstSyllables[Math.floor(number / secondSyllables.length)]
  return `${first}-${secondSyllables[number % secondSyllables.length]}`
}

function toNumber(word: string): number | null {
  const [first = '', second = ''] = splitSyllables(word).map(inOurSpelling)
  const a = firstIndex.get(first)
  const b = secondIndex.get(second)
  return a === undefined || b === undefined ? null : a * secondSyllables.length + b
}

/** Folded words as typed, hyphens kept inside them; numbering and punctuation go. */
function words(text: string): string[] {
  return fold(text)
    .replace(/\s*[-–—_]\s*/g, '-')
    .split(/[^a-z-]+/)
    .map((word) => word.replace(/^-+|-+$/g, ''))
    .filter((word) => word !== '')
}

/** "ba-dem" and "badem" → ["ba", "dem"]. A first syllable is open, so the first run of vowels ends it. */
function splitSyllables(word: string): string[] {
  if (word.includes('-')) return word.split('-')
  const joined = word.match(/^([^aeiouy]+[aeiouy]+)([^aeiouy]+[aeiouy]+[^aeiouy]+)$/)
  return joined === null ? [word] : joined.slice(1)
}

function paired(syllables: readonly string[]): string[] {
  return syllables.flatMap((first, i) => (i % 2 === 0 ? [`${first}-${syllables[i + 1]}`] : []))
}

/** Other spellings of a sound that the list has only once: x for s, tr for ch, gi, r or v for d, n for l, c for t. */
function inOurSpelling(syllable: string): string {
  return syllable
    .replace(/^x/, 's')
    .replace(/^tr/, 'ch')
    .replace(/^(gi(?=[aeou])|r|v|z|j)/, 'd')
    .replace(/^n(?!h|g)/, 'l')
    .replace(/^f/, 'ph')
    .replace(/y/g, 'i')
    .replace(/(?<=a)u$/, 'o')
    .replace(/ch?$/, 't')
}
