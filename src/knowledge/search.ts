import { askedScore, type BestAsked, findBestAsked } from './best-asked.ts'
import { addPassage, type BestPassages, createBest, takes } from './best-passages.ts'
import { isInForce } from './document.ts'
import { documentFactors, type SearchScope } from './document-factors.ts'
import type { Lead } from './find-acts.ts'
import type { OpenKnowledge } from './open-knowledge.ts'
import { isReferredArticle, MAX_PASSAGE_FACTOR, passageFactor, referenceBonus } from './passage-factors.ts'
import { RANKING, type Ranking } from './ranking.ts'
import type { Question } from './read-question.ts'
import { type Scores, scoreTexts, type Worth } from './score-texts.ts'

export interface Hit extends Worth {
  passage: number
  /** Named by its article ("điều 29"). */
  isReferred: boolean
  inForce: boolean
}

/** Candidates that are looked at again for spreading. */
const POOL = 60
/** What the lead of a question that matches nothing at all is worth. */
const LEAST_LIFT = 20

/** Passages that answer the question, best first. Filters by date and place before scoring. */
export function searchPassages(
  question: Question,
  open: OpenKnowledge,
  options: { scope: SearchScope; top: number; ranking?: Ranking },
): Hit[] {
  const ranking = options.ranking ?? RANKING
  const factors = documentFactors(question, open.index.documents, { scope: options.scope, ranking })
  const own = scoreTexts(question, open.passages, ranking, markOut(open, factors))
  const asked = findBestAsked(question, open, ranking)
  const best = createBest(Math.max(POOL, options.top))
  const search: Search = { question, open, ranking, own, asked, best }
  for (const group of groupsToLookAt(search)) {
    const factor = factors[open.index.groups[group]?.[0] ?? -1] ?? 0
    if (factor > 0) addGroup(search, group, factor)
  }
  const day = question.period.day ?? options.scope.today
  const hits = followLeads(search, factors)
  for (const hit of hits) hit.inForce = isPassageInForce(open, hit.passage, day)
  return spread(hits, open, ranking).slice(0, options.top)
}

export function documentOf(open: OpenKnowledge, passage: number): number {
  return open.documentOfPassage[passage] ?? -1
}

function isPassageInForce(open: OpenKnowledge, passage: number, day: string): boolean {
  const document = open.index.documents[documentOf(open, passage)]
  return document !== undefined && isInForce(document, day)
}

function markOut(open: OpenKnowledge, factors: readonly number[]): Uint8Array {
  const isOut = new Uint8Array(open.documentOfPassage.length)
  for (let passage = 0; passage < isOut.length; passage++) {
    if ((factors[open.documentOfPassage[passage] ?? -1] ?? 0) === 0) isOut[passage] = 1
  }
  return isOut
}

interface Search {
  question: Question
  open: OpenKnowledge
  ranking: Ranking
  own: Scores
  asked: BestAsked
  best: BestPassages
}

/**
 * Where the rules about the acts told stand, lifted by a share of the best score: what people tell has few words in
 * common with how the rule is written.
 */
function followLeads(search: Search, factors: readonly number[]): Hit[] {
  const { question, ranking, open } = search
  const found = toHits(search)
  if (question.leads.length === 0) return found
  const lift = ranking.lead * Math.max(found[0]?.score ?? 0, LEAST_LIFT)
  const shares = sharesOfLeads(question.leads, open, factors)
  for (const hit of found) {
    hit.score += lift * (shares.get(hit.passage) ?? 0)
    shares.delete(hit.passage)
  }
  for (const [passage, share] of shares) {
    found.push(createHit({ passage, isReferred: false, score: lift * share }, worthOf(search.own, passage)))
  }
  return found.sort(byScore)
}

/** What each passage that a lead goes to gets of the lift. */
function sharesOfLeads(
  leads: readonly Lead[],
  open: OpenKnowledge,
  factors: readonly number[],
): Map<number, number> {
  const shares = new Map<number, number>()
  for (const { group, khoan, share } of leads) {
    for (const passage of open.passagesOfGroup[group] ?? []) {
      const isClause = khoan === null || open.index.passages[passage]?.[2] === khoan
      const isShown = (factors[documentOf(open, passage)] ?? 0) > 0
      if (isClause && isShown) shares.set(passage, Math.max(shares.get(passage) ?? 0, share))
    }
  }
  return shares
}

