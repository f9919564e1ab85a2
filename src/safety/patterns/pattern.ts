import type { DangerLevel, DangerType } from '../../core/danger.ts'
import type { ConceptPhrases } from '../lexicon.ts'

/** Ways of speaking that excuse a sign: nothing of it is happening here and now. */
export type Frame =
  | 'question'
  | 'asking'
  | 'condition'
  | 'law'
  | 'news'
  | 'fiction'
  | 'past'
  | 'negated'
  | 'joke'
  /** A question of law about nobody: nothing is despite this. */
  | 'pureLaw'

/** When its concepts are all present and nothing excuses them, there is danger. */
export interface Rule {
  level: DangerLevel
  /** Lower is nearer to death (counselling reference, rule 13); the lowest of all rules that hold decides. */
  rank: number
  /** Each entry must be found; `a|b` is either. */
  all: readonly string[]
  /** None of these may be found. */
  unless?: readonly string[]
  /** Most words between the first and the last concept; 25 when not said. */
  within?: number
  /** The other signs must not be the very words of the first: two weak signs make one. */
  apart?: boolean
  /** Ways of speaking that do not excuse this. */
  despite?: readonly Frame[]
  /** Said where the concepts themselves tell who is in danger. */
  about?: 'self' | 'other'
}

/** One danger: its vocabulary by meaning, and the combinations that matter. */
export interface DangerPatterns {
  type: DangerType
  concepts: ConceptPhrases
  rules: readonly Rule[]
}
