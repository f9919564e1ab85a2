import { compileLexicon, findHits, type Hit, type Lexicon } from './lexicon.ts'
import { harmActs } from './patterns/harm-acts.ts'
import { harmAsks } from './patterns/harm-asks.ts'
import { harmFrames } from './patterns/harm-frames.ts'
import { harmHelp } from './patterns/harm-help.ts'
import { harmNeeds, needRules } from './patterns/harm-needs.ts'
import { type HarmRule, harmRules } from './patterns/harm-rules.ts'
import { harmSchemes } from './patterns/harm-schemes.ts'
import { harmWords } from './patterns/harm-words.ts'
import type { RefusalKind } from './patterns/refusal.ts'
import { wordLists } from './patterns/word-lists.ts'
import { weighHarm } from './weigh-harm.ts'
import type { Reading } from './words.ts'

let lexicon: Lexicon | undefined

/** Words between an act and its thing, and between the act and what is asked of it. */
const PAIR_REACH = 7
const ASK_REACH = 14

/** What a message asks to be done with drugs, and what else it says. */
export interface HarmReading {
  kind: RefusalKind | null
  /** Drugs, and nothing that a question about them is honestly asked for. */
  isUnframed: boolean
  /** Help is what is asked for, whatever doing is named beside it. */
  isNeed: boolean
  /** Somebody is spoken of, with a time, and nothing is asked: a report. */
  isReport: boolean
  /** Log-odds by its words alone that it is such a request. */
  likelihood: number
  /** There is any asking word at all, whatever it asks for. */
  mayAsk: boolean
  /** There is a word by which people ask how, where or which. */
  asks: boolean
}

/**
 * What is asked to be done with a drug: an act, the drug, and a word that asks for the way, the place or the amount.
 * Words that ask for the law, for help or to whom to report are no such words. Pure; bounded work.
 */
export function findHarm(reading: Reading): HarmReading {
  const found = readFound(reading)
  const rule = harmRules.find((candidate) => mayHold(candidate, found) && holds(candidate, found))
  return {
    kind: rule?.reason ?? null,
    isUnframed: isUnframed(found),
    isNeed: isNeed(found),
    isReport: rule === undefined && isReport(found),
    likelihood: weighHarm(reading, found.keys()) - doubt(found),
    mayAsk: ASKS.some((concept) => found.has(concept)),
    asks: rule?.isScheme === true || ['show', 'which', 'can'].some((concept) => found.has(concept)),
  }
}

/** Every meaning of the grammar that the text has, however it is meant. */
export function readHarm(reading: Reading): string[] {
  return [...readFound(reading).keys()]
}

function readFound(reading: Reading): Found {
  lexicon ??= compileLexicon(
    { ...harmActs, ...harmAsks, ...harmHelp, ...harmSchemes, ...harmFrames, ...harmNeeds },
    { ...wordLists, ...harmWords },
  )
  return groupHits(findHits(reading, lexicon), reading)
}

type Found = ReadonlyMap<string, readonly Hit[]>

function groupHits(hits: readonly Hit[], { words }: Reading): Found {
  const byConcept = new Map<string, Hit[]>()
  for (const hit of hits) {
    // What excuses is said in one breath: "đang điều trị, làm sao thử không ra" asks nothing of treatment.
    if (EXCUSING.has(hit.concept) && words[hit.start]?.clause !== words[hit.end - 1]?.clause) continue
    const group = byConcept.get(hit.concept) ?? []
    group.push(hit)
    byConcept.set(hit.concept, group)
  }
  return byConcept
}

const EXCUSING = new Set(['help', 'lawAsk', 'other'])
const ASKING = ['show', 'how', 'where', 'request']

const TOPICS = ['named', 'slang', 'use.whole', 'get.whole', 'make.whole', 'effect']
const ASKS = ['show', 'how', 'where', 'howMuch', 'which', 'gain']
const FRAMES = [...Object.keys(harmFrames), 'help', 'lawAsk', 'other', 'form', 'everyday', 'plainAsk']

/** How much the words must weigh against, where the message says what it honestly asks for. */
function doubt(found: Found): number {
  const has = (concept: string) => found.has(concept)
  if (has('framing')) return 0
  if (['frameEmergency', 'everyday', 'plainAsk'].some(has)) return 2
  if (has('show')) return 0
  return Number(has('other')) + Math.min(1 + FRAMES_OF_NEED.filter(has).length, 3) / 2 - 0.5
}

