import type { FlowSet } from '../flows/flow.ts'
import { expandTeenCode } from '../lib/teen-code.ts'
import { fold, syllables } from '../lib/vietnamese.ts'

/** One example of a flow's intent as a vector of single syllables and neighbours, of length 1. */
interface Example {
  intent: string
  flow: string
  weights: ReadonlyMap<string, number>
}

export interface ExampleIndex {
  examples: readonly Example[]
  /** Term → example numbers with the term's weight there. */
  postings: ReadonlyMap<string, readonly (readonly [number, number])[]>
  idf: ReadonlyMap<string, number>
  /** The flow that each intent belongs to; the first that names it. */
  flowOf: ReadonlyMap<string, string>
}

export interface Likeness {
  intent: string
  flow: string
  /** 0..1: how like the nearest examples the text is. */
  likeness: number
}

const indexes = new WeakMap<FlowSet, ExampleIndex>()
const WORDS_LOOKED_AT = 60

/** The index of a flow set, made at its first use. */
export function exampleIndex(flows: FlowSet): ExampleIndex {
  const known = indexes.get(flows)
  if (known) return known
  const made = makeIndex(flows)
  indexes.set(flows, made)
  return made
}

function termsOf(text: string): string[] {
  const words = syllables(fold(expandTeenCode(text))).slice(0, WORDS_LOOKED_AT)
  return [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)]
}

function makeIndex(flows: FlowSet): ExampleIndex {
  const sources = Object.values(flows.flows).flatMap((flow) =>
    flow.intents.flatMap((intent) =>
      [...intent.examples.vi, ...intent.examples.en].map((text) => ({
        intent: intent.name,
        flow: flow.name,
        terms: termsOf(text),
      })),
    ),
  )
  const idf = inverseFrequencies(sources.map(({ terms }) => terms))
  const examples = sources.map(({ intent, flow, terms }) => ({ intent, flow, weights: vector(terms, idf) }))
  const flowOf = firstFlows(examples)
  return { examples, postings: post(examples), idf, flowOf }
}

function firstFlows(examples: readonly Example[]): Map<string, string> {
  const flowOf = new Map<string, string>()
  for (const { intent, flow } of examples) if (!flowOf.has(intent)) flowOf.set(intent, flow)
  return flowOf
}

function inverseFrequencies(documents: readonly string[][]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const terms of documents)
    for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1)
  return new Map([...counts].map(([term, count]) => [term, Math.log(1 + documents.length / count)]))
}

function vector(terms: readonly string[], idf: ReadonlyMap<string, number>): Map<string, number> {
  const weights = new Map<string, number>()
  for (const term of terms) weights.set(term, idf.get(term) ?? UNKNOWN_WEIGHT)
  const length = Math.hypot(...weights.values()) || 1
  for (const [term, weight] of weights) weights.set(term, weight / length)
  return weights
}

/** A word that no example has makes a text less like all of them. */
const UNKNOWN_WEIGHT = 2.5

function post(examples: readonly Example[]): Map<string, (readonly [number, number])[]> {
  const postings = new Map<string, (readonly [number, number])[]>()
  examples.forEach(({ weights }, number) => {
    for (const [term, weight] of weights) {
      const list = postings.get(term) ?? []
      list.push([number, weight])
      postings.set(term, list)
    }
  })
  return postings
}

/** Each intent with its likeness: the nearest example, helped a little by the next two. Best first. */
export function likenesses(text: string, index: ExampleIndex): Likeness[] {
  const scores = new Float64Array(index.examples.length)
  for (const [term, weight] of vector(termsOf(text), index.idf)) {
    for (const posting of index.postings.get(term) ?? NO_POSTINGS) {
      const number = posting[0]
      scores[number] = (scores[number] ?? 0) + weight * posting[1]
    }
  }
  const byIntent = new Map<string, BestThree>()
  for (let number = 0; number < scores.length; number += 1) {
    const score = scores[number] ?? 0
    if (score > 0) keepBest(byIntent, index.examples[number]?.intent ?? '', score)
  }
  return [...byIntent]
    .map(([intent, [best, second, third]]) => ({
      intent,
      flow: index.flowOf.get(intent) ?? '',
      likeness: 0.8 * best + 0.12 * second + 0.08 * third,
    }))
    .sort((a, b) => b.likeness - a.likeness)
}

const NO_POSTINGS: readonly (readonly [number, number])[] = []

type BestThree = [number, number, number]

/** Written in place: of hundreds of examples a few dozen are like any text, in every turn. */
function keepBest(byIntent: Map<string, BestThree>, intent: string, score: number): void {
  const best = byIntent.get(intent)
  if (best === undefined) byIntent.set(intent, [score, 0, 0])
  else if (score > best[0]) {
    best[2] = best[1]
    best[1] = best[0]
    best[0] = score
  } else if (score > best[1]) {
    best[2] = best[1]
    best[1] = score
  } else if (score > best[2]) best[2] = score
}
