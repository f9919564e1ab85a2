import {
  compilePhrase,
  matchOption,
  matchRest,
  type Option,
  openingName,
  openingsOf,
  type Phrase,
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
  reading.words.forEach((word, start) => {
    const longest = new Map<string, number>()
    for (const letters of word.letters) {
      for (const opening of lexicon.get(letters) ?? []) matchOpening(opening, reading, start, longest)
    }
    for (const [concept, end] of longest) hits.push({ concept, start, end })
  })
  return hits
}

function matchOpening(
  { option, entries }: Opening,
  { words, strict }: Reading,
  start: number,
  longest: Map<string, number>,
): void {
  const position = matchOption(option, words, start, strict)
  if (position < 0) return
  for (const { concept, phrase } of entries) {
    const end = matchRest(phrase, words, position, strict)
    if (end > (longest.get(concept) ?? start)) longest.set(concept, end)
  }
}
