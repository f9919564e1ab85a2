import type { Language } from '../core/language.ts'
import type { Answer, Citation } from '../core/passage.ts'
import { citePassage } from '../knowledge/cite-passage.ts'
import { nextStep, sourceLine, warning } from '../knowledge/compose-answer.ts'
import type { KnowledgeIndex } from '../knowledge/knowledge-index.ts'
import type { CheckedSentence } from './check-sentences.ts'
import type { SourcePassage } from './source-passage.ts'

const BY_MACHINE: Readonly<Record<Language, string>> = {
  vi: 'Máy đã viết gọn lại từ các đoạn nêu trên; bản gốc mới là căn cứ.',
  en: 'A machine shortened this from the passages above; the original text is what counts.',
}

/** The checked sentences, each with the mark of its source, then the sources with their standing, written by us. */
export function composeModelAnswer(
  extractive: Answer,
  sentences: readonly CheckedSentence[],
  from: { index: KnowledgeIndex; language: Language; asOf: string },
): Answer {
  const used = [...new Set(sentences.flatMap(({ passages }) => passages))]
  return {
    ...extractive,
    answer: writeAnswer(extractive.question, sentences, { ...from, used }),
    citations: cite(used, from),
    passages: [
      ...used.map(({ found }) => found),
      ...extractive.passages.filter(({ id }) => !used.some((passage) => passage.id === id)),
    ],
  }
}

function writeAnswer(
  question: string,
  sentences: readonly CheckedSentence[],
  from: { used: readonly SourcePassage[]; index: KnowledgeIndex; language: Language },
): string {
  const { used, index, language } = from
  const mark = (passage: SourcePassage): string => (used.length === 1 ? '' : `(${used.indexOf(passage) + 1})`)
  const warnings = used.flatMap(({ document, isCurrent }) => warning(document, isCurrent, language))
  const [first] = used
  return [
    ...sentences.map(({ text, passages }) => [text, ...passages.map(mark)].join(' ').trim()),
    ...used.map((passage) =>
      `${mark(passage)} ${sourceLine({ ...passage.found, inForce: passage.isCurrent }, passage.document, language)}`.trim(),
    ),
    ...new Set(warnings),
    BY_MACHINE[language],
    first === undefined ? '' : nextStep(first.document, { text: question, open: { index }, language }),
  ]
    .filter((line) => line !== '')
    .join('\n')
}

function cite(used: readonly SourcePassage[], from: { index: KnowledgeIndex; asOf: string }): Citation[] {
  const all = used.flatMap(({ found }) => citePassage(found, from.index.documents, from.asOf))
  const keys = all.map((citation) => JSON.stringify(citation))
  return all.filter((_, i) => keys.indexOf(keys[i] ?? '') === i)
}
