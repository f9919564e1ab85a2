import type { FlowSet } from '../flows/flow.ts'
import { foldWritten } from '../lib/teen-code.ts'
import { syllables } from '../lib/vietnamese.ts'

/** One example of a flow's intent as a vector of single syllables and neighbours, of length 1. */
interface Example {
  intent: string
  flow: string
  weights: ReadonlyMap<number, number>
}

/** A word or two neighbours that examples have: how rare it is, and its weight in each of them. */
interface Term {
  idf: number
  examples: number[]
  weights: number[]
}

export interface ExampleIndex {
  examples: readonly Example[]
  /** Each syllable of the examples has a number, by which all else is looked up. */
  numbers: ReadonlyMap<string, number>
  terms: ReadonlyMap<number, Term>
  /** The flow that each intent belongs to; the first that names it. */
  flowOf: ReadonlyMap<string, string>
  /** One place for each example, all zero but while a text is compared. */
  scores: Float64Array
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

/** More than there will ever be different syllables: a term of two is a number beyond all terms of one. */
const SPAN = 1 << 20

/** The numbers of its syllables, then those of its pairs of neighbours. */
function termsOf(text: string, numberOf: (syllable: string) => number): number[] {
  const words = syllables(foldWritten(text)).slice(0, WORDS_LOOKED_AT).map(numberOf)
  const count = words.length
  for (let i = 1; i < count; i += 1) words.push(((words[i - 1] ?? 0) + 1) * SPAN + (words[i] ?? 0))
  return words
}

/** Numbers syllables as they come, on from those that are known. */
function numbering(known: ReadonlyMap<string, number>): (syllable: string) => number {
  const added = new Map<string, number>()
  return (syllable) => {
    const number = known.get(syllable) ?? added.get(syllable)
    if (number !== undefined) return number
    const next = known.size + added.size
    added.set(syllable, next)
    return next
  }
}

function makeIndex(flows: FlowSet): ExampleIndex {
  const numbers = new Map<string, number>()
  const numberOf = (syllable: string) => {
    const number = numbers.get(syllable) ?? numbers.size
    numbers.set(syllable, number)
    return number
  }
  const sources = Object.values(flows.flows).flatMap((flow) =>
    flow.intents.flatMap((intent) =>
      [...intent.examples.vi, ...intent.examples.en].map((text) => ({
        intent: intent.name,
        flow: flow.name,
        terms: termsOf(text, numberOf),
      })),
    ),
  )
  const terms = rareness(sources.map(({ terms }) => terms))
  const examples = sources.map(({ intent, flow, terms: said }) => ({
    intent,
    flow,
    weights: unit(said, terms),
  }))
  post(examples, terms)
  return {
    ...{ examples, numbers, terms, flowOf: firstFlows(examples) },
    scores: new Float64Array(examples.length),
  }
}

function firstFlows(examples: readonly Example[]): Map<string, string> {
  const flowOf = new Map<string, string>()
  for (const { intent, flow } of examples) if (!flowOf.has(intent)) flowOf.set(intent, flow)
  return flowOf
}

function rareness(documents: readonly number[][]): Map<number, Term> {
  const counts = new Map<number, number>()
  for (const terms of documents)
    for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1)
  return new Map(
    [...counts].map(([term, count]) => [
      term,
      { idf: Math.log(1 + documents.length / count), examples: [], weights: [] },
    ]),
  )
}

/** A word that no example has makes a text less like all of them. */
const UNKNOWN_WEIGHT = 2.5

/** Each term once, with its weight. */
function weigh(said: readonly number[], terms: ReadonlyMap<number, Term>): Map<number, number> {
  const weights = new Map<number, number>()
  for (const term of said) weights.set(term, terms.get(term)?.idf ?? UNKNOWN_WEIGHT)
  return weights
}

function lengthOf(weights: ReadonlyMap<number, number>): number {
  return Math.hypot(...weights.values()) || 1
}

function unit(said: readonly number[], terms: ReadonlyMap<number, Term>): Map<number, number> {
  const weights = weigh(said, terms)
  const length = lengthOf(weights)
  for (const [term, weight] of weights) weights.set(term, weight / length)
  return weights
}

function post(examples: readonly Example[], terms: ReadonlyMap<number, Term>): void {
  examples.forEach(({ weights }, number) => {
    for (const [term, weight] of weights) {
      const posted = terms.get(term)
      posted?.examples.push(number)
      posted?.weights.push(weight)
    }
  })
}

/** Each intent with its likeness: the nearest example, helped a little by the next two. Best first. */
export function likenesses(text: string, index: ExampleIndex): Likeness[] {
  const { examples, scores } = index
  score(text, index)
  const byIntent = new Map<string, BestThree>()
  for (let number = 0; number < scores.length; number += 1) {
    const score = scores[number] ?? 0
    if (score > 0) keepBest(byIntent, examples[number]?.intent ?? '', score)
  }
  // Nothing of what was written stays.
  scores.fill(0)
  return [...byIntent]
    .map(([intent, [best, second, third]]) => ({
      intent,
      flow: index.flowOf.get(intent) ?? '',
      likeness: 0.8 * best + 0.12 * second + 0.08 * third,
    }))
    .sort((a, b) => b.likeness - a.likeness)
}

/** How like each example the text is: the cosine of their vectors. */
function score(text: string, { numbers, terms, scores }: ExampleIndex): void {
  const weights = weigh(termsOf(text, numbering(numbers)), terms)
  const length = lengthOf(weights)
  for (const [number, weight] of weights) {
    const term = terms.get(number)
    if (term === undefined) continue
    const share = weight / length
    for (let i = 0; i < term.examples.length; i += 1) {
      const example = term.examples[i] ?? 0
      scores[example] = (scores[example] ?? 0) + share * (term.weights[i] ?? 0)
    }
  }
}

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
