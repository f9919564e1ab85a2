import { monotonicMs, systemClock, vietnamDay } from '../core/clock.ts'
import { buildIndex } from '../knowledge/build-index.ts'
import type { KnowledgeDocument } from '../knowledge/document.ts'
import { openKnowledge } from '../knowledge/open-knowledge.ts'
import { readQuestion } from '../knowledge/read-question.ts'
import { searchPassages } from '../knowledge/search.ts'
import type { Vocabulary } from '../knowledge/vocabulary.ts'

/** Share of a generated passage's words that come from elsewhere in the documents. */
const FOREIGN_SHARE = 0.3

/**
 * Times our search over as many passages as asked: the real ones, and copies in which three words of ten are drawn from
 * all documents. Milliseconds per question, sorted. The draw is the same in every run.
 */
export function timeManyPassages(
  source: { documents: readonly KnowledgeDocument[]; vocabulary: Vocabulary },
  questions: readonly string[],
  passages: number,
): number[] {
  const documents = multiply(source.documents, passages)
  const open = openKnowledge(buildIndex(documents, source.vocabulary))
  const today = vietnamDay(systemClock.now())
  const ask = (text: string): number => {
    const start = monotonicMs()
    searchPassages(readQuestion(text, open, { today }), open, { scope: { today }, top: 5 })
    return monotonicMs() - start
  }
  // Once untimed: the collector clears away what building so large an index has left behind.
  for (const text of questions) ask(text)
  return questions.map(ask).sort((a, b) => a - b)
}

/** The documents and scrambled copies of them, until there are `target` passages. */
export function multiply(documents: readonly KnowledgeDocument[], target: number): KnowledgeDocument[] {
  const draw = createDraw()
  const words = documents.flatMap(({ passages }) => passages.flatMap(({ text }) => text.split(/\s+/)))
  const all = [...documents]
  let left = target - count(documents)
  for (let copy = 1; left > 0; copy++) {
    for (const document of documents) {
      const passages = document.passages.slice(0, Math.max(left, 0)).map((passage) => ({
        ...passage,
        id: passage.id.replace(document.front.id, `${document.front.id}-${copy}`),
        text: passage.text.replace(/\S+/g, (word) =>
          draw(1_000) < FOREIGN_SHARE * 1_000 ? (words[draw(words.length)] ?? word) : word,
        ),
      }))
      left -= passages.length
      const front = { ...document.front, id: `${document.front.id}-${copy}` }
      if (passages.length > 0) all.push({ ...document, front, passages, asked: new Map() })
    }
  }
  return all
}

function count(documents: readonly KnowledgeDocument[]): number {
  return documents.reduce((sum, { passages }) => sum + passages.length, 0)
}

/** Whole numbers below a bound, the same sequence every time. */
function createDraw(): (below: number) => number {
  let state = 20_261_122
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
