import { fold } from '../lib/vietnamese.ts'
import type { Knowledge } from './answer.ts'
import type { KnowledgeIndex } from './knowledge-index.ts'

const ENOUGH = 800
/** Questions at a stretch, so that nobody waits behind them for more than some milliseconds. */
const SLICE = 5
/** Milliseconds between two slices, and before the first: a process that starts has better things to do. */
const PAUSE = 10
const HEAD_START = 1_000

/**
 * Asks until the code that answers is compiled: the first questions of a process take ten times as long as all later
 * ones. About a second, once; for measurements. A server warms up in slices.
 */
export function warmUp(knowledge: Knowledge, index: KnowledgeIndex, asOf: string): void {
  askSome({ knowledge, index, asOf }, { from: 0, to: ENOUGH })
}

/** The same a few questions at a time, beginning when the process has started: it delays nobody. Never rejects. */
export async function warmUpInSlices(
  knowledge: Knowledge,
  index: KnowledgeIndex,
  asOf: string,
): Promise<void> {
  await pause(HEAD_START)
  for (let from = 0; from < ENOUGH; from += SLICE) {
    askSome({ knowledge, index, asOf }, { from, to: from + SLICE })
    await pause(PAUSE)
  }
}

function askSome(
  of: { knowledge: Knowledge; index: KnowledgeIndex; asOf: string },
  { from, to }: { from: number; to: number },
): void {
  for (let i = from; i < to; i++) {
    const text = exampleOf(of.index, i)
    if (text !== '') of.knowledge.answer(text, { asOf: of.asOf, language: 'vi' })
  }
}

/**
 * The documents' own headings in the ways in which people write, and other people's questions. Of one kind only, the
 * compiler would count on that kind, and begin again with the first real question.
 */
function exampleOf({ groups, vocabulary }: KnowledgeIndex, i: number): string {
  const title = groups[i % Math.max(groups.length, 1)]?.[2] ?? ''
  const other = vocabulary.otherQuestions[i % Math.max(vocabulary.otherQuestions.length, 1)] ?? ''
  const place = vocabulary.places[i % Math.max(vocabulary.places.length, 1)]?.names[0] ?? ''
  const words = title.toLowerCase().split(' ')
  const ways = [
    title,
    `${fold(title).toLowerCase()} bi phat bao nhieu, nam 2022 khac gi`,
    `e hoi ${title.toLowerCase()} ở ${place} thì goi so nao z ad, k biet dc ko`,
    other,
    `khoản 1 điều ${i % 60} luật 120 nghieenj con toi 15t choi do thi sao`,
    `${words.filter((_, at) => (at + i) % 3 !== 0).join(' ')} hnay cho xaif ddos bij gif k`,
    `is ${words[0] ?? ''} allowed for a foreigner, what is the penalty under article 249`,
    [...words]
      .reverse()
      .slice(0, 1 + (i % 9))
      .join(' '),
    `đ${i % 60} ${title} hút cỏ đập đá giữ hộ hàng cho bạn, ${other}`,
    'ở đâu vậy ạ',
  ]
  return ways[i % ways.length] ?? ''
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
