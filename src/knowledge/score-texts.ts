import { documentFrequency, type InvertedIndex, rarity, visitTerm } from './inverted-index.ts'
import type { Ranking } from './ranking.ts'
import type { Question } from './read-question.ts'
import { createReusedValues } from './reused-values.ts'

/** What a text is worth for a question. */
export interface Worth {
  score: number
  /** Share of the question's own words, weighted by rarity, that the text has. */
  coverage: number
  /** The same for its neighbouring words. */
  pairCoverage: number
}

/** One value per text of an index, and which texts have any. */
export interface Scores {
  score: Float64Array
  coverage: Float64Array
  pairCoverage: Float64Array
  /** The first `count` are the texts that matched. */
  touched: Int32Array
  count: number
}

/** A text that matches only what we added to the question is still a lead: never scaled to nothing. */
const LEAST_COVERAGE = 0.05
/** From so many texts on, words that a large part of them has only add to what rarer words found. */
const LARGE_INDEX = 10_000
const COMMON_SHARE = 0.01

/**
 * BM25 in both views, scaled by how much of the question a text covers. `isOut[text]`: not looked at. What it gives back
 * holds until the next question to the same index.
 */
export function scoreTexts(
  question: Question,
  index: InvertedIndex,
  ranking: Ranking,
  isOut?: Uint8Array,
): Scores {
  const scores = emptyScores(index, index.size)
  const terms = termsOf(question, index, ranking)
  let total = 0
  let pairTotal = 0
  let hasFound = false
  for (const term of terms) {
    if (term.view === 'folded') total += term.asked
    else pairTotal += term.asked
    const isLate = hasFound && index.size >= LARGE_INDEX && term.texts > index.size * COMMON_SHARE
    // What we added to the question is not worth the postings of a common word.
    if (isLate && term.asked === 0) continue
    addTerm(scores, term, { index, ranking, isLate, isOut })
    hasFound ||= scores.count > 0
  }
  scaleByCoverage(scores, { total, pairTotal, power: ranking.coverage })
  return scores
}

const emptyScores = createReusedValues(createScores, (scores, text) => {
  scores.score[text] = 0
  scores.coverage[text] = 0
  scores.pairCoverage[text] = 0
})

function createScores(size: number): Scores {
  return {
    score: new Float64Array(size),
    coverage: new Float64Array(size),
    pairCoverage: new Float64Array(size),
    touched: new Int32Array(size),
    count: 0,
  }
}

/** One thing to look up, see `termsOf`. */
export interface Term {
  view: 'folded' | 'pairs'
  term: string
  /** What its BM25 share counts. */
  weight: number
  /** What a text that has it covers of the question, and what was asked for. */
  credit: number
  asked: number
  /** How many texts have it. */
  texts: number
}

/** The question's words and pairs, rarest first where that saves work. */
export function termsOf(question: Question, index: InvertedIndex, ranking: Ranking): Term[] {
  const words = question.words.map((word): Term => {
    const rare = word.isOwn ? rarity(index, 'folded', word.folded) : 0
    // A guessed word counts in full for what was asked, and only in part for what was found.
    const { folded: term, weight } = word
    const texts = documentFrequency(index, 'folded', term)
    return {
      view: 'folded',
      term,
      weight: weight * ranking.folded,
      credit: rare * weight,
      asked: rare,
      texts,
    }
  })
  const pairs = question.pairs.map(({ pair, weight, isOwn }): Term => {
    const rare = isOwn ? rarity(index, 'pairs', pair) : 0
    const texts = documentFrequency(index, 'pairs', pair)
    return { view: 'pairs', term: pair, weight: weight * ranking.pairs, credit: rare, asked: rare, texts }
  })
  const terms = [...words, ...pairs]
  return index.size < LARGE_INDEX ? terms : terms.sort((a, b) => a.texts - b.texts)
}

function addTerm(
  scores: Scores,
  term: Term,
  on: { index: InvertedIndex; ranking: Ranking; isLate: boolean; isOut: Uint8Array | undefined },
): void {
  const { score, touched } = scores
  const { isLate, isOut } = on
  const { k1, b } = on.ranking
  const covered = term.view === 'folded' ? scores.coverage : scores.pairCoverage
  visitTerm(on.index, term.view, { term: term.term, k1, b }, (text, share) => {
    if (isOut?.[text] === 1) return
    const before = score[text] ?? 0
    if (before === 0) {
      if (isLate) return
      touched[scores.count++] = text
    }
    score[text] = before + share * term.weight
    covered[text] = (covered[text] ?? 0) + term.credit
  })
}

function scaleByCoverage(scores: Scores, by: { total: number; pairTotal: number; power: number }): void {
  const { score, coverage, pairCoverage, touched, count } = scores
  const scale = scaleOf(by.power)
  for (let i = 0; i < count; i++) {
    const text = touched[i] ?? 0
    const covered = by.total === 0 ? 0 : Math.min((coverage[text] ?? 0) / by.total, 1)
    coverage[text] = covered
    pairCoverage[text] = by.pairTotal === 0 ? 0 : Math.min((pairCoverage[text] ?? 0) / by.pairTotal, 1)
    score[text] = (score[text] ?? 0) * (scale[Math.round(covered * STEPS)] ?? 1)
  }
}

/** What a score counts when its text covers so much (0 to 1) of the question. */
export function coverageScale(covered: number, power: number): number {
  return scaleOf(power)[Math.round(Math.min(covered, 1) * STEPS)] ?? 1
}

/** Powers of the covered share in steps: worked out once, not for every text of every question. */
const STEPS = 1_000
const scales = new Map<number, Float64Array>()

function scaleOf(power: number): Float64Array {
  const known = scales.get(power)
  if (known !== undefined) return known
  const scale = Float64Array.from(
    { length: STEPS + 1 },
    (_, i) => Math.max(i / STEPS, LEAST_COVERAGE) ** power,
  )
  scales.set(power, scale)
  return scale
}
