import {
  compilePhrase,
  lettersWithin,
  matchOption,
  matchRest,
  type Option,
  openingName,
  openingsOf,
  type Phrase,
  spanOf,
  type WordLists,
} from './phrase.ts'
import type { Reading } from './words.ts'

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
}

/** Phrases that begin with the same words: these are looked at once for all. */
interface Opening {
  option: Option
  entries: Entry[]
}

/** Openings by the letters of their first syllable. */
export type Lexicon = ReadonlyMap<string, readonly Opening[]>

/** @throws if a phrase of our own data is malformed. */
export function compileLexicon(concepts: ConceptPhrases, lists: WordLists): Lexicon {
  const openings = new Map<string, Opening>()
  for (const [concept, phrases] of Object.entries(concepts)) {
    for (const text of phrases) addEntry(openings, { concept, phrase: compilePhrase(text, lists) })
  }
  const index = new Map<string, Opening[]>()
  for (const opening of openings.values()) {
    const letters = opening.option.syllables[0]?.folded ?? ''
    index.set(letters, [...(index.get(letters) ?? []), opening])
  }
  return index
}

function addEntry(openings: Map<string, Opening>, entry: Entry): void {
  for (const option of openingsOf(entry.phrase)) {
    const name = openingName(option)
    const opening = openings.get(name) ?? { option, entries: [] }
    opening.entries.push(entry)
    openings.set(name, opening)
  }
}

/** Every concept of the text, in the order of the text. The longest phrase of a concept at one place is kept. */
export function findHits(reading: Reading, lexicon: Lexicon): Hit[] {
  const hits: Hit[] = []
  for (let start = 0; start < reading.words.length; start += 1) {
    for (const [concept, end] of longestAt(reading, lexicon, start)) hits.push({ concept, start, end })
  }
  return hits
}

/** Each concept that is said from this word on, with the end of its longest phrase. */
function longestAt(reading: Reading, lexicon: Lexicon, start: number): ReadonlyMap<string, number> {
  let longest: Map<string, number> | undefined
  for (const letters of reading.words[start]?.letters ?? []) {
    for (const { option, entries } of lexicon.get(letters) ?? []) {
      const position = matchOption(option, reading.words, start, reading.strict)
      if (position < 0) continue
      longest ??= new Map()
      keepLongest(longest, entries, reading, { start, position })
    }
  }
  return longest ?? NOTHING
}

const NOTHING: ReadonlyMap<string, number> = new Map()

/** Whether a phrase begins before word `boundary` and ends after it. */
export function reachesOver(reading: Reading, lexicon: Lexicon, boundary: number): boolean {
  const { span, within } = reachOf(lexicon)
  const beyond = reading.words.slice(boundary, boundary + span)
  // Most messages do not begin with a word by which anything could go on.
  const mayGoOn = beyond.some(
    ({ letters, phrases }) => phrases.length > 0 || letters.some((one) => within.has(one)),
  )
  if (!mayGoOn) return false
  for (let start = Math.max(0, boundary - span); start < boundary; start += 1) {
    for (const end of longestAt(reading, lexicon, start).values()) if (end > boundary) return true
  }
  return false
}

interface Reach {
  /** Words of the longest phrase. */
  span: number
  /** Letters of every syllable by which a phrase may go on. */
  within: ReadonlySet<string>
}

const reaches = new WeakMap<Lexicon, Reach>()

function reachOf(lexicon: Lexicon): Reach {
  const known = reaches.get(lexicon)
  if (known) return known
  const phrases = new Set(
    [...lexicon.values()].flat().flatMap(({ entries }) => entries.map(({ phrase }) => phrase)),
  )
  const made = {
    span: [...phrases].reduce((most, phrase) => Math.max(most, spanOf(phrase)), 0),
    within: new Set([...phrases].flatMap(lettersWithin)),
  }
  reaches.set(lexicon, made)
  return made
}

function keepLongest(
  longest: Map<string, number>,
  entries: readonly Entry[],
  { words, strict }: Reading,
  { start, position }: { start: number; position: number },
): void {
  for (const { concept, phrase } of entries) {
    const end = matchRest(phrase, words, position, strict)
    if (end > (longest.get(concept) ?? start)) longest.set(concept, end)
  }
}
