import type { DocumentInfo } from '../core/passage.ts'
import { isInForce } from './document.ts'
import type { Ranking } from './ranking.ts'
import type { Question } from './read-question.ts'

/** The day asked about, and where the person lives if that is known. */
export interface SearchScope {
  today: string
  place?: string | undefined
}

/** Documents that say how an act is punished. */
export const HOLDS_PENALTIES: ReadonlySet<string> = new Set([
  'blhs',
  'nghi-dinh-282-2025',
  'nghi-dinh-144-2021',
])

/** The law itself before the decree that details it. */
const LAW_FIRST = 1.1
const NAMED = 1.5
const BESIDE_NAMED = 0.5
const BESIDE_PLAN = 0.6
/** A place or a number somewhere is asked for: the directory has it. */
const ASKED_WHERE = 1.25
/** What a substance is, or whom to call, when a penalty is asked for. */
const BESIDE_PENALTY = 0.6
/** A guide for the young, when nothing says that one of them is meant. */
const FOR_THE_YOUNG = 0.85
/** The rule in force, when the former one is asked for. */
const NEWER_THAN_ASKED = 0.3
/** Over, and nothing came after it. */
const OVER_WITHOUT_SUCCESSOR = 0.8

/** How much each document's passages count for this question; 0: not to be shown. Filters by date and place. */
export function documentFactors(
  question: Question,
  documents: readonly DocumentInfo[],
  options: { scope: SearchScope; ranking: Ranking },
): number[] {
  const named = question.references.docs
  return documents.map((document) => {
    if (named.includes(document.id)) return NAMED
    if (named.length > 0)
      return document.kind === 'plan' ? 0 : BESIDE_NAMED * ruleFactor(document, question, options)
    return document.kind === 'plan'
      ? planFactor(document, question, options)
      : besidePlan(document, question) * ruleFactor(document, question, options)
  })
}

/** "Trung tâm nào được nhắc trong kế hoạch …" is not for the directory, though it has the same words. */
function besidePlan(document: DocumentInfo, question: Question): number {
  const isOurs = document.kind === 'services' || document.kind === 'substances' || document.kind === 'guide'
  if (isOurs && question.speaksOfPlan) return BESIDE_PLAN
  if (isOurs && document.kind !== 'guide' && question.asksForPenalty) return BESIDE_PENALTY
  if (document.kind === 'services' && question.asksWhere && question.places.length > 0) return ASKED_WHERE
  return isForYoung(document) && !question.speaksOfYoung ? FOR_THE_YOUNG : 1
}

function isForYoung(document: DocumentInfo): boolean {
  return document.kind === 'guide' && /chưa đủ 18|dưới 18/i.test(document.title)
}

/** A rule counts on the days it is in force; a repealed one only when the past is asked about or nothing replaced it. */
function ruleFactor(
  document: DocumentInfo,
  question: Question,
  options: { scope: SearchScope; ranking: Ranking },
): number {
  const { period } = question
  const day = period.day ?? options.scope.today
  const own = document.kind === 'law' ? LAW_FIRST : 1
  const penalty = question.asksForPenalty && HOLDS_PENALTIES.has(document.id) ? options.ranking.penalty : own
  if (isInForce(document, day))
    return penalty * (period.asksForOldLaw && !period.compares ? NEWER_THAN_ASKED : 1)
  const isOver = document.inForceTo !== null && document.inForceTo < day
  if (!isOver) return 0
  if (document.replacedBy === null) return penalty * OVER_WITHOUT_SUCCESSOR
  return period.day === null && period.asksForOldLaw ? penalty : 0
}

/** Plans are of one place: another place's plan is no answer. */
function planFactor(
  document: DocumentInfo,
  question: Question,
  options: { scope: SearchScope; ranking: Ranking },
): number {
  const { planAsked, planUnasked } = options.ranking
  if (question.places.length > 0)
    return question.places.some((place) => isOf(document, place)) ? planAsked : 0
  const isElsewhere = options.scope.place !== undefined && options.scope.place !== document.place
  const factor = question.speaksOfPlan ? 1 : planUnasked
  return isElsewhere ? factor * planUnasked : factor
}

function isOf(document: DocumentInfo, place: { slug: string | null; former: string | null }): boolean {
  if (place.slug !== document.place) return false
  return place.former === null || document.formerPlace === null || place.former === document.formerPlace
}
