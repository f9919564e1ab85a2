import type { Danger, DangerLevel, DangerType } from '../core/danger.ts'
import { rememberLast } from '../lib/remember-last.ts'
import { type SyllableKey, syllableKey } from '../lib/vietnamese-key.ts'
import { asksFirstAid, withoutFirstAid } from './asks-first-aid.ts'
import { closestSigns } from './closest-signs.ts'
import { reachesOver } from './lexicon.ts'
import type { Frame } from './patterns/pattern.ts'
import { meansWord } from './phrase.ts'
import { isFraming, readSigns, type Sign, type Signs } from './signs.ts'
import { type CompiledRule, vocabulary } from './vocabulary.ts'
import { weighWeakSigns } from './weak-signs.ts'
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
  const { byConcept } = readAll([...before, withoutFirstAid(text)])
  if (['specific', 'selfNow', 'urgent', 'presentNow'].some((concept) => byConcept.has(concept))) return false
  return judge(readAll(before), () => true) === null
}

/** Null when the newest message adds nothing to those before it. */
function judgeTogether(text: string, before: readonly string[], own: Signs): Verdict | null {
  if (before.length === 0) return null
  const reading = readWords([...before, text])
  // Most messages say nothing of danger, whatever came before them: they need no second judgement.
  if (!mayHaveSignIn(own, reading, before.length)) return null
  const signs = readSigns(reading, vocabulary().lexicon)
  return hasSignIn(signs, before.length) ? judge(signs, newsOnly(before, signs)) : null
}

/** The classifier of intents asks again in the same turn. */
const judgeAlone = rememberLast((text) => {
  const own = readAll([text])
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
function judgeWeakly({ byConcept, reading }: Signs): Verdict | null {
  const weak = weighWeakSigns(reading.words, familiesOf(byConcept))
  if (weak === null || byConcept.has('resolved') || weak.score < leastScore(byConcept)) return null
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

function readAll(messages: readonly string[]): Signs {
  return readSigns(readWords(messages), vocabulary().lexicon)
}

/**
 * The cheap half of `hasSignIn`: a sign of the newest message is one that it has alone, or one that began before it.
 * Finding all signs of three messages costs ten times this, and nine messages in ten need it not.
 */
function mayHaveSignIn(own: Signs, reading: Reading, message: number): boolean {
  for (const concept of own.byConcept.keys()) if (!isFraming(concept)) return true
  const boundary = reading.words.findIndex((word) => word.message === message)
  return boundary >= 0 && reachesOver(reading, vocabulary().lexicon, boundary)
}

function hasSignIn({ byConcept, reading }: Signs, message: number): boolean {
  for (const [concept, signs] of byConcept) {
    if (!isFraming(concept) && signs.some((sign) => messageOf(sign, reading) === message)) return true
  }
  return false
}

/** Something in the newest message must count; what merely goes with a danger that was told before does not. */
function newsOnly(before: readonly string[], { reading }: Signs): (found: readonly Sign[]) => boolean {
  let known: boolean | undefined
  const isNews = (sign: Sign) => {
    known ??= judge(readAll(before), () => true) !== null
    return !known || !COMPANY.has(nameOf(sign))
  }
  return (found) => found.some((sign) => messageOf(sign, reading) === before.length && isNews(sign))
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
function judge(signs: Signs, counts: (found: readonly Sign[]) => boolean): Verdict | null {
  const frames = framesOf(signs)
  for (const rule of vocabulary().rules) {
    if (!mayHold(rule, signs)) continue
    const found = test(rule, signs, frames)
    if (found && counts(found))
      return { danger: makeDanger(rule, found, signs, frames), rank: rule.rule.rank }
  }
  return null
}

/** The cheap half of `test`: something of each group was said at all. */
function mayHold({ all }: CompiledRule, { byConcept }: Signs): boolean {
  for (const concepts of all) {
    if (!concepts.some((concept) => byConcept.has(concept))) return false
  }
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

/** Who is in danger. Of attackers and victims the victim counts; else whoever the signs are told of. */
function whoIsMeant(type: DangerType, found: readonly Sign[], signs: Signs): Danger['about'] {
  const has = (concept: string) =>
    (signs.byConcept.get(concept) ?? []).some((sign) => !isOfOther(sign, signs))
  if (type === 'violence')
    return signs.byConcept.has('violence.otherVictim') && !has('violence.victimMe') ? 'other' : 'self'
  if (type === 'child')
    return signs.byConcept.has('child.kidVoice') || has('child.kidSelf') ? 'self' : 'other'
  return whoseSigns(found, signs)
}

const BELONGING = 'nhà|của|cùng|chung|bé'.split('|').map(syllableKey)

/** "pod của thằng bạn": the friend owns it, with or for whom it was done. */
const PART_OF_IT = 'của|với|cho|vì|do'.split('|').map(syllableKey)

function follows(sign: Sign, keys: readonly SyllableKey[], { reading }: Pick<Signs, 'reading'>): boolean {
  const before = reading.words[sign.start - 1]
  return before !== undefined && keys.some((key) => meansWord(before, key, true))
}

/** Whether a word for the writer only says whose somebody is: "chồng em", "hàng xóm nhà em", "con bé nhà em". */
function isOfOther(sign: Sign, { byConcept, reading }: Signs): boolean {
  if (follows(sign, BELONGING, { reading })) return true
  return (byConcept.get('specific') ?? []).some((other) => other.start < sign.end && sign.start < other.end)
}

/** Whoever was named last before the first sign; else the writer, when they speak of themselves at all. */
function whoseSigns(found: readonly Sign[], signs: Signs): Danger['about'] {
  const start = Math.min(...found.map((sign) => sign.start))
  const others = (signs.byConcept.get('specific') ?? []).filter((sign) => !follows(sign, PART_OF_IT, signs))
  const selves = (signs.byConcept.get('suicide.self') ?? []).filter((sign) => !isOfOther(sign, signs))
  const other = others.findLast((sign) => sign.start <= start)
  const self = selves.findLast((sign) => sign.start <= start)
  if (other && self) return other.start > self.start ? 'other' : 'self'
  if (other) return 'other'
  return selves.length > 0 || others.length === 0 ? 'self' : 'other'
}
