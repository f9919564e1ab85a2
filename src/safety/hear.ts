import { findHits, type Hit } from './lexicon.ts'
import { readSigns, type Signs } from './signs.ts'
import { vocabulary } from './vocabulary.ts'
import { type Reading, readWords } from './words.ts'

/** What was found in messages. What of it is meant (`signs`) is worked out once somebody asks: most need it not. */
export interface Heard {
  reading: Reading
  hits: readonly Hit[]
  concepts: ReadonlySet<string>
  signs: () => Signs
}

/** What is found in messages, oldest first. */
export function hear(messages: readonly string[]): Heard {
  const reading = readWords(messages)
  return heardIn(reading, findHits(reading, vocabulary().lexicon))
}

/** The same where its hits are known. */
export function heardIn(reading: Reading, hits: readonly Hit[]): Heard {
  let signs: Signs | undefined
  const concepts = new Set<string>()
  for (const { concept } of hits) concepts.add(concept)
  return { reading, hits, concepts, signs: () => (signs ??= readSigns(reading, hits)) }
}
