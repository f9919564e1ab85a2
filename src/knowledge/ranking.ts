/** Weights of the ranking; how they were chosen is in docs/decisions.md. */
export interface Ranking {
  k1: number
  b: number
  folded: number
  pairs: number
  /** The best asked-as line of an article or section, beside the passage's own words. */
  asked: number
  /** How far its asked-as lines count together, beside the best of them: 0 to 1. */
  together: number
  /** The best passage of the same article or section. */
  group: number
  /** Power of the covered share of the question. */
  coverage: number
  /** A plan's passage when the question names no place and no plan. */
  planUnasked: number
  planAsked: number
  /** A code or decree that holds penalties, when a penalty is asked for. */
  penalty: number
  /** The rule about an act that is told, in shares of the best score. */
  lead: number
  /** Each further passage of an article already in the list. */
  repeat: number
  /** The same in a plan, whose bullets say different things. */
  repeatInPlan: number
}

export const RANKING: Ranking = {
  k1: 1.2,
  b: 0.5,
  folded: 1,
  pairs: 1.5,
  asked: 1,
  together: 0.3,
  group: 0.2,
  coverage: 0.4,
  planUnasked: 0.7,
  planAsked: 1.3,
  penalty: 1.5,
  lead: 0.5,
  repeat: 0.6,
  repeatInPlan: 0.85,
}
