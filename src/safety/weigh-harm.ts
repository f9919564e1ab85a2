import { harmSignBias, harmSignUnit, harmSignWeights } from './patterns/harm-sign-weights.ts'
import { readSignWeights, type SignWeights, weightsIn } from './sign-weights.ts'
import { weakSignsOf } from './weak-signs.ts'
import type { Reading } from './words.ts'

let weights: SignWeights<{ value: number }> | undefined

/** What weights are fitted to: words and pairs without marks, and the meanings found in the message. */
export function harmSignsOf({ words }: Reading, meanings: Iterable<string>): string[] {
  return [...new Set([...weakSignsOf(words), ...[...meanings].map((meaning) => `#${meaning}`)])]
}

/**
 * Log-odds that a message asks how to do harm, by the sum of its words: for what no rule of the grammar names. Fitted
 * to messages (scripts/fit-harm-signs.mjs), so it is no proof. `meanings`: each once. Pure; bounded work.
 */
export function weighHarm(reading: Reading, meanings: Iterable<string>): number {
  weights ??= readSignWeights(harmSignWeights, (head) => ({ value: Number(head) }))
  let sum = 0
  for (const { value } of weightsIn(reading.words, weights)) sum += value
  for (const meaning of meanings) sum += weights.single.get(`#${meaning}`)?.value ?? 0
  return (harmSignBias + sum / Math.sqrt(reading.words.length + 1)) / harmSignUnit
}
