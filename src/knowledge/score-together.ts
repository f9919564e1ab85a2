import { type InvertedIndex, visitTerm } from './inverted-index.ts'
import type { Ranking } from './ranking.ts'
import type { Question } from './read-question.ts'
import { createReusedValues } from './reused-values.ts'
import { coverageScale, type Term, termsOf } from './score-texts.ts'

/** One value per group, used again for every question to the same index. */
interface Sums {
  score: Float64Array
  covered: Float64Array
  /** The best share of the term at hand, and which term that was. */
  best: Float64Array
  term: Int32Array
  /** The first `count` are the groups with any. */
  touched: Int32Array
  count: number
}

/**
 * What the texts of a group hold together: each of the question's words from the text of the group that holds it best.
 * People tell one thing in the words of several asked-as lines. The result holds until the next question to the index.
 */
export function scoreTogether(
  question: Question,
  index: InvertedIndex,
  options: { ranking: Ranking; groupsOf: readonly (readonly number[])[]; groups: number },
): Float64Array {
  const sums = emptySums(index, options.groups)
  const terms = termsOf(question, index, options.ranking)
  let total = 0
  for (const [i, term] of terms.entries()) {
    if (term.view === 'folded') total += term.asked
    addBest(sums, { term, number: i + 1, index, options })
  }
  for (let i = 0; i < sums.count; i++) {
    const group = sums.touched[i] ?? 0
    const covered = total === 0 ? 0 : (sums.covered[group] ?? 0) / total
    sums.score[group] = (sums.score[group] ?? 0) * coverageScale(covered, options.ranking.coverage)
  }
  return sums.score
}

/** Adds the term's best share of each group. */
function addBest(
  sums: Sums,
  on: {
    term: Term
    number: number
    index: InvertedIndex
    options: { ranking: Ranking; groupsOf: readonly (readonly number[])[] }
  },
): void {
  const { term, number, index, options } = on
  const { k1, b } = options.ranking
  const credit = term.view === 'folded' ? term.credit : 0
  const { weight } = term
  // No object for each posting: there are thousands.
  visitTerm(index, term.view, { term: term.term, k1, b }, (text, share) => {
    const groups = options.groupsOf[text]
    if (groups === undefined) return
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i] ?? 0
      const known = sums.term[group] ?? 0
      const before = known === number ? (sums.best[group] ?? 0) : 0
      if (share <= before) continue
      if (known === 0) sums.touched[sums.count++] = group
      if (known !== number) sums.covered[group] = (sums.covered[group] ?? 0) + credit
      sums.term[group] = number
      sums.best[group] = share
      sums.score[group] = (sums.score[group] ?? 0) + (share - before) * weight
    }
  })
}

const emptySums = createReusedValues(createSums, (sums, group) => {
  sums.score[group] = 0
  sums.covered[group] = 0
  sums.term[group] = 0
})

function createSums(groups: number): Sums {
  return {
    score: new Float64Array(groups),
    covered: new Float64Array(groups),
    best: new Float64Array(groups),
    term: new Int32Array(groups),
    touched: new Int32Array(groups),
    count: 0,
  }
}
