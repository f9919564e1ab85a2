import { readFile } from 'node:fs/promises'
import { type EvalQuestion, isHit, readQuestions } from '../cli/eval-knowledge.ts'
import { monotonicMs, systemClock, vietnamDay } from '../core/clock.ts'
import type { FoundPassage } from '../core/passage.ts'
import { createKnowledge } from '../knowledge/answer.ts'
import { isInForce } from '../knowledge/document.ts'
import type { KnowledgeIndex } from '../knowledge/knowledge-index.ts'
import { loadDocuments, loadKnowledge } from '../knowledge/load-knowledge.ts'
import { warmUp } from '../knowledge/warm-up.ts'
import { detectRefusal } from '../safety/detect-refusal.ts'
import { type BenchReport, percentile, rounded } from './bench-report.ts'
import { LANGCHAIN_FOLDER } from './install-langchain.ts'
import { timeManyPassages } from './search-many.ts'
import { buildPeers, type SearchPeer } from './search-peers.ts'

const QUESTION_FILES = ['eval/questions.jsonl', 'eval/questions-unseen.jsonl', 'eval/questions-people.jsonl']
const MANY_PASSAGES = 100_000
const MANY_QUESTIONS = 300
const TOP = 3
/** No engine may hold up the others: a slow one is measured on as many questions as fit, evenly chosen. */
const BUDGET_MS = 25_000

const variants = ['q', 'nodia', 'teen'] as const
type Variant = (typeof variants)[number]

interface Asked {
  question: EvalQuestion
  variant: Variant
  text: string
}

/**
 * Our search beside search libraries as they come, over the same passages and questions: share of questions with a right
 * passage among the first three, typed with tone marks, without and in teen-code, and milliseconds a question; then
 * ours alone over 100,000 passages. Ratios are ours divided by theirs.
 */
export async function benchSearch(): Promise<BenchReport> {
  const { index } = await loadKnowledge('knowledge')
  const asked = await readAsked()
  const passages = plainPassages(index)
  const notes = [
    `${passages.length} passages; ${asked.length} questions in three spellings from ${QUESTION_FILES.join(', ')}`,
    'The libraries index headings and text; ours has asked-as lines, slang and dates of force besides.',
  ]
  const ours = await measure(ourSearch(index), asked)
  const peers: BenchReport['peers'] = {}
  for (const peer of await buildPeers(passages, { mayInstall: true })) {
    peers[peer.name] = await measure(libraryOf(peer, index), asked)
  }
  if (peers['langchain-bm25'] === undefined) {
    notes.push(
      `LangChain's BM25 retriever is missing: npm could not install it into ${LANGCHAIN_FOLDER} (no network?)`,
    )
  }
  const many = await timeMany(index, asked)
  notes.push(`many.*: ours over ${MANY_PASSAGES} passages, the real ones and scrambled copies`)
  return {
    bench: 'search',
    ours: { ...ours, ...many },
    peers,
    ratios: ratiosOf(ours, peers),
    ratioSays: 'finds {} × as often (with tone marks)',
    notes,
  }
}

async function readAsked(): Promise<Asked[]> {
  const texts = await Promise.all(QUESTION_FILES.map((file) => readFile(file, 'utf8')))
  return texts.flatMap(readQuestions).flatMap((question) =>
    // Libraries know no dates: questions about another day would measure nothing of theirs.
    question.gold.length === 0 || question.asOf !== undefined
      ? []
      : variants.flatMap((variant) => {
          const text = question[variant]
          return text === undefined ? [] : [{ question, variant, text }]
        }),
  )
}

function plainPassages(index: KnowledgeIndex) {
  return index.passages.map(([, , , headings, text]) => ({
    heading: headings.map((heading) => index.headings[heading] ?? '').join('\n'),
    text,
  }))
}

interface Engine {
  find(text: string): FoundPassage[] | Promise<FoundPassage[]>
}

