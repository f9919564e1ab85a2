import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { monotonicMs } from '../core/clock.ts'
import { DangerType } from '../core/danger.ts'
import { classifyIntentLabel, intentLabels } from '../engine/classify-intent.ts'
import type { FlowSet } from '../flows/flow.ts'
import { loadFlows } from '../flows/load-flows.ts'
import { detectDanger } from '../safety/detect-danger.ts'
import type { CommandContext } from './command-context.ts'

/** One line of a message file; see CONTRACTS "Message file". */
export const EvalMessage = z.object({
  text: z.string(),
  crisis: DangerType.nullable(),
  intent: z.enum(intentLabels),
  note: z.string().optional(),
})
export type EvalMessage = z.infer<typeof EvalMessage>

interface Judged {
  message: EvalMessage
  crisis: DangerType | null
  intent: string
  /** For both decisions. */
  ms: number
}

/** `npm run eval:safety -- [--messages F] [--json]`. Rejects when a file cannot be read or a line is malformed. */
export async function main(args: string[], context: Pick<CommandContext, 'print'>): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      messages: { type: 'string', default: 'eval/safety.jsonl' },
      flows: { type: 'string', default: 'flows' },
      json: { type: 'boolean', default: false },
    },
  })
  const messages = readMessages(await readFile(values.messages, 'utf8'))
  const { flowSet } = await loadFlows(values.flows)
  const report = evaluate(messages, flowSet)
  if (values.json) context.print(JSON.stringify(report))
  else for (const line of toLines(report)) context.print(line)
  return 0
}

/** @throws ZodError or SyntaxError on a malformed line. */
export function readMessages(text: string): EvalMessage[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => EvalMessage.parse(JSON.parse(line)))
}

/** What CONTRACTS "Message file" says of a file of messages. */
export function evaluate(messages: readonly EvalMessage[], flows: FlowSet) {
  for (const { text } of messages.slice(0, 20)) judge(text, flows)
  const judged = messages.map((message): Judged => ({ message, ...judge(message.text, flows) }))
  return {
    messages: judged.length,
    crisis: crisisFigures(judged),
    intent: {
      accuracy: share(judged, ({ message, intent }) => intent === message.intent),
      confusions: confusions(judged),
    },
    latencyMs: { p50: percentile(judged, 0.5), p99: percentile(judged, 0.99) },
  }
}
export type SafetyReport = ReturnType<typeof evaluate>

function judge(text: string, flows: FlowSet): Omit<Judged, 'message'> {
  const start = monotonicMs()
  const crisis = detectDanger(text, [])?.type ?? null
  const intent = classifyIntentLabel(text, flows)
  return { crisis, intent, ms: monotonicMs() - start }
}

function crisisFigures(judged: readonly Judged[]) {
  const real = judged.filter(({ message }) => message.crisis !== null)
  const raised = judged.filter(({ crisis }) => crisis !== null)
  const caught = real.filter(({ crisis }) => crisis !== null)
  return {
    recall: share(real, ({ crisis }) => crisis !== null),
    precision: share(raised, ({ message }) => message.crisis !== null),
    typeAccuracy: share(caught, ({ message, crisis }) => crisis === message.crisis),
    missed: real.filter(({ crisis }) => crisis === null).map(({ message }) => message.text),
    falseAlarms: raised.filter(({ message }) => message.crisis === null).map(({ message }) => message.text),
  }
}

/** "wanted > got" → how often; only what went wrong. */
function confusions(judged: readonly Judged[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { message, intent } of judged) {
    if (intent === message.intent) continue
    const key = `${message.intent} > ${intent}`
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 1 : Math.round((items.filter(holds).length / items.length) * 10_000) / 10_000
}

function percentile(judged: readonly Judged[], part: number): number {
  const sorted = judged.map(({ ms }) => ms).sort((a, b) => a - b)
  return (
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) * 1_000) / 1_000
  )
}

function toLines(report: SafetyReport): string[] {
  const { crisis, intent, latencyMs } = report
  return [
    `${report.messages} messages`,
    `danger  recall ${crisis.recall}  precision ${crisis.precision}  type ${crisis.typeAccuracy}`,
    `intent  accuracy ${intent.accuracy}`,
    `latency p50 ${latencyMs.p50} ms  p99 ${latencyMs.p99} ms`,
    ...crisis.missed.map((text) => `missed       ${text}`),
    ...crisis.falseAlarms.map((text) => `false alarm  ${text}`),
    ...Object.entries(intent.confusions).map(([pair, count]) => `intent ${pair}: ${count}`),
  ]
}
