import { compilePhrase, firstLetters, matchPhrase, type Phrase, type WordLists } from './phrase.ts'
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
    for (const letters of word.letters) {
      for (const { concept, phrase } of lexicon.get(letters) ?? []) {
        const end = matchPhrase(phrase, reading.words, start, reading.strict)
        if (end > (longest.get(concept) ?? start)) longest.set(concept, end)
      }
    }
    for (const [concept, end] of longest) hits.push({ concept, start, end })
  })
  return hits
}
