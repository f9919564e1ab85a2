import { compilePhrase, firstLetters, matchPhrase, type Phrase, type WordLists } from './phrase.ts'
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
}

/** Phrases by the letters of their first syllable. */
export type Lexicon = ReadonlyMap<string, readonly Entry[]>

/** @throws if a phrase of our own data is malformed. */
export function compileLexicon(concepts: ConceptPhrases, lists: WordLists): Lexicon {
  const index = new Map<string, Entry[]>()
  for (const [concept, phrases] of Object.entries(concepts)) {
    for (const text of phrases) addEntry(index, { concept, phrase: compilePhrase(text, lists) })
  }
  return index
}

function addEntry(index: Map<string, Entry[]>, entry: Entry): void {
  for (const letters of firstLetters(entry.phrase)) {
    const entries = index.get(letters) ?? []
    entries.push(entry)
    index.set(letters, entries)
  }
}

/** Every concept of the text, in the order of the text. The longest phrase of a concept at one place is kept. */
export function findHits(reading: Reading, lexicon: Lexicon): Hit[] {
  const hits: Hit[] = []
  reading.words.forEach((word, start) => {
    const longest = new Map<string, number>()
    for (const { concept, phrase } of entriesFor(word, lexicon)) {
      const end = matchPhrase(phrase, reading.words, start, reading.strict)
      if (end > (longest.get(concept) ?? start)) longest.set(concept, end)
    }
    for (const [concept, end] of longest) hits.push({ concept, start, end })
  })
  return hits
}

function* entriesFor(word: Word, lexicon: Lexicon): Generator<Entry> {
  const seen = new Set<string>()
  for (const letters of [...word.keys.map((key) => key.folded), ...word.phrases.map((phrase) => phrase[0]?.folded ?? '')]) {
    if (seen.has(letters)) continue
    seen.add(letters)
    yield* lexicon.get(letters) ?? []
  }
}
