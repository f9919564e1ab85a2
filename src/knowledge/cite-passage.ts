import type { Citation, DocumentInfo, FoundPassage } from '../core/passage.ts'
import { citationTitle } from './cite.ts'
import { isInForce } from './document.ts'
import { heldSources } from './parse-guide-sources.ts'

/** The citation of a passage; of a guide's passage also of the rules that it rests on, on that day (YYYY-MM-DD). */
export function citePassage(
  passage: FoundPassage,
  documents: readonly DocumentInfo[],
  day: string,
): Citation[] {
  const document = documents.find(({ id }) => id === passage.doc)
  if (document === undefined) return []
  return [toCitation(passage, document), ...guideSources(passage, document, { documents, day })]
}

function guideSources(
  passage: FoundPassage,
  guide: DocumentInfo,
  from: { documents: readonly DocumentInfo[]; day: string },
): Citation[] {
  if (guide.kind !== 'guide') return []
  return heldSources(passage.text).flatMap((source) => {
    const document = from.documents.find(({ id }) => id === source.doc)
    if (document === undefined) return []
    return [{ ...source, inForce: isInForce(document, from.day), title: citationTitle(source, document) }]
  })
}

function toCitation(passage: FoundPassage, document: DocumentInfo): Citation {
  const { doc, dieu, khoan, section, inForce } = passage
  return {
    doc,
    ...(dieu === undefined ? {} : { dieu }),
    ...(khoan === undefined ? {} : { khoan }),
    ...(section === undefined ? {} : { section }),
    inForce,
    title: citationTitle(passage, document),
  }
}
