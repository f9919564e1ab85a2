import type { Answer } from '../core/passage.ts'
import type { KnowledgeIndex } from '../knowledge/knowledge-index.ts'
import { heldSources } from '../knowledge/parse-guide-sources.ts'

/** What no answer may have; each is a count of findings, 0 where all is well. */
export interface CitationCheck {
  /** Citations looked at. */
  cited: number
  /** Citations of an article or section that does not exist. */
  missing: number
  /** Numbers said before the source line that neither the passage nor its named sources hold. */
  foreignNumbers: number
  /** Answers that say of something that it is in force now, and show what was over on the day asked for as such. */
  repealedAsCurrent: number
}

/** Reads answers as a stranger would: against the index, sharing no code with what composes them. */
export function checkCitations(
  answers: readonly { answer: Answer; asOf: string }[],
  index: KnowledgeIndex,
): CitationCheck {
  const keys = new Set(index.groups.map(([document, key]) => `${index.documents[document]?.id}/${key}`))
  const shown = answers.filter(({ answer }) => !answer.refused)
  const cited = shown.flatMap(({ answer }) => answer.citations)
  return {
    cited: cited.length,
    missing: cited.filter(({ doc, dieu, section }) => !keys.has(`${doc}/${dieu ?? section ?? ''}`)).length,
    foreignNumbers: shown.flatMap(({ answer }) => foreignNumbers(answer, index)).length,
    repealedAsCurrent: shown.filter((one) => showsRepealed(one, index)).length,
  }
}

function foreignNumbers(answer: Answer, index: KnowledgeIndex): string[] {
  const [first] = answer.passages
  const at = answer.answer.indexOf(`[${answer.citations[0]?.title}`)
  const held = first === undefined ? '' : `${first.text} ${sourcesOf(first.text, index)}`
  const numbers = answer.answer.slice(0, at).match(/\p{N}+/gu) ?? []
  return numbers.filter((number) => !held.includes(number))
}

/** A guide's sources are written out: "Luật 120/2025/QH15, Điều 29 khoản 1". */
function sourcesOf(text: string, index: KnowledgeIndex): string {
  return heldSources(text)
    .map(({ doc, dieu, khoan }) => {
      const document = index.documents.find(({ id }) => id === doc)
      return [document?.number, document?.shortTitle, dieu, khoan].join(' ')
    })
    .join(' ')
}

function showsRepealed({ answer, asOf }: { answer: Answer; asOf: string }, index: KnowledgeIndex): boolean {
  return answer.passages.some(({ doc, inForce }) => {
    const to = index.documents.find(({ id }) => id === doc)?.inForceTo ?? null
    return inForce && to !== null && to < asOf && /đang có hiệu lực|, in force\]/.test(answer.answer)
  })
}
