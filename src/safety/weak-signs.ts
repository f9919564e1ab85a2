import type { DangerType } from '../core/danger.ts'
import { dangerTypes } from '../core/danger-types.ts'
import { weakSignBias, weakSignUnit, weakSignWeights } from './patterns/weak-sign-weights.ts'
import { readSignWeights, type SignWeights, weighedWords, weightsIn } from './sign-weights.ts'
import type { Word } from './words.ts'

/** How likely a message tells of danger by the sum of its words, and which danger they speak for most. */
export interface WeakVerdict {
  type: DangerType
  /** Log-odds: 0 is even. */
  score: number
}

interface Weight {
  type: DangerType | undefined
  value: number
}

const LEAST_WORDS = 5
/** What a meaning of a danger weighs when it is asked which danger it is. */
const FAMILY = 8
let weights: SignWeights<Weight> | undefined

/** What weights are fitted to: words and pairs of neighbours. */
export function weakSignsOf(words: readonly Word[]): string[] {
  const read = weighedWords(words)
  return [...read, ...read.slice(1).map((word, i) => `${read[i]}_${word}`)]
}

interface WeakNeeds {
  /** Whether so much counts here: most messages come to nothing, and are not looked at further. */
  isEnough: (score: number) => boolean
  /** How many meanings of each danger were found; they help to tell which it is. */
  families: () => ReadonlyMap<string, number>
}

/**
 * The sum of all small signs: for what no rule names. Fitted to messages (scripts/fit-weak-signs.mjs), so it is no
 * proof: whoever uses it should ask. Null where too little is said, or it does not come to enough.
 */
export function weighWeakSigns(words: readonly Word[], needs: WeakNeeds): WeakVerdict | null {
  if (words.length < LEAST_WORDS) return null
  weights ??= readSignWeights(weakSignWeights, readWeight)
  const found = weightsIn(words, weights)
  let sum = 0
  for (const { value } of found) sum += value
  const score = (weakSignBias + sum / Math.sqrt(words.length + 1)) / weakSignUnit
  return needs.isEnough(score) ? { type: strongestIn(found, needs.families()), score } : null
}

function strongestIn(found: Iterable<Weight>, families: ReadonlyMap<string, number>): DangerType {
  const byType = new Map<DangerType, number>()
  for (const type of dangerTypes) byType.set(type, (families.get(type) ?? 0) * FAMILY)
  for (const { type, value } of found) if (type) byType.set(type, (byType.get(type) ?? 0) + value)
  const [strongest] = [...byType].sort((a, b) => b[1] - a[1])
  return strongest?.[0] ?? dangerTypes[0]
}

function readWeight(head: string): Weight {
  const [name, value] = head.split(' ')
  return { type: dangerTypes.find((known) => known === name), value: Number(value) }
}
