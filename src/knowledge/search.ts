import { documentFactors, type SearchScope } from './document-factors.ts'
import { isInForce } from './document.ts'
import type { OpenKnowledge } from './open-knowledge.ts'
import { DEFINITION, definedTerm, traitFactor } from './passage-traits.ts'
import { RANKING, type Ranking } from './ranking.ts'
import type { Question } from './read-question.ts'
import { type Scores, scoreTexts, type Worth } from './score-texts.ts'

export interface Hit extends Worth {
  passage: number
  inForce: boolean
}

const REFERENCE_BONUS = 1_000
const CLAUSE_BONUS = 100
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
  for (const [group, members] of open.passagesOfGroup.entries()) {
    const factor = factors[open.index.groups[group]?.[0] ?? -1] ?? 0
    if (factor > 0)
      addGroup({ group, members, factor }, { own, asked: asked.get(group), ranking, question, open, pool })
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
  return Uint8Array.from(open.documentOfPassage, (document) => ((factors[document] ?? 0) > 0 ? 0 : 1))
}

function bestAskedOfGroups(question: Question, open: OpenKnowledge, ranking: Ranking): Map<number, Worth> {
  const lines = scoreTexts(question, open.asked, ranking)
  const best = new Map<number, Worth>()
  for (let line = 0; line < open.asked.size; line++) {
    const score = lines.score[line] ?? 0
    if (score === 0) continue
    for (const group of open.index.askedGroups[line] ?? []) {
      if ((best.get(group)?.score ?? 0) < score) best.set(group, worthOf(lines, line))
    }
  }
  return best
}

interface Group {
  group: number
  members: readonly number[]
  factor: number
}

/** An article's passages share its best asked-as line and a part of its best passage. */
function addGroup(
  { group, members, factor }: Group,
  by: {
    own: Scores
    asked: Worth | undefined
    ranking: Ranking
    question: Question
    open: OpenKnowledge
    pool: Pool
  },
): void {
  const { own, asked, ranking } = by
  let best = 0
  for (const passage of members) best = Math.max(best, own.score[passage] ?? 0)
  const isReferred = isReferredArticle(by.question, by.open, group)
  if (best === 0 && asked === undefined && !isReferred) return
  const shared = ranking.asked * (asked?.score ?? 0) + ranking.group * best
  for (const passage of members) {
    const traits =
      traitFactor(by.open.traits[passage] ?? 0, by.question.traits) * definitionFactor(by, passage)
    const score = ((own.score[passage] ?? 0) + shared) * factor * traits
    if (!isReferred && !by.pool.takes(score)) continue
    by.pool.add({
      passage,
      score: isReferred ? score + REFERENCE_BONUS + clauseBonus(by.question, by.open, passage) : score,
      coverage: isReferred ? 1 : Math.max(own.coverage[passage] ?? 0, asked?.coverage ?? 0),
      pairCoverage: isReferred ? 1 : Math.max(own.pairCoverage[passage] ?? 0, asked?.pairCoverage ?? 0),
    })
  }
}

const DEFINES_IT = 1.5

/** "cai nghiện là gì" wants the sentence whose subject is "cai nghiện", not one that mentions it. */
function definitionFactor(
  { question, open }: { question: Question; open: OpenKnowledge },
  passage: number,
): number {
  if ((question.traits & (open.traits[passage] ?? 0) & DEFINITION) === 0) return 1
  const subject = definedTerm(open.index.passages[passage]?.[4] ?? '')
  const own = question.words.filter((word) => word.isOwn)
  const isSubject =
    own.length > 0 && own.length >= subject.size / 2 && own.every((word) => subject.has(word.folded))
  return isSubject ? DEFINES_IT : 1
}

function worthOf(scores: Scores, text: number): Worth {
  return {
    score: scores.score[text] ?? 0,
    coverage: scores.coverage[text] ?? 0,
    pairCoverage: scores.pairCoverage[text] ?? 0,
  }
}

/** "điều 29" goes straight to the article, whatever words they share. */
function isReferredArticle(question: Question, open: OpenKnowledge, group: number): boolean {
  const { dieu, docs } = question.references
  if (dieu === null) return false
  const [number, key] = open.index.groups[group] ?? [-1, '']
  const document = open.index.documents[number]
  if (key !== dieu || document === undefined || document.kind === 'plan') return false
  return docs.length === 0 || docs.includes(document.id)
}

function clauseBonus(question: Question, open: OpenKnowledge, passage: number): number {
  const { khoan } = question.references
  return khoan !== null && open.index.passages[passage]?.[2] === khoan ? CLAUSE_BONUS : 0
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
