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
export const BARS = {
  /** A question about our subject: covered share of its own words in the best three passages. */
  onTopic: { coverage: 0.3 },
  /** A place and a plan's word together ("Sở Giáo dục Thái Bình"), or a document by its number. */
  named: { coverage: 0.35 },
  /** A question that names a place or a plan, without a word of our subject. */
  planOnly: { coverage: 0.5, pairs: 0.5, words: 2 },
  /** Any other question: only when nearly every word and every neighbourhood is there. */
  elsewhere: { coverage: 0.75, pairs: 0.7, words: 3 },
}
/** Summed rarity of a question's words under which it asks nothing in particular ("ma túy", "luật ma túy"). */
const VAGUE = { rarity: 2.2, words: 3 }

const PRIVATE =
  /(?:danh sach|thong tin|ho so|dia chi|so dien thoai|sdt|ten|ly lich)\s+(?:cua\s+)?(?:thang|con|ong|ba|anh|chi|nguoi bao|nguoi to giac|hang xom|ban trai|ban gai|nguoi yeu)\s|(?:anh|chi|ong|ba|thang|hang xom|nguoi yeu|ban trai|ban gai)\s.{0,25}co (?:bi nghien|nghien ma tuy|trong danh sach)\s+(?:khong|ko|k|hong|chua)|ai (?:la nguoi )?(?:da )?(?:to giac|bao tin|to cao) (?:toi|tui|minh|em|nha)|who (?:reported|informed on) me/

/** Whether the question is about a particular person: their record, or who spoke of them. */
export function isPrivate(text: string): boolean {
  return PRIVATE.test(fold(text).replace(/[^\p{L}\p{N}]+/gu, ' '))
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
  const best = hits[0]
  const { references } = question
  if (references.namesUnknownDocument && references.docs.length === 0) return 'no_ground'
  if (references.dieu !== null && best !== undefined && best.score >= 100) return null
  if (references.dieu !== null) return 'no_ground'
  const namesPlan =
    question.places.some((place) => place.slug !== null) ||
    question.speaksOfPlan ||
    references.docs.length > 0
  if (
    best === undefined ||
    !isCovered(question, relevant(hits, namesPlan && !question.isOurTopic, open), namesPlan)
  ) {
    return question.isOurTopic || (best === undefined && namesPlan) ? 'no_ground' : 'off_topic'
  }
  return question.asksForPenalty && !holdsPenalties(open) && !namesPlan ? 'no_ground' : null
}

/** What a place or a plan is asked about must stand in a plan. */
function relevant(hits: readonly Hit[], onlyPlans: boolean, open: OpenKnowledge): readonly Hit[] {
  const top = hits.slice(0, 3)
  return onlyPlans
    ? top.filter((hit) => open.index.documents[documentOf(open, hit.passage)]?.kind === 'plan')
    : top
}

function isCovered(question: Question, top: readonly Hit[], namesPlan: boolean): boolean {
  const coverage = Math.max(0, ...top.map((hit) => hit.coverage))
  const pairs = Math.max(0, ...top.map((hit) => hit.pairCoverage))
  if (question.isOurTopic) return coverage >= BARS.onTopic.coverage
  const namesPlaceAndPlan = question.speaksOfPlan && question.places.some((place) => place.slug !== null)
  if (namesPlaceAndPlan || question.references.docs.length > 0) return coverage >= BARS.named.coverage
  const bar = namesPlan ? BARS.planOnly : BARS.elsewhere
  const ownWords = question.words.filter((word) => word.isOwn).length
  const ownPairs = question.pairs.filter((pair) => pair.isOwn).length
  return coverage >= bar.coverage && pairs >= bar.pairs && ownWords >= bar.words && ownPairs >= bar.words - 1
}

function holdsPenalties(open: OpenKnowledge): boolean {
  return open.index.documents.some((document) => HOLDS_PENALTIES.has(document.id))
}
