import type { RefusalReason } from '../core/passage.ts'
import { fold } from '../lib/vietnamese.ts'
import { HOLDS_PENALTIES } from './document-factors.ts'
import { rarity } from './inverted-index.ts'
import type { OpenKnowledge } from './open-knowledge.ts'
import type { Question } from './read-question.ts'
import { scoreDomain } from './score-domain.ts'
import { documentOf, type Hit } from './search.ts'

/**
 * Bars under which nothing is answered. Who is refused wrongly has nobody to ask, who reads of something beside the
 * question sees its source: in doubt the answer is given.
 */
const BARS = {
  /** A question about our subject: covered share of its own words in the best passages. */
  onTopic: 0.1,
  /** A place and a plan's word together ("Sở Giáo dục Thái Bình"), or a document by its number. */
  named: 0.2,
} as const
/**
 * Without a word that is ours alone: score of the best passage and twice the leaning of the words towards our subject.
 * On all development questions they refuse fewer than one answerable question in a hundred and answer one stray one in fifty.
 */
const GROUND = {
  elsewhere: 84,
  /** With a word that others have as well. */
  weakTopic: 62,
  /** More with a word of somebody else's subject as well. */
  otherSubject: 40,
} as const
const LEANING_WEIGHT = 2
/** Without a word of ours many common words lean together in a long text: a passage must speak of some of it. */
const LEAST_FOUND = { score: 30, coverage: 0.4 } as const
/** Under it an article's number alone does not make a question ours, when it names another subject. */
const LEAST_LEANING = 15

/** Hits whose cover counts. */
const LOOKED_AT = 3
/** Summed rarity of a question's words under which it asks nothing in particular ("ma túy", "luật ma túy"). */
const VAGUE = { rarity: 2.2, words: 3 }

const SOMEBODY =
  '(?:thang|con (?:nho|be|me|ba|mu|hang)|ong|ba|anh|chi|chu|co (?:giao|ay|gai|hang)|nguoi bao|nguoi to|nguoi to giac|hang xom|nha ben|ban trai|ban gai|nguoi yeu)'
/** One's own: a parent may ask about the child's entry in the list. */
const OWN =
  '(?! (?:toi|tui|em|minh|mk|t|e|chau|trai|gai|nha|so|nguoi|nghien|bao nhieu|cua (?:toi|tui|em|minh))\\b)'
const PRIVATE = new RegExp(
  `\\b(?:${[
    `(?:thong tin|ho so|dia chi(?: nha)?|so dien thoai|sdt|ly lich|ten cua) (?:cua )?${SOMEBODY}${OWN} `,
    '(?:cho (?:\\S+ )?(?:xin|coi|xem|biet)|xin|gui (?:toi|em|minh|cho))(?! (?:ra|xoa|go|rut|duoc)\\b)(?: \\S+){0,2} danh sach(?: \\S+){0,2} (?:nguoi|ng|con|hoc vien|may dua|dua)',
    'danh sach (?:nguoi|ng) (?:nghien|cai|su dung|choi)(?: \\S+){0,5} (?:phuong|xa|xom|khu pho|to dan pho|ap) (?:toi|em|minh|nay|gom|co (?:nhung )?ai|la ai)',
    '(?:hang xom|nha ben|nha ke ben|nha doi dien|nguoi yeu|ban trai|ban gai) .{0,40}co (?:bi )?(?:nghien|choi|dung|su dung|trong danh sach).{0,12} (?:khong|ko|k|hong|chua)',
    '(?:ai|dua nao|nguoi nao|thang nao) (?:la (?:nguoi|ng|dua) )?(?:da )?(?:to giac|bao tin|to cao|to|bao cong an|bao ca|khai|mach|bao(?! ve)) (?:cong an |ca )?(?:ve )?(?:chuyen )?(?:nha )?(?:toi|tui|t|minh|mk|em|e|nha|con toi|chong toi)',
    'who (?:reported|informed on) me',
  ].join('|')})\\b`,
)
/** "Anh Tuấn … có nghiện không": somebody by name. */
const NAMED_PERSON =
  /(?:^|\s)(?:[Aa]nh|[Cc]hị|[ÔôOo]ng|[Bb]à|[Cc]ô|[Cc]hú|[Tt]hằng|[Ee]m|[Tt]ên)\s+\p{Lu}\p{Ll}+.{0,30}\scó\s.{0,12}(?:nghiện|dùng|chơi|hút)/u

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
  return question.topic !== 'none' && !says && own.size <= VAGUE.words && total < VAGUE.rarity
}

