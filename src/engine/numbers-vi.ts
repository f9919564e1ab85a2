import { fold, hasMarks, syllables } from '../lib/vietnamese.ts'

/** Words that may begin a number. */
const WORDS: Readonly<Record<string, number>> = {
  không: 0,
  một: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  năm: 5,
  sáu: 6,
  bảy: 7,
  bẩy: 7,
  tám: 8,
  chín: 9,
  mười: 10,
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
}
/** Words that only end one: "hai mươi lăm", "hai mươi tư", "hai mươi mốt". */
const ENDINGS: Readonly<Record<string, number>> = { ...WORDS, mốt: 1, tư: 4, lăm: 5 }

const FOLDED_WORDS = folded(WORDS)
const FOLDED_ENDINGS = folded(ENDINGS)

/** "không biết", "chưa rõ" hold no zero. */
const UNSURE = new Set(['biet', 'ro', 'nho', 'chac', 'sure', 'know'])

/** The first number in a text, in digits ("1.500", "2,5") or words up to 99 ("hai mươi lăm", "một chục"); null without one. */
export function parseNumber(text: string): number | null {
  return inDigits(text) ?? inWords(text)
}

function inDigits(text: string): number | null {
  const found = /-?\d{1,3}(?:[.,]\d{3})+(?!\d)|-?\d{1,12}(?:[.,]\d{1,2})?(?!\d)/.exec(text)?.[0]
  if (found === undefined) return null
  const grouped = /^-?\d{1,3}(?:[.,]\d{3})+$/.test(found)
  return Number(grouped ? found.replace(/[.,]/g, '') : found.replace(',', '.'))
}

/** With tone marks in the text "nam", "sau", "bà" are no numbers; without, they may be. */
function inWords(text: string): number | null {
  const marked = hasMarks(text)
  const words = syllables(text).map((word) => (marked ? word.toLowerCase() : fold(word)))
  if (words.some((word) => UNSURE.has(fold(word)))) return null
  const beginnings = marked ? WORDS : FOLDED_WORDS
  const at = words.findIndex((word) => Object.hasOwn(beginnings, word))
  if (at < 0) return words.some((word) => fold(word) === 'chuc') ? 10 : null
  return compose(beginnings[words[at] ?? ''] ?? 0, words.slice(at + 1), marked ? ENDINGS : FOLDED_ENDINGS)
}

function compose(first: number, rest: readonly string[], endings: Readonly<Record<string, number>>): number {
  const [second = '', third = ''] = rest
  if (first === 10) return first + (Object.hasOwn(endings, second) ? (endings[second] ?? 0) : 0)
  if (!['muoi', 'chuc'].includes(fold(second))) return first
  return first * 10 + (Object.hasOwn(endings, third) ? (endings[third] ?? 0) : 0)
}

function folded(words: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(words).map(([word, value]) => [fold(word), value]))
}
