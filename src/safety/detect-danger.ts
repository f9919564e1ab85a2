import type { Danger, DangerLevel, DangerType } from '../core/danger.ts'
import { rememberLast } from '../lib/remember-last.ts'
import { asksFirstAid, withoutFirstAid } from './asks-first-aid.ts'
import { closestSigns } from './closest-signs.ts'
import { type Heard, hear, heardIn } from './hear.ts'
import { findHits, type Hit, mayGoOn, reachesOver } from './lexicon.ts'
import type { Frame } from './patterns/pattern.ts'
import { isFraming, type Sign, type Signs } from './signs.ts'
import { type CompiledRule, vocabulary } from './vocabulary.ts'
import { weighWeakSigns } from './weak-signs.ts'
import { whoIsMeant } from './who-is-meant.ts'
import { type Reading, readWords } from './words.ts'

interface Verdict {
  danger: Danger
  /** Of the rule that held; lower is more urgent. */
  rank: number
}

const WINDOW = 2

/**
 * The danger told in `text`, alone or together with the messages just before it (`recent`, newest last), because
 * frightened people write in pieces. Pure; any strings; bounded work (about 4,000 characters of each message count).
 * Returns null when nobody is in danger now: real denial, past that is over, jokes, fiction, general questions.
 */
export function detectDanger(text: string, recent: readonly string[] = []): Danger | null {
  const { own, alone } = judgeAlone(text)
  if (alone !== null && asksFirstAid(text) && isAboutNobody(text, recent)) return null
  const together = judgeTogether(text, recent.slice(-WINDOW), own)
  if (together === null) return alone?.danger ?? null
  return (alone !== null && alone.rank <= together.rank ? alone : together).danger
}

/** Whether neither this message nor those before it tell of anybody, or of any danger. */
function isAboutNobody(text: string, recent: readonly string[]): boolean {
  const before = recent.slice(-WINDOW)
  const { byConcept } = hear([...before, withoutFirstAid(text)]).signs()
  if (['specific', 'selfNow', 'urgent', 'presentNow'].some((concept) => byConcept.has(concept))) return false
  return judge(hear(before), () => true) === null
}

/** Null when the newest message adds nothing to those before it. */
function judgeTogether(text: string, before: readonly string[], own: Heard): Verdict | null {
  if (before.length === 0) return null
  const { lexicon } = vocabulary()
  // Most messages say nothing of danger, whatever came before them: they need no second judgement.
  const mayCountAlone = mayCount(own)
  if (!mayCountAlone && !mayGoOn(own.reading, lexicon)) return null
  const reading = readWords([...before, text])
  const boundary = reading.words.length - own.reading.words.length
  if (!mayCountAlone && !reachesOver(reading, lexicon, boundary)) return null
  const together = heardIn(reading, joinHits(findHits(reading, lexicon, boundary), own, boundary))
  return judge(together, newsOnly(before, together))
}

/** What a message says by itself it says after others too. */
function joinHits(earlier: readonly Hit[], { hits }: Heard, boundary: number): Hit[] {
  const own = hits.map(({ concept, start, end }) => ({
    concept,
    start: boundary + start,
    end: boundary + end,
  }))
  return [...earlier, ...own]
}

/** The classifier of intents asks again in the same turn. */
const judgeAlone = rememberLast((text) => {
  const own = hear([text])
  return { own, alone: judge(own, () => true) ?? judgeWeakly(own) }
})

/** Log-odds from which the sum of small signs counts, where nothing excuses it; and where it is more than a hint. */
const WEAK = 0.1
const EXCUSED = 1.3
/** Of a deal that somebody saw: "giao xong rồi đi ngay" has the words of a leave-taking. */
const DEALT = 3
const CLEAR = 2
const LAST_RANK = 100

/** What no rule names: many small signs together. It only asks for a direct question, unless they are many. */
function judgeWeakly({ reading, signs }: Heard): Verdict | null {
  const weak = weighWeakSigns(reading.words, {
    isEnough: (score) => score >= WEAK && score >= leastScore(signs().byConcept),
    families: () => familiesOf(signs().byConcept),
  })
  if (weak === null) return null
  const { byConcept } = signs()
  if (byConcept.has('resolved')) return null
  const about = byConcept.has('specific') ? 'other' : 'self'
  return {
    danger: { type: weak.type, level: weak.score < CLEAR ? 'yellow' : 'orange', about },
    rank: LAST_RANK,
  }
}