/** Groups with a passage or an asked-as line that matched, or named by their article; in the order of the documents. */
function groupsToLookAt(search: Search): number[] {
  const { question, open, own, asked } = search
  const isWanted = new Uint8Array(open.index.groups.length)
  for (let i = 0; i < own.count; i++) {
    isWanted[open.index.passages[own.touched[i] ?? -1]?.[1] ?? -1] = 1
  }
  for (let i = 0; i < asked.count; i++) isWanted[asked.groups[i] ?? -1] = 1
  const groups: number[] = []
  for (let group = 0; group < isWanted.length; group++) {
    const isReferred = question.references.dieu !== null && isReferredArticle(question, open, group)
    if (isWanted[group] === 1 || isReferred) groups.push(group)
  }
  return groups
}

/** An article's passages share its best asked-as line and a part of its best passage. */
function addGroup(search: Search, group: number, factor: number): void {
  const { question, open, ranking, own, asked } = search
  const members = open.passagesOfGroup[group] ?? []
  let best = 0
  for (const passage of members) best = Math.max(best, own.score[passage] ?? 0)
  const isReferred = isReferredArticle(question, open, group)
  const line = asked.line[group] ?? 0
  if (best === 0 && line === 0 && !isReferred) return
  const shared = ranking.asked * askedScore(asked, group, ranking) + ranking.group * best
  for (const passage of members) {
    const bonus = isReferred ? referenceBonus(question, open, passage) : 0
    const base = ((own.score[passage] ?? 0) + shared) * factor
    if (!takes(search.best, base * MAX_PASSAGE_FACTOR + bonus)) continue
    const score = base * passageFactor(question, open, passage) + bonus
    if (takes(search.best, score)) addPassage(search.best, passage, score, isReferred)
  }
}

/** The better cover of the passage and of its article's asked-as line. */
function coverOf(own: Worth, asked: Worth | undefined): Worth {
  if (asked === undefined) return own
  return {
    score: own.score,
    coverage: Math.max(own.coverage, asked.coverage),
    pairCoverage: Math.max(own.pairCoverage, asked.pairCoverage),
  }
}

function worthOf(scores: Scores, text: number): Worth {
  return {
    score: scores.score[text] ?? 0,
    coverage: scores.coverage[text] ?? 0,
    pairCoverage: scores.pairCoverage[text] ?? 0,
  }
}

/** The best passages, with what they and their asked-as lines cover. */
function toHits({ best, own, asked, open }: Search): Hit[] {
  return Array.from({ length: best.count }, (_, i) => {
    const passage = best.passages[i] ?? 0
    const line = asked.line[open.index.passages[passage]?.[1] ?? -1] ?? 0
    const cover = coverOf(worthOf(own, passage), line === 0 ? undefined : worthOf(asked.lines, line - 1))
    const isReferred = best.isReferred[i] === 1
    return createHit({ passage, isReferred, score: best.scores[i] ?? 0 }, cover)
  })
}

/** Always of one shape: the compiler gives up code that copies objects of several shapes, again and again. */
function createHit(found: Pick<Hit, 'passage' | 'isReferred' | 'score'>, cover: Worth): Hit {
  const { passage, isReferred, score } = found
  const { coverage, pairCoverage } = cover
  return { passage, isReferred, inForce: false, score, coverage, pairCoverage }
}

/** Whole numbers only: a difference of scores would be a new number on the heap at every comparison. */
function byScore(a: Hit, b: Hit): number {
  if (a.score !== b.score) return a.score > b.score ? -1 : 1
  return a.passage - b.passage
}

/** Later passages of the same article a little lower, so that three hits are three chances. */
function spread(hits: Hit[], open: OpenKnowledge, ranking: Ranking): Hit[] {
  const seen = new Map<number, number>()
  for (const hit of hits) {
    const group = open.index.passages[hit.passage]?.[1] ?? -1
    const times = seen.get(group) ?? 0
    seen.set(group, times + 1)
    const isPlan = open.index.documents[documentOf(open, hit.passage)]?.kind === 'plan'
    const repeat = isPlan ? ranking.repeatInPlan : ranking.repeat
    hit.score *= repeat ** Math.min(times, 4)
  }
  return hits.sort(byScore)
}
