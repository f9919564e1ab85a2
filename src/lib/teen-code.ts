import { rememberLast } from './remember-last.ts'
import { maybeSpellings, sureSpellings } from './teen-code-words.ts'
import { clean, fold } from './vietnamese.ts'

/** Teen-code, hurried typing and common misspellings, read as the words they stand for. */

type Table = ReadonlyMap<string, readonly string[]>

function invert(spellings: Readonly<Record<string, string>>): Table {
  const table = new Map<string, string[]>()
  for (const [word, list] of Object.entries(spellings)) {
    for (const spelling of list.split(' ')) {
      if (isOnlyUnmarked(spelling, word)) continue
      const words = table.get(spelling) ?? []
      words.push(word.replaceAll('_', ' '))
      table.set(spelling, words)
    }
  }
  return table
}

/** A spelling that merely leaves the marks out needs no table: matching allows for that. */
function isOnlyUnmarked(spelling: string, word: string): boolean {
  return spelling === fold(word)
}

const sure = invert(sureSpellings)
const maybe = invert(maybeSpellings)
const NONE: readonly string[] = []

/** These are also words of their own: text that is shown or searched keeps them, matching looks at both. */
const ALSO_WORDS = new Set(
  'hông hong hem hỏng mun bun thúc tói trích đan hoi hui khôn mướn die kiu củng nửa ngươi đước mú mín nghĩ dìa mốn ún úng mk ch cn h r v e a'.split(
    ' ',
  ),
)

/**
 * What a lower-case typed word may stand for besides itself, likeliest first; an expansion may be several words
 * ("nyc" → "người yêu cũ"). The typed word is not in the list.
 */
export function teenCodeMeanings(word: string): readonly string[] {
  const listed = [...(sure.get(word) ?? NONE), ...(maybe.get(word) ?? NONE)]
  const derived = respell(word)
  if (derived === word) return listed
  return [...listed, ...(sure.get(derived) ?? NONE), derived]
}

const REPEATED = /(\p{L})\1{1,}/gu
const DIGIT_LETTERS: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a' }
const DIGIT_IN_WORD = /(?<=\p{L})[0134]|[0134](?=\p{L}{2})/gu
const NUMBER_WITH_UNIT = /^\d+(?:\p{L}{1,2}|tuoi|tuổi|thang|tháng|ngay|ngày|nam|năm|trieu|triệu)\d*$/u

/** What every systematic spelling has; most words have none of it, and one look spares ten. */
const MAY_BE_RESPELT = /^[fwzj]|^dz|^[ctnpg]k|[^n]g$|\d|(\p{L})\1/u

/** Undoes systematic spellings: repeated letters, digits for letters, f, w, z, j, "ck" for ch, a lost n before g. */
export function respell(word: string): string {
  if (word.length > 24 || !MAY_BE_RESPELT.test(word)) return word
  const letters = NUMBER_WITH_UNIT.test(word)
    ? word
    : word.replace(DIGIT_IN_WORD, (digit) => DIGIT_LETTERS[digit] ?? digit)
  return swapLetters(letters.replace(REPEATED, '$1'))
}

function swapLetters(word: string): string {
  if (word.length < 3) return word
  return word
    .replace(/^f/u, 'ph')
    .replace(/^w(?=\p{L})/u, 'qu')
    .replace(/^dz/u, 'd')
    .replace(/^z/u, 'v')
    .replace(/^j/u, 'gi')
    .replace(/^([ctnpg])k(?=[^\p{N}bcdghklmnpqrstvx])/u, '$1h')
    .replace(/([^n\p{N}])g$/u, '$1ng')
}

/**
 * The text with teen-code written out where it can mean only one thing: for search and for classifying, never for
 * showing. "k bít lm s" → "không biết làm s". White space and punctuation stay.
 */
export function expandTeenCode(text: string): string {
  return clean(text).replace(/[\p{L}\p{N}]+/gu, (typed) => {
    const word = typed.toLowerCase()
    if (ALSO_WORDS.has(word) && word.length > 1) return typed
    const known = sure.get(word)?.[0] ?? singleMeaning(word)
    if (known) return known
    const derived = respell(word)
    return derived === word ? typed : (sure.get(derived)?.[0] ?? derived)
  })
}

/** The same without marks and in lower case. What a question is known by and what an intent is, in the same turn. */
export const foldWritten: (text: string) => string = rememberLast((text) => fold(expandTeenCode(text)))

/** "nyc", "ntn": not words in any reading, so the only meaning is safe. */
function singleMeaning(word: string): string | undefined {
  const meanings = maybe.get(word)
  return meanings?.length === 1 && word.length >= 2 && !/[aeiouăâêôơư]/u.test(word) ? meanings[0] : undefined
}