function leastScore(byConcept: Signs['byConcept']): number {
  if (byConcept.has('dealing')) return DEALT
  return isExcused(byConcept) ? EXCUSED : WEAK
}

const EXCUSES = ['harmless', 'animal', 'joke', 'lawAsk', 'fiction', 'past', 'everyNight', 'suicide.reportOf']

/** Whether the message has a way of speaking that takes away a danger, or says one that does not count. */
function isExcused(byConcept: Signs['byConcept']): boolean {
  if (EXCUSES.some((concept) => byConcept.has(concept))) return true
  for (const signs of byConcept.values()) if (signs.every((sign) => sign.excuse !== null)) return true
  return false
}

/** How many meanings of each danger were found, though no rule holds. */
function familiesOf(byConcept: Signs['byConcept']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [concept, signs] of byConcept) {
    const [family = '', name = ''] = concept.split('.')
    if (name === '' || COMPANY.has(name) || signs.every((sign) => sign.excuse !== null)) continue
    counts.set(family, (counts.get(family) ?? 0) + 1)
  }
  return counts
}

/**
 * This or a phrase that reaches over is the cheap half of `newsOnly`: what the newest message adds is what it says
 * alone, or what began before it. Finding what three messages say costs far more, and nine in ten need it not.
 */
function mayCount({ concepts }: Heard): boolean {
  const { counting } = vocabulary()
  let isCounting = false
  let saysMoreThanFrames = false
  for (const concept of concepts) {
    isCounting ||= counting.has(concept)
    saysMoreThanFrames ||= !isFraming(concept)
  }
  return isCounting && saysMoreThanFrames
}

function hasSignIn({ byConcept, reading }: Signs, message: number): boolean {
  for (const [concept, signs] of byConcept) {
    if (!isFraming(concept) && signs.some((sign) => messageOf(sign, reading) === message)) return true
  }
  return false
}

/** Something in the newest message must count; what merely goes with a danger that was told before does not. */
function newsOnly(before: readonly string[], together: Heard): (found: readonly Sign[]) => boolean {
  let known: boolean | undefined
  const isNews = (sign: Sign) => {
    known ??= judge(hear(before), () => true) !== null
    return !known || !COMPANY.has(nameOf(sign))
  }
  return (found) =>
    hasSignIn(together.signs(), before.length) &&
    found.some((sign) => messageOf(sign, together.reading) === before.length && isNews(sign))
}

function messageOf(sign: Sign, { words }: Reading): number | undefined {
  return words[sign.end - 1]?.message
}

/** Concepts that say little by themselves: after a danger that is known, a message with only these is not a new one. */
const COMPANY = new Set(
  'now specific selfNow urgent presentNow self plan use drugName drugContext drugWord victimOrNow doneIt habit debtThreat motherUse'.split(
    ' ',
  ),
)

function nameOf(sign: Sign): string {
  return sign.concept.slice(sign.concept.indexOf('.') + 1)
}

/** The first rule that holds and whose signs count. */
function judge(heard: Heard, counts: (found: readonly Sign[]) => boolean): Verdict | null {
  const rules = rulesFor(heard)
  if (rules.length === 0) return null
  const signs = heard.signs()
  const frames = framesOf(signs)
  for (const rule of rules) {
    const found = test(rule, signs, frames)
    if (found && counts(found))
      return { danger: makeDanger(rule, found, signs, frames), rank: rule.rule.rank }
  }
  return null
}

/** Those that may hold, because something of each of their groups was said; most urgent first. Of a hundred, a few. */
function rulesFor({ concepts }: Heard): CompiledRule[] {
  const { listed } = vocabulary()
  const rules = new Set<CompiledRule>()
  for (const concept of concepts)
    for (const rule of listed.get(concept) ?? NO_RULES) if (mayHold(rule, concepts)) rules.add(rule)
  return [...rules].sort((a, b) => a.order - b.order)
}

const NO_RULES: readonly CompiledRule[] = []

function mayHold({ all }: CompiledRule, concepts: ReadonlySet<string>): boolean {
  for (const group of all) if (!group.some((concept) => concepts.has(concept))) return false
  return true
}

