import type { Knowledge } from './answer.ts'
import type { KnowledgeIndex } from './knowledge-index.ts'

const ENOUGH = 300

/**
 * Asks for the documents' own headings until the code that answers is compiled: the first questions of a process take
 * ten times as long as all later ones. Some 200 ms, once; for a server, not for a phone.
 */
export function warmUp(knowledge: Knowledge, index: KnowledgeIndex, asOf: string): void {
  for (let i = 0; i < ENOUGH; i++) {
    const title = index.groups[i % Math.max(index.groups.length, 1)]?.[2]
    if (title !== undefined) knowledge.answer(title, { asOf, language: 'vi' })
  }
}
