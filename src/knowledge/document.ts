import { z } from 'zod'
import { DocumentInfo, type DocumentKind, type Passage } from '../core/passage.ts'

const Day = z.iso.date()
const DocumentId = z.string().regex(/^[a-z0-9-]+$/, 'must be lower-case letters, digits and hyphens')

/** The head of a knowledge file. Strict: a key that nobody reads is a slip. */
export const FrontMatter = z.strictObject({
  ...DocumentInfo.shape,
  kind: z.enum(['law', 'decree', 'code', 'plan', 'guide']),
  issuer: z.string().min(1).describe('Who issued it, as the document names them'),
  issued: Day.nullable().describe('Day of issue; null when the copy does not say'),
  replaces: DocumentId.nullable().describe('Id of the document that it replaces'),
  verifiedHow: z.string().min(1).describe('How the wording was checked, one Vietnamese sentence'),
  reviewBy: Day.describe('Last day on which the text may be shown without a new check'),
  wording: z
    .enum(['restated', 'original'])
    .describe('restated: our plain words; original: the document’s own'),
})
export type FrontMatter = z.infer<typeof FrontMatter>

/** The head of any document; lists of entries (services, substances) have one as well. */
export type DocumentHead = Omit<FrontMatter, 'kind'> & { kind: DocumentKind }

/** What an answer needs of a document, the rest of the front matter dropped. */
export function toDocumentInfo(front: DocumentHead): DocumentInfo {
  const shown = new Set(Object.keys(DocumentInfo.shape))
  return DocumentInfo.parse(Object.fromEntries(Object.entries(front).filter(([key]) => shown.has(key))))
}

/** A file that can be cited: its head, its passages in order, and what the reader of the file is told beside them. */
export interface KnowledgeDocument {
  file: string
  front: DocumentHead
  passages: Passage[]
  /** Articles or sections in order, with the line of their heading: what a citation may name. */
  places: PlaceInDocument[]
  /** "Xem thêm" lines: pointers for lawyers, checked but not searched. */
  notes: Note[]
  /** People's own words for an article or a section. */
  asked: ReadonlyMap<string, readonly string[]>
}

export interface PlaceInDocument {
  /** "29" or "IV.2". */
  key: string
  title: string
  line: number
  /** A service's own day of check; null: never checked. */
  verified?: string | null
}

export interface Note {
  key: string
  text: string
  line: number
}

/** Something that an editor must mend. `line` counts from 1. */
export interface ContentProblem {
  file: string
  line: number
  severity: 'error' | 'warning'
  message: string
}

/** Whether the rule holds on that day (YYYY-MM-DD). A document without a first day counts as begun. */
export function isInForce(info: Pick<DocumentInfo, 'inForceFrom' | 'inForceTo'>, day: string): boolean {
  return (info.inForceFrom ?? '0000') <= day && day <= (info.inForceTo ?? '9999')
}