function makeDanger(
  compiled: CompiledRule,
  found: readonly Sign[],
  signs: Signs,
  frames: readonly ReadonlySet<Frame>[],
): Danger {
  const { rule } = compiled
  const type = labelOf(compiled, signs)
  const isHalfJoke = type === 'suicide' && rule.level === 'orange' && frames.some((said) => said.has('joke'))
  const level: DangerLevel = isHalfJoke ? 'yellow' : rule.level
  return { type, level, about: rule.about ?? whoIsMeant(type, found, signs) }
}

const MAD = ['hallucinate', 'madWord', 'ngaoSure', 'oddThing', 'voiceCommand'].map(
  (name) => `psychosis.${name}`,
)
const STOPPED = ['withdrawal.stopAlcohol', 'stopSedative', 'withdrawal.cravingSure']
/** Whoever does not breathe is treated as poisoned, whatever was stopped. */
const NO_BREATH_RANK = 4

/** An attack by somebody out of their mind is psychosis; the signs of a body that was stopped are withdrawal. */
function labelOf({ type, rule }: CompiledRule, { byConcept }: Signs): DangerType {
  const has = (concept: string) => byConcept.get(concept)?.some((sign) => sign.excuse === null) === true
  if (type === 'violence') {
    const isMad = MAD.some(has) || (has('psychosis.delusion') && has('psychosis.drugContext'))
    if (isMad) return 'psychosis'
    const isChild = has('child.kidSelf') || (has('child.minorSure') && has('child.beaten') && !has('grownUp'))
    return isChild ? 'child' : type
  }
  if (type !== 'overdose' || rule.rank <= NO_BREATH_RANK) return type
  return STOPPED.some(has) && !has('withdrawal.relapse') && !has('overdose.toddler') ? 'withdrawal' : type
}

/** Ways of speaking of each message. A general question is one about nobody in particular. */
function framesOf({ byConcept, reading }: Signs): readonly ReadonlySet<Frame>[] {
  const last = reading.words.at(-1)?.message ?? 0
  return Array.from({ length: last + 1 }, (_, message) =>
    framesOfMessage((concept) => {
      const signs = byConcept.get(concept)
      return signs !== undefined && (last === 0 || signs.some((sign) => messageOf(sign, reading) === message))
    }),
  )
}

function framesOfMessage(has: (concept: string) => boolean): ReadonlySet<Frame> {
  const frames = new Set<Frame>()
  if (!has('specific') && !has('selfNow') && !has('urgent')) {
    for (const frame of GENERAL_FRAMES) if (has(frame)) frames.add(frame)
  }
  if (has('ifWord') && !has('presentNow') && !has('urgent')) frames.add('condition')
  if (has('news') && !has('urgent') && !has('specific')) frames.add('news')
  if (has('joke') && !has('psychosis.drugContext')) frames.add('joke')
  if (has('lawAsk') && !has('firstPerson') && !has('urgent') && !has('presentNow')) frames.add('pureLaw')
  return frames
}

const GENERAL_FRAMES: readonly Frame[] = ['question', 'asking', 'condition', 'law']
const MESSAGE_FRAMES: readonly Frame[] = ['question', 'asking', 'condition', 'law', 'news', 'joke', 'pureLaw']

function test(compiled: CompiledRule, signs: Signs, frames: readonly ReadonlySet<Frame>[]): Sign[] | null {
  const { rule } = compiled
  const allowed = new Set<Sign['excuse']>([null, ...(rule.despite ?? [])])
  const isMeant = frames.map(
    (said) => !MESSAGE_FRAMES.some((frame) => said.has(frame) && !allowed.has(frame)),
  )
  if (!isMeant.includes(true)) return null
  if (compiled.unless.some((concept) => signs.byConcept.has(concept))) return null
  const groups: Sign[][] = []
  for (const concepts of compiled.all) {
    const found = concepts
      .flatMap((concept) => signs.byConcept.get(concept) ?? [])
      .filter((sign) => allowed.has(sign.excuse) && isMeant[messageOf(sign, signs.reading) ?? 0])
    if (found.length === 0) return null
    groups.push(latestFirst(found, signs.reading))
  }
  return closestSigns(groups, rule.within ?? 25, rule.apart === true)
}

/** What was said in the newest message first: it decides whether there is news. */
function latestFirst(signs: Sign[], reading: Reading): Sign[] {
  const message = (sign: Sign) => messageOf(sign, reading) ?? 0
  return signs.sort((a, b) => message(b) - message(a))
}
