import { checkKnowledge } from '../knowledge/check-knowledge.ts'
import type { ContentProblem, KnowledgeDocument } from '../knowledge/document.ts'
import { wordsOf } from './clean-text.ts'
import type { Remark, SourceLine } from './source-text.ts'

/** Words of the file that stand neither in the Markdown nor among the lines left out. Empty: nothing is lost. */
export function findLostWords(
  lines: readonly SourceLine[],
  leftOut: readonly Remark[],
  markdown: readonly string[],
): string[] {
  const kept = countWords([...markdown, ...leftOut.map(({ text }) => text)])
  const lost: string[] = []
  for (const word of lines.flatMap(({ text, notes }) => [text, ...(notes ?? [])]).flatMap(wordsOf)) {
    const left = kept.get(word) ?? 0
    if (left === 0) lost.push(word)
    else kept.set(word, left - 1)
  }
  return lost
}

function countWords(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of texts.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** What `npm run content` would say of the knowledge base with this document that it does not say without. */
export function findNewProblems(
  documents: readonly KnowledgeDocument[],
  imported: KnowledgeDocument,
  today: string,
): ContentProblem[] {
  const known = new Set(checkKnowledge(documents, today).map(keyOf))
  const others = documents.filter(({ front }) => front.id !== imported.front.id)
  return checkKnowledge([...others, imported], today).filter((problem) => !known.has(keyOf(problem)))
}

function keyOf({ file, message }: ContentProblem): string {
  return `${file}\n${message}`
}
