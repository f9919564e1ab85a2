import { isInForce } from './document.ts'
import { documentFactors, type SearchScope } from './document-factors.ts'
import { fuseRanks } from './fuse-ranks.ts'
import type { OpenKnowledge } from './open-knowledge.ts'
import { RANKING } from './ranking.ts'
import type { Question } from './read-question.ts'
import { documentOf, type Hit } from './search.ts'

/** How many of each list are joined. */
export const FUSED = 50

/**
 * Our hits joined with a ranking by meaning (passages, best first), under the same filters of date and place. Scores
 * become thousandths of reciprocal rank. A question that names its article keeps our order: meaning knows no numbers.
 */
export function fuseHits(
  hits: readonly Hit[],
  dense: readonly number[],
  from: { question: Question; open: OpenKnowledge; scope: SearchScope },
): Hit[] {
  const { question, open, scope } = from
  if (question.references.dieu !== null) return [...hits]
  const factors = documentFactors(question, open.index.documents, { scope, ranking: RANKING })
  const allowed = dense.filter((passage) => (factors[documentOf(open, passage)] ?? 0) > 0).slice(0, FUSED)
  const known = new Map(hits.slice(0, FUSED).map((hit) => [hit.passage, hit]))
  const day = question.period.day ?? scope.today
  return fuseRanks([[...known.keys()], allowed]).map(({ item, score }) => ({
    ...(known.get(item) ?? foundByMeaning(item, open, day)),
    score: score * 1_000,
  }))
}

function foundByMeaning(passage: number, open: OpenKnowledge, day: string): Hit {
  const document = open.index.documents[documentOf(open, passage)]
  const inForce = document !== undefined && isInForce(document, day)
  return { passage, isReferred: false, inForce, score: 0, coverage: 0, pairCoverage: 0 }
}
