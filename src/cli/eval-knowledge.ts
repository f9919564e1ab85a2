import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { monotonicMs, systemClock, vietnamDay } from '../core/clock.ts'
import type { Answer, FoundPassage } from '../core/passage.ts'
import { createKnowledge, type Knowledge } from '../knowledge/answer.ts'
import type { KnowledgeIndex } from '../knowledge/knowledge-index.ts'
import { loadKnowledge } from '../knowledge/load-knowledge.ts'
import { heldSources } from '../knowledge/parse-guide-sources.ts'
import { warmUp } from '../knowledge/warm-up.ts'
import { detectRefusal } from '../safety/detect-refusal.ts'
import { checkCitations } from './check-citations.ts'
import type { CommandContext } from './command-context.ts'

const Gold = z.object({
  doc: z.string(),
  dieu: z.string().optional(),
  khoan: z.string().optional(),
  section: z.string().optional(),
  expired: z.boolean().optional(),
})
/** One line of a question file; see CONTRACTS "Question file". */
export const EvalQuestion = z.object({
  id: z.coerce.string(),
  q: z.string(),
  nodia: z.string().optional(),
  teen: z.string().optional(),
  gold: z.array(Gold),
  key: z.string().optional(),
  kind: z.string(),
  asOf: z.iso.date().optional(),
})
export type EvalQuestion = z.infer<typeof EvalQuestion>

const variants = ['q', 'nodia', 'teen'] as const
type Variant = (typeof variants)[number]
const DEPTH = 10

interface Asked {
  question: EvalQuestion
  variant: Variant
  answer: Answer
  /** Rank of the first hit, from 1; null: not among the first ten. */
  rank: number | null
  ms: number
  cpuMs: number
  repealedFirst: boolean
}

/** `npm run eval:knowledge -- --questions F [--json]`. Exit code 1 when the file cannot be read. */
export async function main(
  args: string[],
  context: Pick<CommandContext, 'print' | 'printError'>,
): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      questions: { type: 'string', default: 'eval/questions.jsonl' },
      knowledge: { type: 'string', default: 'knowledge' },
      json: { type: 'boolean', default: false },
    },
  })
  const questions = readQuestions(await readFile(values.questions, 'utf8'))
  const { index } = await loadKnowledge(values.knowledge)
  const knowledge = createKnowledge(index, { detectRefusal })
  const today = vietnamDay(systemClock.now())
  // What is timed is a process that has been asked before.
  warmUp(knowledge, index, today)
  const report = evaluate(questions, { knowledge, index, today })
  if (values.json) context.print(JSON.stringify(report))
  else for (const line of toTable(report)) context.print(line)
  return 0
}

export function readQuestions(text: string): EvalQuestion[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => EvalQuestion.parse(JSON.parse(line)))
}

/** Asks every question in every variant that it has. */
export function evaluate(questions: readonly EvalQuestion[], tools: EvalTools) {
  const asked = questions.flatMap((question) =>
    variants.flatMap((variant) => {
      const text = question[variant]
      return text === undefined ? [] : [ask({ question, variant, text }, tools)]
    }),
  )
  const answerable = asked.filter(({ question }) => question.gold.length > 0)
  return {
    questions: questions.length,
    variants: perVariant(answerable, (list) => ({
      ...recalls(list),
      'recall@5': recallAt(list, 5),
      mrr: mean(list.map(reciprocal)),
    })),
    byKind: Object.fromEntries(
      [...new Set(answerable.map(({ question }) => question.kind))].map((kind) => [
        kind,
        perVariant(
          answerable.filter(({ question }) => question.kind === kind),
          recalls,
        ),
      ]),
    ),
    repealedFirst: count(asked, ({ repealedFirst, variant }) => repealedFirst && variant === 'q'),
    refusal: refusals(asked),
    citations: checkCitations(
      asked.map(({ answer, question }) => ({ answer, asOf: question.asOf ?? tools.today })),
      tools.index,
    ),
    latencyMs: percentiles(asked.map(({ ms }) => ms)),
    // Of all threads: what a busy machine adds to the time on the clock is not ours.
    cpuMs: percentiles(asked.map(({ cpuMs }) => cpuMs)),
    misses: [
      ...new Set(
        answerable.filter(({ rank }) => rank === null || rank > 3).map(({ question }) => question.id),
      ),
    ],
  }
}

interface EvalTools {
  knowledge: Knowledge
  index: KnowledgeIndex
  /** YYYY-MM-DD in Vietnam. */
  today: string
}

function ask(asking: { question: EvalQuestion; variant: Variant; text: string }, tools: EvalTools): Asked {
  const { question, variant, text } = asking
  const { knowledge, index, today } = tools
  const asOf = question.asOf ?? today
  const before = process.cpuUsage()
  const start = monotonicMs()
  const answer = knowledge.answer(text, { asOf, language: 'vi', top: DEPTH })
  const ms = monotonicMs() - start
  const { user, system } = process.cpuUsage(before)
  // Retrieval is measured apart from refusal: a wrongly refused question may still have been found.
  const passages = answer.refused ? knowledge.search(text, { asOf, top: DEPTH }) : answer.passages
  const at = passages.findIndex((passage) => isHit(passage, question))
  return {
    question,
    variant,
    answer,
    ms,
    cpuMs: (user + system) / 1000,
    rank: at < 0 ? null : at + 1,
    repealedFirst: question.asOf === undefined && showsRepealedFirst(passages, question, index),
  }
}

