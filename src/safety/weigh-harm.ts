import { harmSignBias, harmSignUnit, harmSignWeights } from './patterns/harm-sign-weights.ts'
import { weakSignsOf } from './weak-signs.ts'
import type { Reading } from './words.ts'

let weights: ReadonlyMap<string, number> | undefined

/** What the message is weighed by: its words and pairs without marks, and the meanings found in it. */
export function harmSignsOf({ words }: Reading, meanings: Iterable<string>): string[] {
  return [...new Set([...weakSignsOf(words), ...[...meanings].map((meaning) => `#${meaning}`)])]
}

/**
 * Log-odds that a message asks how to do harm, by the sum of its words: for what no rule of the grammar names. Fitted
 * to messages (scripts/fit-harm-signs.mjs), so it is no proof. Pure; bounded work.
 */
export function weighHarm(reading: Reading, meanings: Iterable<string>): number {
  weights ??= readWeights()
  let sum = 0
  for (const sign of harmSignsOf(reading, meanings)) sum += weights.get(sign) ?? 0
  return (harmSignBias + sum / Math.sqrt(reading.words.length + 1)) / harmSignUnit
}

function readWeights(): ReadonlyMap<string, number> {
  const read = new Map<string, number>()
  for (const line of harmSignWeights.split('\n')) {
    const [value = '', list = ''] = line.split(': ')
    for (const sign of list.split(' ')) if (sign !== '') read.set(sign, Number(value))
  }
  return read
}
