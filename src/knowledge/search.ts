import { isInForce } from './document.ts'
import { documentFactors, type SearchScope } from './document-factors.ts'
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

/** Passages that answer the question, best first. Filters by date and place before scoring. */
export function searchPassages(
  question: Question,
  open: OpenKnowledge,
  options: { scope: SearchScope; top: number; ranking?: Ranking },
): Hit[] {
  const ranking = options.ranking ?? RANKING
  const factors = documentFactors(question, open.index.documents, { scope: options.scope, ranking })
  const own = scoreTexts(question, open.passages, ranking, markOut(open, factors))
  const asked = bestAskedOfGroups(question, open, ranking)
  const pool = createPool(Math.max(POOL, options.top))
  const search: Search = { question, open, ranking, own, pool }
  for (const group of groupsToLookAt(search, asked)) {
    const factor = factors[open.index.groups[group]?.[0] ?? -1] ?? 0
    if (factor > 0) addGroup(search, group, asked.get(group), factor)
  }
  const day = question.period.day ?? options.scope.today
  const hits = pool.best().map((hit) => ({ ...hit, inForce: isPassageInForce(open, hit.passage, day) }))
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

function bestAskedOfGroups(question: Question, open: OpenKnowledge, ranking: Ranking): Map<number, Worth> {
  const lines = scoreTexts(question, open.asked, ranking)
  const best = new Map<number, Worth>()
  for (let i = 0; i < lines.count; i++) {
    const line = lines.touched[i] ?? 0
    const score = lines.score[line] ?? 0
    for (const group of open.index.askedGroups[line] ?? []) {
      if ((best.get(group)?.score ?? 0) < score) best.set(group, worthOf(lines, line))
    }
  }
  return best
}

interface Search {
  question: Question
  open: OpenKnowledge
  ranking: Ranking
  own: Scores
  pool: Pool
}

/** Groups with a passage or an asked-as line that matched, or named by their article; in the order of the documents. */
function groupsToLookAt(search: Search, asked: ReadonlyMap<number, Worth>): number[] {
  const { question, open, own } = search
  const isWanted = new Uint8Array(open.index.groups.length)
  for (let i = 0; i < own.count; i++) {
    isWanted[open.index.passages[own.touched[i] ?? -1]?.[1] ?? -1] = 1
  }
  for (const group of asked.keys()) isWanted[group] = 1
  const groups: number[] = []
  for (let group = 0; group < isWanted.length; group++) {
    const isReferred = question.references.dieu !== null && isReferredArticle(question, open, group)
    if (isWanted[group] === 1 || isReferred) groups.push(group)
  }
  return groups
}

/** An article's passages share its best asked-as line and a part of its best passage. */
function addGroup(search: Search, group: number, asked: Worth | undefined, factor: number): void {
  const { question, open, ranking, own, pool } = search
  const members = open.passagesOfGroup[group] ?? []
  let best = 0
  for (const passage of members) best = Math.max(best, own.score[passage] ?? 0)
  const isReferred = isReferredArticle(question, open, group)
  if (best === 0 && asked === undefined && !isReferred) return
  const shared = ranking.asked * (asked?.score ?? 0) + ranking.group * best
  for (const passage of members) {
    const bonus = isReferred ? referenceBonus(question, open, passage) : 0
    const base = ((own.score[passage] ?? 0) + shared) * factor
    if (!pool.takes(base * MAX_PASSAGE_FACTOR + bonus)) continue
    const score = base * passageFactor(question, open, passage) + bonus
    if (pool.takes(score)) pool.add({ passage, isReferred, ...coverOf(worthOf(own, passage), asked), score })
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

type Candidate = Omit<Hit, 'inForce'>

interface Pool {
  /** Whether a score can still be among the best. */
  takes(score: number): boolean
  add(candidate: Candidate): void
  best(): readonly Candidate[]
}

/** Keeps the best so many without sorting all. */
function createPool(size: number): Pool {
  const candidates: Candidate[] = []
  let least = 0
  const shrink = (): void => {
    candidates.sort(byScore)
    if (candidates.length <= size) return
    candidates.length = size
    least = candidates.at(-1)?.score ?? 0
  }
  return {
    takes: (score) => score > least,
    add: (candidate) => {
      candidates.push(candidate)
      if (candidates.length >= size * 4) shrink()
    },
    best: () => {
      shrink()
      return candidates
    },
  }
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || a.passage - b.passage
}

/** Later passages of the same article a little lower, so that three hits are three chances. */
function spread(hits: readonly Hit[], open: OpenKnowledge, ranking: Ranking): Hit[] {
  const seen = new Map<number, number>()
  const lowered = hits.map((hit) => {
    const group = open.index.passages[hit.passage]?.[1] ?? -1
    const times = seen.get(group) ?? 0
    seen.set(group, times + 1)
    return { ...hit, score: hit.score * ranking.repeat ** Math.min(times, 4) }
  })
  return lowered.sort(byScore)
}
