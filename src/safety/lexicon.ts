import {
  compilePhrase,
  lettersWithin,
  matchOn,
  matchRest,
  mayBegin,
  type Option,
  openingName,
  openingsOf,
  type Phrase,
  spanOf,
  standsFor,
  type WordLists,
} from './phrase.ts'
import type { Reading, Word } from './words.ts'

/** A concept is one meaning ("does not wake up") with the phrases that say it. */
export type ConceptPhrases = Readonly<Record<string, readonly string[]>>

/** A concept found in a text: words `start` to `end` (exclusive). */
export interface Hit {
  concept: string
  start: number
  end: number
}

interface Entry {
  concept: string
  phrase: Phrase
  /** The most words that the phrase can take up. */
  span: number
}

/** Phrases that begin with the same words: these are looked at once for all. */
interface Opening {
  option: Option
  entries: Entry[]
}

/** An opening that a word fits; `isWhole`: the one word ("nyc") stands for all of it. */
interface Start {
  opening: Opening
  isWhole: boolean
}

/** By the keys of a word: text that is read again and again has few words, and they are many times the same. */
type Starts = WeakMap<Word['keys'], readonly Start[]>

export interface Lexicon {
  /** By the letters of their first syllable. */
  openings: ReadonlyMap<string, readonly Opening[]>
  /** What was found to begin with a word; apart where the text uses marks. */
  starts: { strict: Starts; loose: Starts }
  reach: Reach
}

/** @throws if a phrase of our own data is malformed. */
export function compileLexicon(concepts: ConceptPhrases, lists: WordLists): Lexicon {
  const phrases = Object.entries(concepts).flatMap(([concept, texts]) =>
    texts.map((text) => makeEntry(concept, compilePhrase(text, lists))),
  )
  const byName = new Map<string, Opening>()
  for (const entry of phrases) addEntry(byName, entry)
  const openings = new Map<string, Opening[]>()
  for (const opening of byName.values()) {
    const letters = opening.option.syllables[0]?.folded ?? ''
    openings.set(letters, [...(openings.get(letters) ?? []), opening])
  }
  const starts = { strict: new WeakMap(), loose: new WeakMap() }
  return { openings, starts, reach: reachOf(phrases) }
}

function makeEntry(concept: string, phrase: Phrase): Entry {
  return { concept, phrase, span: spanOf(phrase) }
}

function addEntry(openings: Map<string, Opening>, entry: Entry): void {
  for (const option of openingsOf(entry.phrase)) {
    const name = openingName(option)
    const opening = openings.get(name) ?? { option, entries: [] }
    opening.entries.push(entry)
    openings.set(name, opening)
  }
}

/**
 * Every concept of the text that begins before word `end`, in the order of the text. The longest phrase of a concept
 * at one place is kept.
 */
export function findHits(reading: Reading, lexicon: Lexicon, end = reading.words.length): Hit[] {
  const hits: Hit[] = []
  for (let start = 0; start < end; start += 1) addHitsAt(hits, reading, lexicon, start)
  return hits
}

/** Adds each concept that is said from this word on, with the end of its longest phrase. */
function addHitsAt(hits: Hit[], reading: Reading, lexicon: Lexicon, start: number): void {
  const word = reading.words[start]
  if (word === undefined) return
  const first = hits.length
  for (const { opening, isWhole } of startsOf(word, lexicon, reading.strict || word.strict)) {
    const position = isWhole ? start + 1 : matchOn(opening.option, reading.words, start, reading.strict)
    if (position < 0) continue
    for (const { concept, phrase } of opening.entries) {
      const end = matchRest(phrase, reading.words, position, reading.strict)
      if (end > start) keepLongest(hits, first, { concept, start, end })
    }
  }
}

/** The hits from `first` on begin at the same word: few, so that looking through them costs less than a map. */
function keepLongest(hits: Hit[], first: number, hit: Hit): void {
  for (let i = first; i < hits.length; i += 1) {
    const known = hits[i]
    if (known?.concept !== hit.concept) continue
    if (hit.end > known.end) hits[i] = hit
    return
  }
  hits.push(hit)
}

/** The openings that a word fits. Kept for a word as long as the word itself is. */
function startsOf(word: Word, lexicon: Lexicon, strict: boolean): readonly Start[] {
  const starts = strict ? lexicon.starts.strict : lexicon.starts.loose
  const known = starts.get(word.keys)
  if (known) return known
  const found = findStarts(word, lexicon, strict)
  starts.set(word.keys, found)
  return found
}

function findStarts(word: Word, { openings }: Lexicon, strict: boolean): Start[] {
  const found: Start[] = []
  for (const letters of word.letters) {
    for (const opening of openings.get(letters) ?? NO_OPENINGS) {
      const isWhole = standsFor(word, opening.option)
      if (isWhole || mayBegin(word, opening.option, strict)) found.push({ opening, isWhole })
    }
  }
  return found
}

const NO_OPENINGS: readonly Opening[] = []

/** Whether a text begins with words by which a phrase of an earlier text could go on; most messages do not. */
export function mayGoOn({ words }: Reading, { reach }: Lexicon): boolean {
  return words
    .slice(0, reach.span)
    .some(({ letters, phrases }) => phrases.length > 0 || letters.some((one) => reach.within.has(one)))
}

/** Whether a phrase begins before word `boundary` and ends after it. */
export function reachesOver(reading: Reading, lexicon: Lexicon, boundary: number): boolean {
  for (let start = Math.max(0, boundary - lexicon.reach.span); start < boundary; start += 1) {
    if (reachesOverFrom(reading, lexicon, start, boundary)) return true
  }
  return false
}

function reachesOverFrom(reading: Reading, lexicon: Lexicon, start: number, boundary: number): boolean {
  const { words, strict } = reading
  const word = words[start]
  if (word === undefined) return false
  for (const { opening, isWhole } of startsOf(word, lexicon, strict || word.strict)) {
    const entries = opening.entries.filter(({ span }) => start + span > boundary)
    if (entries.length === 0) continue
    const position = isWhole ? start + 1 : matchOn(opening.option, words, start, strict)
    if (position < 0) continue
    if (entries.some(({ phrase }) => matchRest(phrase, words, position, strict) > boundary)) return true
  }
  return false
}

interface Reach {
  /** Words of the longest phrase. */
  span: number
  /** Letters of every syllable by which a phrase may go on. */
  within: ReadonlySet<string>
}

function reachOf(entries: readonly Entry[]): Reach {
  return {
    span: entries.reduce((most, { span }) => Math.max(most, span), 0),
    within: new Set(entries.flatMap(({ phrase }) => lettersWithin(phrase))),
  }
}
