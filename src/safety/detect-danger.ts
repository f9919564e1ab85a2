import type { Danger, DangerLevel, DangerType } from '../core/danger.ts'
import type { Frame } from './patterns/pattern.ts'
import { readSigns, type Sign, type Signs } from './signs.ts'
import { type CompiledRule, vocabulary } from './vocabulary.ts'
import { readWords } from './words.ts'

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
  const alone = judge([text])
  const before = recent.slice(-WINDOW)
  const together = before.length === 0 ? null : judge([...before, text])
  if (together === null || (alone !== null && alone.rank <= together.rank)) return alone?.danger ?? null
  const known = judge(before)
  const isNews = known === null || known.rank > together.rank
  return (isNews ? together : alone)?.danger ?? null
}

function judge(messages: readonly string[]): Verdict | null {
  const { lexicon, rules } = vocabulary()
  const signs = readSigns(readWords(messages), lexicon)
  const frames = framesOf(signs)
  for (const rule of rules) {
    const found = test(rule, signs, frames)
    if (found) return { danger: makeDanger(rule, found, signs, frames), rank: rule.rule.rank }
  }
  return null
}

function makeDanger(compiled: CompiledRule, found: readonly Sign[], signs: Signs, frames: ReadonlySet<Frame>): Danger {
  const { type, rule } = compiled
  const isHalfJoke = type === 'suicide' && rule.level === 'orange' && frames.has('joke')
  const level: DangerLevel = isHalfJoke ? 'yellow' : rule.level
  return { type, level, about: rule.about ?? whoIsMeant(type, found, signs) }
}

/** Ways of speaking of the whole text. A general question is one about nobody in particular. */
function framesOf(signs: Signs): ReadonlySet<Frame> {
  const has = (concept: string) => signs.byConcept.has(concept)
  const general = !has('specific') && !has('selfNow') && !has('urgent')
  const frames = new Set<Frame>()
  if (has('question') && general) frames.add('question')
  if (has('asking') && general) frames.add('asking')
  if ((has('condition') && general) || (has('ifWord') && !has('presentNow') && !has('urgent'))) frames.add('condition')
  if (has('law') && general) frames.add('law')
  if (has('news') && !has('urgent') && !has('specific')) frames.add('news')
  if (has('joke') && !has('psychosis.drugContext')) frames.add('joke')
  return frames
}

const MESSAGE_FRAMES: readonly Frame[] = ['question', 'asking', 'condition', 'law', 'news', 'joke']

function test(compiled: CompiledRule, signs: Signs, frames: ReadonlySet<Frame>): Sign[] | null {
  const { rule } = compiled
  const allowed = new Set<Sign['excuse']>([null, ...(rule.despite ?? [])])
  if (MESSAGE_FRAMES.some((frame) => frames.has(frame) && !allowed.has(frame))) return null
  if (compiled.unless.some((concept) => signs.byConcept.has(concept))) return null
  const groups: Sign[][] = []
  for (const concepts of compiled.all) {
    const found = concepts.flatMap((concept) => signs.byConcept.get(concept) ?? []).filter((sign) => allowed.has(sign.excuse))
    if (found.length === 0) return null
    groups.push(found)
  }
  return closest(groups, rule.within ?? 25)
}

/** One sign of each group, near the first group's sign; null when they stand too far apart. */
function closest(groups: readonly Sign[][], within: number): Sign[] | null {
  const [anchors = [], ...others] = groups
  for (const anchor of anchors) {
    const chosen = others.map((group) => group.find((sign) => distance(anchor, sign) <= within))
    if (chosen.every((sign) => sign !== undefined)) return [anchor, ...chosen]
  }
  return null
}

function distance(a: Sign, b: Sign): number {
  return Math.max(0, Math.max(a.start, b.start) - Math.min(a.end, b.end))
}

/** Who is in danger. Of attackers and victims the victim counts; else whoever the signs are told of. */
function whoIsMeant(type: DangerType, found: readonly Sign[], signs: Signs): Danger['about'] {
  const has = (concept: string) => signs.byConcept.has(concept)
  if (type === 'violence') return has('violence.otherVictim') && !has('violence.victimMe') ? 'other' : 'self'
  if (type === 'child') return has('child.kidVoice') || has('child.kidSelf') ? 'self' : 'other'
  return whoseSigns(found, signs)
}

/** Whoever was named last before the first sign; else the writer, when they speak of themselves at all. */
function whoseSigns(found: readonly Sign[], signs: Signs): Danger['about'] {
  const start = Math.min(...found.map((sign) => sign.start))
  const others = signs.byConcept.get('specific') ?? []
  const selves = (signs.byConcept.get('suicide.self') ?? []).filter(
    (sign) => !others.some((other) => other.start < sign.end && sign.start < other.end),
  )
  const other = others.findLast((sign) => sign.start <= start)
  const self = selves.findLast((sign) => sign.start <= start)
  if (other && self) return other.start > self.start ? 'other' : 'self'
  if (other) return 'other'
  return selves.length > 0 || others.length === 0 ? 'self' : 'other'
}
