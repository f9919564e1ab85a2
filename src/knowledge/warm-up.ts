import type { Knowledge } from './answer.ts'
import type { KnowledgeIndex } from './knowledge-index.ts'

const ENOUGH = 300
/** Questions at a stretch, so that nobody waits behind them for more than some milliseconds. */
const SLICE = 5
/** Milliseconds between two slices, and before the first: a process that starts has better things to do. */
const PAUSE = 10
const HEAD_START = 1_000

/**
 * Asks for the documents' own headings until the code that answers is compiled: the first questions of a process take
 * ten times as long as all later ones. Most of a second, once; for measurements. A server warms up in slices.
 */
export function warmUp(knowledge: Knowledge, index: KnowledgeIndex, asOf: string): void {
  askHeadings({ knowledge, index, asOf }, { from: 0, to: ENOUGH })
}

/** The same a few questions at a time, beginning when the process has started: it delays nobody. Never rejects. */
export async function warmUpInSlices(
  knowledge: Knowledge,
  index: KnowledgeIndex,
  asOf: string,
): Promise<void> {
  await pause(HEAD_START)
  for (let from = 0; from < ENOUGH; from += SLICE) {
    askHeadings({ knowledge, index, asOf }, { from, to: from + SLICE })
    await pause(PAUSE)
  }
}

function askHeadings(
  of: { knowledge: Knowledge; index: KnowledgeIndex; asOf: string },
  { from, to }: { from: number; to: number },
): void {
  const { groups } = of.index
  for (let i = from; i < to; i++) {
    const title = groups[i % Math.max(groups.length, 1)]?.[2]
    if (title !== undefined) of.knowledge.answer(title, { asOf: of.asOf, language: 'vi' })
  }
}

/** Does not keep a process alive that has nothing else to do. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer: unknown = setTimeout(resolve, ms)
    if (hasUnref(timer)) timer.unref()
  })
}

function hasUnref(timer: unknown): timer is { unref(): void } {
  return typeof timer === 'object' && timer !== null && 'unref' in timer
}