const FRAMES_OF_NEED = ['frameStop', 'frameService', 'frameReport', 'frameLaw', 'frameHarm', 'frameOther']

/** Pretexts ("câu hỏi mẹo", "đóng vai") are no frame, and make a vague one doubtful. */
const FIRM_FRAMES = ['lawAsk', 'frameReport', 'frameService', 'frameEmergency']

/** The gate for what no rule names. */
function isUnframed(found: Found): boolean {
  const has = (concept: string) => found.has(concept)
  const frames = has('framing') ? FIRM_FRAMES : FRAMES
  return TOPICS.some(has) && !frames.some(has)
}

function isNeed(found: Found): boolean {
  const has = (concept: string) => found.has(concept)
  return needRules.some(({ all, unless }) => all.every(has) && !unless.some(has))
}

function isReport(found: Found): boolean {
  const asks = ASKING.some((concept) => found.get(concept)?.some((ask) => asksHow(ask, found)))
  return found.has('teller') && found.has('when') && !asks
}

/** The cheap half of `holds`: of hundreds of acts most messages say none. */
function mayHold({ whole = NO_ACTS, pairs = NO_PAIRS }: HarmRule, found: Found): boolean {
  for (const concept of whole) if (found.has(concept)) return true
  for (const [one, other] of pairs) if (found.has(one) && found.has(other)) return true
  return false
}

const NO_ACTS: readonly string[] = []
const NO_PAIRS: readonly (readonly [string, string])[] = []

function holds(rule: HarmRule, found: Found): boolean {
  const acts = actsOf(rule, found)
  if (found.has('everyday') || (rule.isScheme && isLegal(found))) return false
  if (rule.asks.length === 0) return acts.length > 0
  const asks = rule.asks
    .flatMap((concept) => found.get(concept) ?? [])
    .filter((ask) => rule.isScheme || asksHow(ask, found))
  return acts.some((act) => asks.some((ask) => gap(act, ask) <= ASK_REACH))
}

/** Schemes are asked of the law and of reporting like everything else. */
function isLegal(found: Found): boolean {
  if (found.has('frameSeen') && found.has('when')) return true
  return lawsAsked(found).length > 0 || ['frameReport', 'form'].some((concept) => found.has(concept))
}

/** "… cách nào để khỏi bị phạt" asks for no law. */
function lawsAsked(found: Found): Hit[] {
  const escapes = found.get('unpunished') ?? []
  return (found.get('lawAsk') ?? []).filter((law) => !escapes.some((escape) => gap(law, escape) === 0))
}

/** Whether it is not the law, whom to tell or how to help that this word asks for. An order stays one. */
function asksHow(ask: Hit, found: Found): boolean {
  const laws = lawsAsked(found)
  if ([...laws, ...(found.get('help') ?? [])].some((help) => takesUp(help, ask))) return false
  if (ask.concept === 'show') return true
  // "Chở hóa chất để người ta nấu thì tội gì": what is asked last is wanted.
  return !found.has('other') && !found.has('form') && !laws.some((law) => law.start >= ask.end)
}

/** Whether the phrase holds the first or the last of the asking words. */
function takesUp(help: Hit, ask: Hit): boolean {
  const holdsWord = (word: number) => help.start <= word && word < help.end
  return holdsWord(ask.start) || holdsWord(ask.end - 1)
}

/** Each act with its thing, as one stretch of words. */
function actsOf({ whole = [], pairs = [], isScheme }: HarmRule, found: Found): Hit[] {
  const acts = whole.flatMap((concept) => found.get(concept) ?? [])
  const reach = isScheme ? ASK_REACH : PAIR_REACH
  return [
    ...acts,
    ...pairs.flatMap(([one, other]) => pairUp(found.get(one) ?? [], found.get(other) ?? [], reach)),
  ]
}

function pairUp(ones: readonly Hit[], others: readonly Hit[], reach: number): Hit[] {
  return ones.flatMap((one) =>
    others
      .filter((other) => gap(one, other) <= reach)
      .map((other) => ({
        concept: one.concept,
        start: Math.min(one.start, other.start),
        end: Math.max(one.end, other.end),
      })),
  )
}

/** Words between two stretches; 0 when they touch or overlap. */
function gap(one: Hit, other: Hit): number {
  return Math.max(0, Math.max(one.start, other.start) - Math.min(one.end, other.end))
}
