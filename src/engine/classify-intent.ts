import type { Danger } from '../core/danger.ts'
import type { FlowSet } from '../flows/flow.ts'
import { detectDanger } from '../safety/detect-danger.ts'
import { detectRefusal } from '../safety/detect-refusal.ts'
import { compileLexicon, findHits, type Lexicon } from '../safety/lexicon.ts'
import { wordLists } from '../safety/patterns/word-lists.ts'
import { readWords } from '../safety/words.ts'
import { exampleIndex, likenesses } from './example-index.ts'
import { cueWeights, type IntentLabel, intentCues } from './intent-cues.ts'

export const intentLabels = [
  'counselling-self',
  'counselling-family',
  'tip',
  'law question',
  'services',
  'other',
] as const satisfies readonly IntentLabel[]

interface Scored {
  intent: string
  score: number
}

const LIKENESS_WEIGHT = 4
const REPEATED_CUE = 0.35
let cueLexicon: Lexicon | undefined

/**
 * The intent that a text most resembles: by words that tell self from family, a tip from a question of law …, and by
 * the examples of the flow files. Null when nothing speaks for any, or no flow has the intent. Pure; any string.
 */
export function classifyIntent(
  text: string,
  flows: FlowSet,
): { intent: string; flow: string; confidence: number } | null {
  const scores = scoreIntents(text, flows)
  const [best, next] = scores
  const flow = best && exampleIndex(flows).flowOf.get(best.intent)
  if (!best || flow === undefined || best.score < 0.8) return null
  return { intent: best.intent, flow, confidence: confidenceOf(best.score, next?.score ?? 0) }
}

/** How sure: much evidence, and more than for the next. 0..1. */
function confidenceOf(best: number, next: number): number {
  const strength = Math.min(1, best / 3.2)
  const lead = best === 0 ? 0 : (best - Math.max(0, next)) / best
  return Math.round(Math.min(1, strength * (0.55 + 0.75 * lead)) * 100) / 100
}

/** One of the six labels of the message file, for measuring; without flows by the cue words alone. */
export function classifyIntentLabel(text: string, flows: FlowSet | null): IntentLabel {
  const best = scoreIntents(text, flows)[0]
  if (!best || best.score <= 0) return 'other'
  return best.intent === 'receipt' ? 'tip' : (intentLabels.find((label) => label === best.intent) ?? 'other')
}

function scoreIntents(text: string, flows: FlowSet | null): Scored[] {
  const scores = new Map<string, number>(intentLabels.map((label) => [label, 0]))
  const add = (intent: string, points: number) => scores.set(intent, (scores.get(intent) ?? 0) + points)
  addCues(text, add)
  if (flows)
    for (const { intent, likeness } of likenesses(text, exampleIndex(flows)))
      add(intent, likeness * LIKENESS_WEIGHT)
  return [...scores].map(([intent, score]) => ({ intent, score })).sort((a, b) => b.score - a.score)
}

interface Cues {
  /** Where each cue stands: word numbers, in order. */
  at: ReadonlyMap<string, readonly number[]>
  has(cue: string): boolean
}

/** The cues of a text; what is only a figure of speech ("trà đá") counts as nothing but that. */
function readCues(text: string): Cues {
  cueLexicon ??= compileLexicon(intentCues, wordLists)
  const hits = findHits(readWords([text]), cueLexicon)
  const harmless = hits.filter((hit) => hit.concept === 'harmless')
  const at = new Map<string, number[]>()
  for (const { concept, start, end } of hits) {
    if (concept !== 'harmless' && harmless.some((other) => start < other.end && other.start < end)) continue
    at.set(concept, [...(at.get(concept) ?? []), start])
  }
  return { at, has: (cue) => at.has(cue) }
}

function addCues(text: string, add: (intent: string, points: number) => void): void {
  const cues = readCues(text)
  for (const [cue, places] of cues.at) {
    if (cue === 'chat' && cues.has('drugTopic')) continue
    const factor = 1 + REPEATED_CUE * (Math.min(places.length, 4) - 1)
    for (const [intent, points] of Object.entries(cueWeights[cue] ?? {})) add(intent, points * factor)
  }
  if (cues.has('receipt')) add('receipt', 2.5)
  const danger = detectDanger(text)
  if (danger === null) weighQuiet(text, cues, add)
  else weighDanger(danger, cues, add)
  weighWhoComesFirst(cues, add)
}

/** In danger the person matters: the writer, somebody of theirs, or a stranger whom they report. */
function weighDanger(danger: Danger, cues: Cues, add: (intent: string, points: number) => void): void {
  if (danger.about === 'self') return add('counselling-self', 6)
  const isStranger = cues.has('outsider') || (danger.type === 'child' && !cues.has('ownRelation'))
  if (isStranger && !cues.has('ownRelation')) add('tip', 6)
  else add('counselling-family', 6)
}

/** What single cues cannot tell: requests that are refused, small talk, and when a question of law is the point of it. */
function weighQuiet(text: string, cues: Cues, add: (intent: string, points: number) => void): void {
  if (detectRefusal(text) !== null) add('other', 6)
  const isOffTopic = !ON_TOPIC.some((cue) => cues.has(cue))
  if (isOffTopic) for (const label of intentLabels) if (label !== 'other') add(label, -1.8)
  add('other', smallTalk(cues))
  if (cues.has('lawStrong') && !cues.has('servicesStrong')) add('law question', 1)
}

function smallTalk(cues: Cues): number {
  const isPlayful = cues.has('chat') || cues.has('harmless') || cues.has('playful')
  if (!isPlayful || cues.has('drugTopic')) return 0
  return cues.has('emotion') || cues.has('tip') ? 2 : 3.5
}

/** Without any of these a text is about something else. */
const ON_TOPIC = [
  'drugTopic',
  'reportStrong',
  'servicesStrong',
  'emotion',
  'parent',
  'ownRelation',
  'selfActs',
  'bareUse',
  'receipt',
  'tip',
]

/** "Chồng em …, em lo" is about the husband; "em muốn bỏ mà bạn em …" about the writer. */
function weighWhoComesFirst(cues: Cues, add: (intent: string, points: number) => void): void {
  const other = cues.at.get('ownRelation')?.[0] ?? Number.POSITIVE_INFINITY
  const self = cues.at.get('selfActs')?.[0] ?? Number.POSITIVE_INFINITY
  if (other < self) add('counselling-family', 1.2)
  if (self < other) add('counselling-self', 0.6)
}
