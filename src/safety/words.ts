import { rememberLast } from '../lib/remember-last.ts'
import { teenCodeMeanings } from '../lib/teen-code.ts'
import { clean } from '../lib/vietnamese.ts'
import { isBare, type SyllableKey, syllableKey } from '../lib/vietnamese-key.ts'
import { letterMask } from './letter-mask.ts'

/** One typed word with everything it may stand for. */
export interface Word {
  typed: string
  /** What was typed first, then its teen-code meanings of one syllable. The same list each time a common word is typed. */
  keys: readonly SyllableKey[]
  /** Every first syllable without marks that the word may have: each once. */
  letters: readonly string[]
  /** Of `letters`. */
  mask: number
  /** Meanings of several syllables: "nyc" → "người yêu cũ". */
  phrases: readonly (readonly SyllableKey[])[]
  /** Counts up at punctuation; sentences at . ! ? and new lines, messages between messages. */
  clause: number
  sentence: number
  message: number
  /** Whether the writer of this message uses marks, so that a word without them has none. */
  strict: boolean
}

export interface Reading {
  words: readonly Word[]
  /** Whether every message uses marks. */
  strict: boolean
}

/** Characters of one text that are looked at: its beginning and its end, where people say what matters. */
const HEAD = 3_000
const TAIL = 1_000
const STRICT_SHARE = 0.35

/** Smileys and pictures count as words: laughter is a hint, a knife is a knife. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/(?:[=:;]+['-]?[)>dDpP]{1,30})|\^\^|🤣|😂|😆|😹/gu, ' hihi '],
  [/🔪|🗡️?/gu, ' dao '],
  [/💊/gu, ' thuốc '],
  [/🩸/gu, ' máu '],
  [/⚰️?|☠️?|💀/gu, ' chết '],
  [/💉/gu, ' chích '],
]
/** What every sign has; most texts have none of it, and one look spares six. */
const MAY_HAVE_SIGNS = /[=:;^\u2600-\u27ff\ud83c-\ud83e]/
const PIECES = /[\p{L}\p{N}]+|[.!?\n…]+|[,;:()[\]"“”–—-]+/gu
const LETTER = /^[\p{L}\p{N}]/u

function shorten(text: string): string {
  return text.length <= HEAD + TAIL ? text : `${text.slice(0, HEAD)}\n${text.slice(-TAIL)}`
}

/** The words of several messages, oldest first. Any strings; bounded work. */
export function readWords(messages: readonly string[]): Reading {
  const newest = messages.at(-1)
  if (newest === undefined) return { words: [], strict: true }
  const last = readOne(newest)
  return messages.length === 1 ? last : join([...messages.slice(0, -1).map(readMessage), last])
}

/** A message by itself, with how far it has counted. */
interface Message extends Reading {
  clauses: number
  sentences: number
}

function readMessage(message: string): Message {
  const words: Word[] = []
  const counts = { clause: 0, sentence: 0 }
  addWords(words, message, counts)
  const strict = usesMarks(words)
  for (const word of words) word.strict = strict
  return { words, strict, clauses: counts.clause, sentences: counts.sentence }
}

/** Danger, refusal and intent read the same message within one turn. */
const readOne = rememberLast(readMessage)

function join(messages: readonly Message[]): Reading {
  const words: Word[] = []
  let clause = 0
  let sentence = 0
  messages.forEach((read, message) => {
    for (const word of read.words) {
      words.push({ ...word, message, clause: clause + word.clause, sentence: sentence + word.sentence })
    }
    clause += read.clauses + 1
    sentence += read.sentences + 1
  })
  return { words, strict: messages.every(({ strict }) => strict) }
}

function addWords(words: Word[], message: string, counts: { clause: number; sentence: number }): void {
  let text = clean(shorten(message)).toLowerCase()
  if (MAY_HAVE_SIGNS.test(text)) for (const [sign, name] of SIGNS) text = text.replace(sign, name)
  for (const piece of text.match(PIECES) ?? []) {
    if (LETTER.test(piece)) {
      words.push(makeWord(piece, counts))
      continue
    }
    if (piece !== '-') counts.clause += 1
    if (/[.!?\n…]/u.test(piece)) counts.sentence += 1
  }
}

function makeWord(typed: string, counts: { clause: number; sentence: number }): Word {
  const { keys, letters, mask, phrases } = meaningsOf(typed)
  const { clause, sentence } = counts
  return { typed, keys, letters, mask, phrases, clause, sentence, message: 0, strict: false }
}

type Meanings = Pick<Word, 'keys' | 'letters' | 'mask' | 'phrases'>

/** Words are few and come again; longer strings and numbers are not kept, so that no text is, and nobody's phone. */
const CACHE_SIZE = 20_000
const KEPT = /^(?:\D{1,8}|\d)$/
const cache = new Map<string, Meanings>()

function meaningsOf(typed: string): Meanings {
  const known = cache.get(typed)
  if (known) return known
  const made = makeMeanings(typed)
  if (KEPT.test(typed)) {
    if (cache.size >= CACHE_SIZE) cache.clear()
    cache.set(typed, made)
  }
  return made
}

/** Words of the Centre and South that are typed as they are said; teen-code has the common ones. */
const DIALECT: ReadonlyMap<string, string> = new Map([
  ['giut', 'giật'],
  ['chừ', 'giờ'],
  ['mô', 'đâu'],
  ['răng', 'sao'],
  ['rứa', 'thế'],
  ['tau', 'tao'],
  ['mạ', 'mẹ'],
  ['mệ', 'bà'],
  ['ni', 'này'],
])

function makeMeanings(typed: string): Meanings {
  const keys = [syllableKey(typed)]
  const common = DIALECT.get(typed)
  if (common !== undefined) keys.push(syllableKey(common))
  const phrases: SyllableKey[][] = []
  for (const meaning of teenCodeMeanings(typed)) {
    if (meaning.includes(' ')) phrases.push(meaning.split(' ').map(syllableKey))
    else keys.push(syllableKey(meaning))
  }
  const firsts = phrases.map((phrase) => phrase[0]?.folded ?? '')
  const letters = [...new Set([...keys.map((key) => key.folded), ...firsts])]
  return { keys, letters, mask: letterMask(letters), phrases }
}

function usesMarks(words: readonly Word[]): boolean {
  let counted = 0
  let marked = 0
  for (const { typed, keys } of words) {
    if (typed.length < 2 || keys[0] === undefined) continue
    counted += 1
    if (!isBare(keys[0])) marked += 1
  }
  return counted > 0 && marked / counted >= STRICT_SHARE
}
