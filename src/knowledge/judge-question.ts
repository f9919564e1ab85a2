import type { RefusalReason } from '../core/passage.ts'
import { fold } from '../lib/vietnamese.ts'
import { HOLDS_PENALTIES } from './document-factors.ts'
import { rarity } from './inverted-index.ts'
import type { OpenKnowledge } from './open-knowledge.ts'
import type { Question } from './read-question.ts'
import { documentOf, type Hit } from './search.ts'

/**
 * Bars under which nothing is answered. Score alone does not tell our questions from other laws'; these do. Chosen on
 * one half of our questions and on a hundred about other things, reported on the other half.
 */
const BARS = {
  /** A question about our subject: covered share of its own words in the best passages. */
  onTopic: { coverage: 0.2, strength: 0 },
  /** A place and a plan's word together ("Sở Giáo dục Thái Bình"), or a document by its number. */
  named: { coverage: 0.35, strength: 0 },
  /** A place or a plan's word alone. */
  plan: { coverage: 0.6, strength: 65 },
  /** Any other question, unless it has a word of somebody else's subject. */
  elsewhere: { coverage: 0.38, strength: 45 },
} satisfies Record<string, Bar>

interface Bar {
  coverage: number
  /** Score of the best passage. */
  strength: number
}

/** Hits whose cover counts. */
const LOOKED_AT = 3
/** Summed rarity of a question's words under which it asks nothing in particular ("ma túy", "luật ma túy"). */
const VAGUE = { rarity: 2.2, words: 3 }

const PRIVATE = new RegExp(
  `\\b(?:${[
    '(?:danh sach|thong tin|ho so|dia chi|so dien thoai|sdt|ten|ly lich) (?:cua )?(?:thang|con|ong|ba|anh|chi|nguoi bao|nguoi to giac|hang xom|ban trai|ban gai|nguoi yeu) ',
    '(?:hang xom|nha ben|nha ke ben|nha doi dien|nguoi yeu|ban trai|ban gai) .{0,25}co (?:bi )?(?:nghien|choi|dung|su dung|trong danh sach).{0,12} (?:khong|ko|k|hong|chua)',
    'ai (?:la nguoi )?(?:da )?(?:to giac|bao tin|to cao) (?:toi|tui|t|minh|mk|em|e|nha)',
    'who (?:reported|informed on) me',
  ].join('|')})\\b`,
)
/** "Anh Tuấn … có nghiện không": somebody by name. */
const NAMED_PERSON =
  /(?:^|\s)(?:[Aa]nh|[Cc]hị|[ÔôOo]ng|[Bb]à|[Cc]ô|[Cc]hú|[Tt]hằng|[Ee]m)\s+\p{Lu}\p{Ll}+.{0,30}\scó\s.{0,12}(?:nghiện|dùng|chơi|hút)/u

/** Whether the question is about a particular person: their record, or who spoke of them. */
export function isPrivate(text: string): boolean {
  return NAMED_PERSON.test(text.normalize('NFC')) || PRIVATE.test(fold(text).replace(/[^\p{L}\p{N}]+/gu, ' '))
}

/** What detectRefusal says, in the words of an answer. */
export function toRefusalReason(refusal: string): RefusalReason {
  if (refusal === 'medical_dose') return 'medical'
  return refusal === 'instructions' ? 'off_topic' : 'harmful'
}

/** Whether the question names a subject and asks nothing about it. */
export function isVague(question: Question, open: OpenKnowledge): boolean {
  if (question.traits !== 0 || question.references.dieu !== null || question.references.docs.length > 0)
    return false
  const own = new Set(question.words.filter((word) => word.isOwn).map((word) => word.folded))
  const total = [...own].reduce((sum, word) => sum + rarity(open.passages, 'folded', word), 0)
  const says = question.asksForPenalty || question.speaksOfPlan || question.places.length > 0
  return question.isOurTopic && !says && own.size <= VAGUE.words && total < VAGUE.rarity
}

/** Why the best hits are no ground for an answer; null when they are. */
export function judge(found: {
  question: Question
  hits: readonly Hit[]
  open: OpenKnowledge
}): RefusalReason | null {
  const { question, hits, open } = found
  const { references, isOurTopic } = question
  if (question.isOtherSubject && !isOurTopic && references.docs.length === 0) return 'off_topic'
  if (references.namesUnknownDocument && references.docs.length === 0) return 'no_ground'
  if (references.dieu !== null) return hits[0]?.isReferred === true ? null : 'no_ground'
  const call = whatItCallsFor(question)
  const isOurs = call === 'onTopic' || call === 'named'
  const ground = call === 'plan' ? onlyPlans(hits, open) : hits
  if (!isCovered(ground, BARS[call])) return isOurs ? 'no_ground' : 'off_topic'
  return asksInVainForPenalty(question, open) ? 'no_ground' : null
}

/** A penalty is asked for and no document here holds any. */
function asksInVainForPenalty(question: Question, open: OpenKnowledge): boolean {
  return question.asksForPenalty && !question.speaksOfPlan && !holdsPenalties(open)
}

/** Which bar a question has to clear. */
function whatItCallsFor(question: Question): keyof typeof BARS {
  if (question.isOurTopic) return 'onTopic'
  const namesOurPlace = question.places.some((place) => place.slug !== null)
  if ((namesOurPlace && question.speaksOfPlan) || question.references.docs.length > 0) return 'named'
  return namesOurPlace || question.speaksOfPlan ? 'plan' : 'elsewhere'
}

/** What a place alone is asked about must stand in a plan. */
function onlyPlans(hits: readonly Hit[], open: OpenKnowledge): Hit[] {
  return hits.filter((hit) => open.index.documents[documentOf(open, hit.passage)]?.kind === 'plan')
}

function isCovered(hits: readonly Hit[], bar: Bar): boolean {
  const coverage = Math.max(0, ...hits.slice(0, LOOKED_AT).map((hit) => hit.coverage))
  const strength = hits[0]?.score ?? 0
  return coverage >= bar.coverage && strength >= bar.strength
}

function holdsPenalties(open: OpenKnowledge): boolean {
  return open.index.documents.some((document) => HOLDS_PENALTIES.has(document.id))
}