/** Why the best hits are no ground for an answer; null when they are. */
export function judge(found: {
  question: Question
  hits: readonly Hit[]
  open: OpenKnowledge
}): RefusalReason | null {
  const { question, hits, open } = found
  const { references } = question
  if (references.namesUnknownDocument && references.docs.length === 0 && !isSpokenOf(question, hits, open))
    return 'no_ground'
  if (references.dieu !== null)
    return hits[0]?.isReferred === true && !isOtherLaw(question, open) ? null : 'no_ground'
  if (!hasGround(question, hits, open)) return isAboutUs(question) ? 'no_ground' : 'off_topic'
  return asksInVainForPenalty(question, open) ? 'no_ground' : null
}

/** "Điều 15 Luật Hôn nhân và gia đình": an article of a law named by its subject, which is not ours. */
function isOtherLaw(question: Question, open: OpenKnowledge): boolean {
  const { references, isOtherSubject, topic } = question
  if (references.docs.length > 0 || topic !== 'none') return false
  return isOtherSubject && scoreDomain(question, open.domain) < LEAST_LEANING
}

/** "Nghị định 57/2022 còn hiệu lực không" is answered by the decree that replaced it. */
function isSpokenOf({ references }: Question, hits: readonly Hit[], open: OpenKnowledge): boolean {
  const texts = hits.slice(0, LOOKED_AT).map((hit) => open.index.passages[hit.passage]?.[4] ?? '')
  return references.unknownNumbers.some((number) => texts.some((text) => text.includes(number)))
}

function hasGround(question: Question, hits: readonly Hit[], open: OpenKnowledge): boolean {
  const leaning = scoreDomain(question, open.domain)
  const isOthers = question.isOtherSubject && leaning < 0
  if (question.asksAboutAct && leaning >= 0) return true
  if (question.topic === 'sure' && !isOthers) return coverage(hits) >= BARS.onTopic
  if (isLed(question) && !isOthers) return true
  if (isNamed(question) && !question.isOtherSubject && coverage(hits) >= BARS.named) return true
  return isStrong(question, hits, { open, leaning })
}

/** A word that may be ours, or a document's name, and a place where the answer stands. */
function isLed({ topic, references, leads }: Question): boolean {
  return leads.length > 0 && (topic === 'weak' || references.docs.length > 0)
}

function isStrong(
  question: Question,
  hits: readonly Hit[],
  { open, leaning }: { open: OpenKnowledge; leaning: number },
): boolean {
  const isOfPlan = question.topic === 'none' && speaksOfOurPlan(question) && question.leads.length === 0
  const ground = isOfPlan ? onlyPlans(hits, open) : hits
  const score = ground[0]?.score ?? 0
  if (question.topic === 'none' && score < LEAST_FOUND.score && coverage(ground) < LEAST_FOUND.coverage)
    return false
  const strength = score + LEANING_WEIGHT * leaning
  const bar = question.topic === 'weak' ? GROUND.weakTopic : GROUND.elsewhere
  return strength >= bar + (question.isOtherSubject ? GROUND.otherSubject : 0)
}

function isAboutUs(question: Question): boolean {
  return question.topic !== 'none' || isNamed(question)
}

/** A penalty is asked for and no document here holds any. */
function asksInVainForPenalty(question: Question, open: OpenKnowledge): boolean {
  return question.asksForPenalty && !question.speaksOfPlan && !holdsPenalties(open)
}

function isNamed({ references, speaksOfPlan, places }: Question): boolean {
  return references.docs.length > 0 || (speaksOfPlan && places.some((place) => place.slug !== null))
}

function speaksOfOurPlan({ speaksOfPlan, places }: Question): boolean {
  return speaksOfPlan || places.some((place) => place.slug !== null)
}

/** What a place alone is asked about must stand in a plan. */
function onlyPlans(hits: readonly Hit[], open: OpenKnowledge): Hit[] {
  return hits.filter((hit) => open.index.documents[documentOf(open, hit.passage)]?.kind === 'plan')
}

function coverage(hits: readonly Hit[]): number {
  return Math.max(0, ...hits.slice(0, LOOKED_AT).map((hit) => hit.coverage))
}

function holdsPenalties(open: OpenKnowledge): boolean {
  return open.index.documents.some((document) => HOLDS_PENALTIES.has(document.id))
}
