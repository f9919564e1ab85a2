import { type InvertedIndex, rarity, visitTerm } from './inverted-index.ts'
import type { Ranking } from './ranking.ts'
import type { Question } from './read-question.ts'

/** What a text is worth for a question. */
export interface Worth {
  score: number
  /** Share of the question's own words, weighted by rarity, that the text has. */
  coverage: number
  /** The same for its neighbouring words. */
  pairCoverage: number
}

/** One value per text of an index. */
export interface Scores {
  score: Float64Array
  coverage: Float64Array
  pairCoverage: Float64Array
}

/** A text that matches only what we added to the question is still a lead: never scaled to nothing. */
const LEAST_COVERAGE = 0.05

/** BM25 in both views, scaled by how much of the question a text covers. `isOut[text]`: not looked at. */
export function scoreTexts(
  question: Question,
  index: InvertedIndex,
  ranking: Ranking,
  isOut?: Uint8Array,
): Scores {
  const scores: Scores = {
    score: new Float64Array(index.size),
    coverage: new Float64Array(index.size),
    pairCoverage: new Float64Array(index.size),
  }
  const { k1, b } = ranking
  let total = 0
  let pairTotal = 0
  for (const word of question.words) {
    const rare = rarity(index, 'folded', word.folded)
    const credit = word.isOwn ? rare * word.weight : 0
    // A guessed word counts in full for what was asked, and only in part for what was found.
    if (word.isOwn) total += rare
    visitTerm(index, 'folded', { term: word.folded, k1, b }, (text, share) => {
      if (isOut?.[text] === 1) return
      add(scores.score, text, share * word.weight * ranking.folded)
      add(scores.coverage, text, credit)
    })
  }
  for (const { pair, weight, isOwn } of question.pairs) {
    const credit = isOwn ? rarity(index, 'pairs', pair) : 0
    pairTotal += credit
    visitTerm(index, 'pairs', { term: pair, k1, b }, (text, share) => {
      if (isOut?.[text] === 1) return
      add(scores.score, text, share * weight * ranking.pairs)
      add(scores.pairCoverage, text, credit)
    })
  }
  scaleByCoverage(scores, { total, pairTotal, power: ranking.coverage })
  return scores
}

function add(to: Float64Array, text: number, value: number): void {
  to[text] = (to[text] ?? 0) + value
}

function scaleByCoverage(scores: Scores, by: { total: number; pairTotal: number; power: number }): void {
  const { score, coverage, pairCoverage } = scores
  for (let text = 0; text < score.length; text++) {
    if (score[text] === 0) continue
    const covered = by.total === 0 ? 0 : Math.min((coverage[text] ?? 0) / by.total, 1)
    coverage[text] = covered
    pairCoverage[text] = by.pairTotal === 0 ? 0 : Math.min((pairCoverage[text] ?? 0) / by.pairTotal, 1)
    score[text] = (score[text] ?? 0) * Math.max(covered, LEAST_COVERAGE) ** by.power
  }
}
