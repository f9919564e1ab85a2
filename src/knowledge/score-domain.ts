import { documentFrequency, type InvertedIndex, type View } from './inverted-index.ts'

/** The words of our documents and of how people ask for them, beside those of other people's questions. */
export interface Domain {
  ours: readonly InvertedIndex[]
  others: InvertedIndex
}

/** A question's words and pairs; only what the person said counts. */
interface Said {
  words: readonly { folded: string; weight: number; isOwn: boolean }[]
  pairs: readonly { pair: string; weight: number; isOwn: boolean }[]
}

/** How many texts a word must have been seen in before its leaning counts in full. */
const DOUBT = 15

/** Above 0: the question's words are rather those of our subject; below: of other subjects. 0: they do not tell. */
export function scoreDomain(question: Said, domain: Domain): number {
  let score = 0
  for (const { folded, isOwn, weight } of question.words) {
    if (isOwn) score += weight * leaning(folded, 'folded', domain)
  }
  for (const { pair, isOwn, weight } of question.pairs) {
    if (isOwn) score += weight * leaning(pair, 'pairs', domain)
  }
  return score
}

/** Log odds of a term in our texts against other texts, drawn to 0 where it is seldom seen. */
function leaning(term: string, view: View, { ours, others }: Domain): number {
  const found = sum(ours.map((index) => documentFrequency(index, view, term)))
  const elsewhere = documentFrequency(others, view, term)
  if (found + elsewhere === 0) return 0
  const all = sum(ours.map((index) => index.size))
  const background = (found + elsewhere) / (all + others.size)
  const rateHere = (found + DOUBT * background) / (all + DOUBT)
  const rateElsewhere = (elsewhere + DOUBT * background) / (others.size + DOUBT)
  return Math.log(rateHere / rateElsewhere)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