export function isHit(passage: FoundPassage, question: EvalQuestion): boolean {
  const fitsGold = question.gold.some((gold) => {
    if (gold.expired === true && !passage.inForce) return false
    if (gold.doc !== passage.doc) return question.key === undefined && namesAsSource(passage, gold)
    if (question.key !== undefined) return true
    if (gold.dieu !== undefined) return gold.dieu === passage.dieu
    if (gold.section === undefined) return true
    return passage.section === gold.section || (passage.section ?? '').startsWith(`${gold.section}.`)
  })
  return fitsGold && (question.key === undefined || squeeze(passage.text).includes(squeeze(question.key)))
}

/** A guide's passage counts when it names the gold document and article as its source. */
function namesAsSource(passage: FoundPassage, gold: z.infer<typeof Gold>): boolean {
  if (!passage.doc.startsWith('huong-dan-')) return false
  return heldSources(passage.text).some(
    (source) => source.doc === gold.doc && (gold.dieu === undefined || source.dieu === gold.dieu),
  )
}

function squeeze(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, '')
}

function showsRepealedFirst(
  passages: readonly FoundPassage[],
  question: EvalQuestion,
  index: KnowledgeIndex,
): boolean {
  const first = passages.find((passage) => passage.dieu !== undefined)
  const document = index.documents.find(({ id }) => id === first?.doc)
  if (first === undefined || first.inForce || document === undefined || document.replacedBy === null)
    return false
  return question.gold.some((gold) => gold.doc === document.replacedBy)
}

function refusals(asked: readonly Asked[]) {
  const isAsked = ({ question }: Asked): boolean => question.gold.length === 0
  return {
    asked: count(asked, isAsked),
    refused: count(asked, (one) => isAsked(one) && one.answer.refused),
    answeredWrongly: count(asked, (one) => isAsked(one) && !one.answer.refused),
    wronglyRefused: count(asked, (one) => !isAsked(one) && one.answer.refused),
  }
}

function perVariant<T>(
  asked: readonly Asked[],
  measure: (list: readonly Asked[]) => T,
): Partial<Record<Variant, T>> {
  const entries = variants.map(
    (variant) => [variant, asked.filter((one) => one.variant === variant)] as const,
  )
  return Object.fromEntries(
    entries.filter(([, list]) => list.length > 0).map(([v, list]) => [v, measure(list)]),
  )
}

function recalls(list: readonly Asked[]): { 'recall@1': number; 'recall@3': number } {
  return { 'recall@1': recallAt(list, 1), 'recall@3': recallAt(list, 3) }
}

function recallAt(list: readonly Asked[], k: number): number {
  return mean(list.map(({ rank }) => (rank !== null && rank <= k ? 1 : 0)))
}

function reciprocal({ rank }: Asked): number {
  return rank === null ? 0 : 1 / rank
}

function mean(values: readonly number[]): number {
  const total = values.reduce((sum, value) => sum + value, 0)
  return values.length === 0 ? 0 : Math.round((total / values.length) * 10_000) / 10_000
}

function count<T>(list: readonly T[], test: (item: T) => boolean): number {
  return list.filter(test).length
}

function percentiles(values: readonly number[]): { p50: number; p99: number } {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number =>
    Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 1000) / 1000
  return { p50: at(0.5), p99: at(0.99) }
}

function percent(value: number | undefined): string {
  return value === undefined ? '  –  ' : (value * 100).toFixed(1).padStart(5)
}

function toTable(report: ReturnType<typeof evaluate>): string[] {
  const rows = Object.entries(report.byKind).flatMap(([kind, byVariant]) =>
    variants.map((variant) => {
      const found = byVariant[variant]
      return `${kind.padEnd(10)} ${variant.padEnd(6)} ${percent(found?.['recall@1'])}  ${percent(found?.['recall@3'])}`
    }),
  )
  const { refusal, latencyMs, cpuMs, citations } = report
  return [
    `${report.questions} questions`,
    'kind       variant  R@1    R@3',
    ...rows,
    ...variants.map((variant) => {
      const found = report.variants[variant]
      return `all        ${variant.padEnd(6)} ${percent(found?.['recall@1'])}  ${percent(found?.['recall@3'])}  R@5 ${percent(found?.['recall@5'])}`
    }),
    `to refuse ${refusal.asked}: refused ${refusal.refused}, answered ${refusal.answeredWrongly}; wrongly refused ${refusal.wronglyRefused}`,
    `citations ${citations.cited}: ${citations.missing} missing, ${citations.foreignNumbers} numbers without source, ${citations.repealedAsCurrent} repealed as current`,
    `repealed rule first: ${report.repealedFirst}; p50 ${latencyMs.p50} ms, p99 ${latencyMs.p99} ms; processor time p50 ${cpuMs.p50} ms, p99 ${cpuMs.p99} ms`,
    `misses: ${report.misses.join(' ')}`,
  ]
}
