import { rememberLast } from '../lib/remember-last.ts'
import { fold } from '../lib/vietnamese.ts'

/** Short forms that stand for a word whenever they stand alone in an answer of a few words. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  k: 'khong',
  ko: 'khong',
  kh: 'khong',
  kg: 'khong',
  hok: 'khong',
  hong: 'khong',
  hem: 'khong',
  khum: 'khong',
  hk: 'khong',
  kp: 'khong phai',
  dc: 'duoc',
  dk: 'duoc',
  r: 'roi',
  oi: 'oi',
  bit: 'biet',
  bik: 'biet',
  uhm: 'u',
  uk: 'u',
  um: 'u',
  uh: 'u',
  ukm: 'u',
  okie: 'ok',
  oke: 'ok',
  okay: 'ok',
}

/** Words of politeness around an answer: "dạ có ạ" is "có". */
const POLITE = new Set([
  'da',
  'a',
  'nhe',
  'nha',
  'nhi',
  'em',
  'minh',
  'toi',
  'ban',
  'anh',
  'chi',
  'please',
  'pls',
  'oi',
  'di',
  'voi',
  'vang',
  'thua',
])

/**
 * Folded words, punctuation and emoji gone, one blank between: the form in which phrases are compared. Commands,
 * buttons and answers are looked for in the same text, one after another.
 */
export const plainPhrase: (text: string) => string = rememberLast((text) =>
  (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map(written).join(' '),
)

function written(word: string): string {
  return Object.hasOwn(SHORT_FORMS, word) ? (SHORT_FORMS[word] ?? word) : word
}

const ownPhrases = new Map<string, string>()
const OWN_PHRASES_KEPT = 5_000

/** The same for words of ours (titles of buttons), which every turn compares with what was typed: folded once. */
export function plainOwnPhrase(text: string): string {
  const known = ownPhrases.get(text)
  if (known !== undefined) return known
  const plain = plainPhrase(text)
  if (ownPhrases.size < OWN_PHRASES_KEPT) ownPhrases.set(text, plain)
  return plain
}

/** The same without polite words at both ends, unless nothing else is left. */
export function barePhrase(text: string): string {
  const all = plainPhrase(text).split(' ')
  let from = 0
  let to = all.length
  while (from < to && POLITE.has(all[from] ?? '')) from++
  while (to > from && POLITE.has(all[to - 1] ?? '')) to--
  return (from < to ? all.slice(from, to) : all).join(' ')
}

/**
 * Whether a text that folds to a phrase can mean it: each word has no mark at all, or the same marks ("đúng" is not
 * "dừng"; "hủy" is "huỷ"). Polite words around the phrase are passed over.
 */
export function marksAgree(text: string, phrase: string): boolean {
  if (text === phrase || HAS_NO_MARKS.test(text)) return true
  const typed = markedWords(text)
  const meant = markedWords(phrase)
  let at = 0
  for (const word of meant) {
    while (at < typed.length && fold(typed[at] ?? '') !== fold(word)) at++
    const said = typed[at++]
    if (said !== undefined && marksOf(said) !== '' && marksOf(said) !== marksOf(word)) return false
  }
  return true
}

const HAS_NO_MARKS = /^[\0-\x7f]*$/

function markedWords(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** Marks wherever they stand in the word: the old and the new way to place them are the same. */
function marksOf(word: string): string {
  const marks = word.normalize('NFD').match(/[\u0300-\u036fđ]/g) ?? []
  return marks.sort().join('')
}
