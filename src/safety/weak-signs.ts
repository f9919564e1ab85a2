import type { DangerType } from '../core/danger.ts'
import { dangerTypes } from '../core/danger-types.ts'
import { weakSignBias, weakSignUnit, weakSignWeights } from './patterns/weak-sign-weights.ts'
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
const MOST_WORDS = 400
/** What a meaning of a danger weighs when it is asked which danger it is. */
const FAMILY = 8
let weights: ReadonlyMap<string, Weight> | undefined

/** Words and pairs of neighbours without marks, teen-code read out. */
export function weakSignsOf(words: readonly Word[]): string[] {
  const read = words.slice(0, MOST_WORDS).map(({ keys }) => (keys[1] ?? keys[0])?.folded ?? '')
  return [...read, ...read.slice(1).map((word, i) => `${read[i]}_${word}`)]
}

/**
 * The sum of all small signs: for what no rule names. Fitted to messages (scripts/fit-weak-signs.mjs), so it is no
 * proof: whoever uses it should ask. `families` counts the meanings of each danger that were found; they help to tell
 * which it is. Null where too little is said.
 */
export function weighWeakSigns(
  words: readonly Word[],
  families: ReadonlyMap<string, number>,
): WeakVerdict | null {
  if (words.length < LEAST_WORDS) return null
  weights ??= readWeights()
  const byType = new Map<DangerType, number>()
  for (const type of dangerTypes) byType.set(type, (families.get(type) ?? 0) * FAMILY)
  let sum = 0
  for (const sign of new Set(weakSignsOf(words))) {
    const weight = weights.get(sign)
    if (weight === undefined) continue
    sum += weight.value
    if (weight.type) byType.set(weight.type, (byType.get(weight.type) ?? 0) + weight.value)
  }
  const [strongest] = [...byType].sort((a, b) => b[1] - a[1])
  if (strongest === undefined) return null
  return { type: strongest[0], score: (weakSignBias + sum / Math.sqrt(words.length + 1)) / weakSignUnit }
}

function readWeights(): ReadonlyMap<string, Weight> {
  const read = new Map<string, Weight>()
  for (const line of weakSignWeights.split('\n')) {
    const [head = '', list = ''] = line.split(': ')
    const [name, value] = head.split(' ')
    const type = dangerTypes.find((known) => known === name)
    for (const sign of list.split(' ')) if (sign !== '') read.set(sign, { type, value: Number(value) })
  }
  return read
}