function ourSearch(index: KnowledgeIndex): Engine {
  const knowledge = createKnowledge(index, { detectRefusal })
  const today = vietnamDay(systemClock.now())
  warmUp(knowledge, index, today)
  return { find: (text) => knowledge.search(text, { asOf: today, top: TOP }) }
}

/** A library's numbers as passages. What it finds of repealed law is marked as such, as ours would be. */
function libraryOf(peer: SearchPeer, index: KnowledgeIndex): Engine {
  const today = vietnamDay(systemClock.now())
  const toPassage = (number: number): FoundPassage[] => {
    const stored = index.passages[number]
    const [d, key] = index.groups[stored?.[1] ?? -1] ?? [-1, '']
    const document = index.documents[d]
    if (stored === undefined || document === undefined) return []
    const isArticle = ['law', 'decree', 'code'].includes(document.kind) && /^\d/.test(key)
    const place = isArticle ? { dieu: key, khoan: stored[2] } : { section: key }
    const inForce = isInForce(document, today)
    return [{ id: stored[0], doc: document.id, ...place, heading: [], text: stored[4], score: 0, inForce }]
  }
  return { find: async (text) => (await peer.find(text, TOP)).flatMap(toPassage) }
}

async function measure(engine: Engine, asked: readonly Asked[]): Promise<Record<string, number>> {
  for (const { text } of asked.slice(0, 20)) await engine.find(text)
  const times: number[] = []
  const cpuTimes: number[] = []
  const hits: Record<Variant, number[]> = { q: [], nodia: [], teen: [] }
  const end = monotonicMs() + BUDGET_MS
  for (const { question, variant, text } of shuffled(asked)) {
    const start = monotonicMs()
    if (start > end) break
    const before = process.cpuUsage()
    const found = await engine.find(text)
    times.push(monotonicMs() - start)
    cpuTimes.push(cpuMs(before))
    hits[variant].push(found.some((passage) => isHit(passage, question)) ? 1 : 0)
  }
  times.sort((a, b) => a - b)
  cpuTimes.sort((a, b) => a - b)
  return {
    'recall@3': mean(hits.q),
    'recall@3.nodia': mean(hits.nodia),
    'recall@3.teen': mean(hits.teen),
    p50ms: rounded(percentile(times, 0.5), 3),
    p99ms: rounded(percentile(times, 0.99), 3),
    p50cpuMs: rounded(percentile(cpuTimes, 0.5), 3),
    p99cpuMs: rounded(percentile(cpuTimes, 0.99), 3),
    asked: times.length,
  }
}

/** Processor time of all threads since then: a busy machine changes it less than the time on the clock. */
function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

/** Every seventh, then the next seventh …: a part of the list is a fair part of every kind and spelling. */
function shuffled(asked: readonly Asked[]): Asked[] {
  const step = 7
  return Array.from({ length: step }, (_, offset) => asked.filter((_one, i) => i % step === offset)).flat()
}

async function timeMany(index: KnowledgeIndex, asked: readonly Asked[]): Promise<Record<string, number>> {
  const { documents } = await loadDocuments('knowledge')
  const texts = shuffled(asked)
    .slice(0, MANY_QUESTIONS)
    .map(({ text }) => text)
  const times = timeManyPassages({ documents, vocabulary: index.vocabulary }, texts, MANY_PASSAGES)
  return {
    'many.p50ms': rounded(percentile(times, 0.5), 3),
    'many.p99ms': rounded(percentile(times, 0.99), 3),
  }
}

function ratiosOf(ours: Record<string, number>, peers: BenchReport['peers']): Record<string, number> {
  const share = (name: string, theirs: Record<string, number>): number =>
    rounded((ours[name] ?? 0) / Math.max(theirs[name] ?? 0, 0.001))
  return Object.fromEntries(
    Object.entries(peers).flatMap(([peer, theirs]) => [
      [peer, share('recall@3', theirs)],
      [`${peer}.nodia`, share('recall@3.nodia', theirs)],
      [`${peer}.teen`, share('recall@3.teen', theirs)],
    ]),
  )
}

function mean(values: readonly number[]): number {
  return rounded(values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1), 4)
}
