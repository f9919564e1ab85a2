import { teenCodeMeanings } from '../lib/teen-code.ts'
import { fold } from '../lib/vietnamese.ts'
import { decodeTelex } from './decode-telex.ts'
import { type Token, tokenise } from './tokenise.ts'
import { isVietnameseSyllable } from './vietnamese-syllable.ts'

/** What the index knows: folded words, and which of them stand side by side. */
export interface KnownWords {
  hasWord(folded: string): boolean
  hasPair(pair: string): boolean
  /** Known folded words of this length. */
  wordsOfLength(length: number): readonly string[]
}

export interface Reading {
  tokens: Token[]
  /** 1 for a spelling that can mean only this, less for a guess. */
  trust: number
}

const MIN_GUESS_LENGTH = 4
const GUESS_TRUST = 0.6
const RESPELT_TRUST = 0.8

/**
 * What a word that no document has may stand for. Abbreviations, raw Telex keys, teen-code, then one wrong letter; of
 * several readings the one whose neighbours stand beside it in the documents.
 */
export function readUnknownWord(
  word: Token,
  neighbours: { before: string | undefined; after: string | undefined },
  known: KnownWords,
  abbreviations: Readonly<Record<string, string>>,
): Reading | null {
  const readings = candidates(word, known, abbreviations)
  const scored = readings.map((reading, order) => ({
    reading,
    score: fit(reading, neighbours, known) - order * 0.1,
  }))
  scored.sort((a, b) => b.score - a.score)
  return scored[0]?.reading ?? null
}

function candidates(
  word: Token,
  known: KnownWords,
  abbreviations: Readonly<Record<string, string>>,
): Reading[] {
  const readings: Reading[] = []
  const add = (text: string | null | undefined, trust: number): void => {
    if (text === null || text === undefined || text === word.typed) return
    const tokens = tokenise(text)
    if (tokens.length > 0 && tokens.every((token) => known.hasWord(token.folded)))
      readings.push({ tokens, trust })
  }
  add(abbreviations[word.typed], 1)
  add(decodeTelex(word.typed), 1)
  // The table knows one word for a spelling ("thag" → "thằng"); without marks it may be any of its letters.
  for (const meaning of teenCodeMeanings(word.typed))
    add(word.isMarked ? meaning : fold(meaning), RESPELT_TRUST)
  // A word that Vietnamese has and our documents lack is no slip: "rượu" is not to become another word.
  if (isVietnameseSyllable(word.folded) || /\p{N}{2}/u.test(word.folded)) return readings
  for (const spelling of respellings(word.folded)) if (known.hasWord(spelling)) add(spelling, RESPELT_TRUST)
  if (readings.length === 0 && word.folded.length >= MIN_GUESS_LENGTH) {
    for (const guess of oneLetterOff(word.folded, known)) add(guess, GUESS_TRUST)
  }
  return readings
}

/** Does it stand beside its neighbours anywhere in the documents? */
function fit(
  reading: Reading,
  neighbours: { before: string | undefined; after: string | undefined },
  known: KnownWords,
): number {
  const first = reading.tokens[0]?.folded ?? ''
  const last = reading.tokens.at(-1)?.folded ?? ''
  const before = neighbours.before !== undefined && known.hasPair(`${neighbours.before} ${first}`) ? 1 : 0
  const after = neighbours.after !== undefined && known.hasPair(`${last} ${neighbours.after}`) ? 1 : 0
  return before + after + reading.trust
}

/** Systematic spellings of the young, on folded words. Each rule alone, then pairs of them. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/^w/, 'qu'],
  [/^f/, 'ph'],
  [/^j/, 'gi'],
  [/^z/, 'd'],
  [/^z/, 'gi'],
  [/^dz/, 'd'],
  [/^z/, 'v'],
  [/j/, 'i'],
  [/0/g, 'o'],
  [/^k(?=[aou])/, 'c'],
  [/^c(?=[iey])/, 'k'],
  [/^q(?!u)/, 'qu'],
  [/^ng(?=[iey])/, 'ngh'],
  [/^g(?=[ey])/, 'gh'],
  [/([aeiouy])g$/, '$1ng'],
  [/([aeiouy])h$/, '$1nh'],
  [/nk$/, 'nh'],
  [/ck$/, 'ch'],
  [/k$/, 'c'],
  [/^ck/, 'ch'],
  [/^nk/, 'nh'],
  [/^tk/, 'th'],
  [/^pk/, 'ph'],
  [/^kk/, 'kh'],
  [/^s/, 'x'],
  [/^x/, 's'],
  [/^ch/, 'tr'],
  [/^tr/, 'ch'],
  [/^l/, 'n'],
  [/^n(?=[aeiouy])/, 'l'],
  [/^r/, 'd'],
  [/^d/, 'gi'],
  [/^gi/, 'd'],
  [/^v/, 'd'],
  [/iu/, 'ieu'],
  [/ui$/, 'oi'],
  [/u(?=n$)/, 'uo'],
  [/i(?=[tn]$)/, 'ie'],
  [/oy$/, 'oi'],
  [/ay$/, 'ai'],
  [/ai$/, 'ay'],
  [/n$/, 'ng'],
  [/ng$/, 'n'],
  [/t$/, 'c'],
  [/c$/, 't'],
  [/(.)\1+/g, '$1'],
]

function respellings(folded: string): string[] {
  if (folded.length < 2 || folded.length > 12) return []
  const once = RULES.map(([from, to]) => folded.replace(from, to)).filter((word) => word !== folded)
  const twice = once.flatMap((word) =>
    RULES.map(([from, to]) => word.replace(from, to)).filter((other) => other !== word),
  )
  return [...new Set([...once, ...twice])].filter((word) => word !== folded)
}

function oneLetterOff(folded: string, known: KnownWords): string[] {
  const guesses: string[] = []
  for (const length of [folded.length, folded.length + 1, folded.length - 1]) {
    for (const word of known.wordsOfLength(length)) if (differsByOne(folded, word)) guesses.push(word)
  }
  return guesses
}

/** One letter changed, added, left out, or two neighbours swapped. */
export function differsByOne(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [restA, restB] = [a.length - start - end, b.length - start - end]
  if (restA <= 1 && restB <= 1) return restA + restB > 0
  return restA === 2 && restB === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]
}
