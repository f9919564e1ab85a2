import type { DocumentInfo, FoundPassage } from '../core/passage.ts'
import { citationTitle } from '../knowledge/cite.ts'
import { isInForce } from '../knowledge/document.ts'
import { showSources } from '../knowledge/parse-guide-sources.ts'

/** A retrieved passage as a model reads it and as its sentences are held against it. */
export interface SourcePassage {
  id: string
  title: string
  /** A guide's sources written out. */
  text: string
  /** On the day of the answer, not on a past day that the question may ask about. */
  isCurrent: boolean
  document: DocumentInfo
  found: FoundPassage
}

/** @param asOf the day of the answer, YYYY-MM-DD. */
export function toSourcePassages(
  passages: readonly FoundPassage[],
  documents: readonly DocumentInfo[],
  asOf: string,
): SourcePassage[] {
  return passages.flatMap((found) => {
    const document = documents.find(({ id }) => id === found.doc)
    if (document === undefined) return []
    const text = document.kind === 'guide' ? showSources(found.text, documents) : found.text
    const title = citationTitle(found, document)
    return [{ id: found.id, title, text, document, found, isCurrent: isInForce(document, asOf) }]
  })
}
