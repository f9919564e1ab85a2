import { z } from 'zod'
import type { DocumentKind } from '../core/passage.ts'
import type { ContentProblem, KnowledgeDocument } from './document.ts'

/** The head of a list of entries (services, substances). */
export const ListHead = z.strictObject({
  title: z.string().min(1),
  shortTitle: z.string().min(1).describe('As cited: “Danh bạ dịch vụ”'),
  verifiedOn: z.iso.date(),
  verifiedHow: z.string().min(1),
  reviewBy: z.iso.date().describe('Last day on which the list may be shown without a new check'),
})
export type ListHead = z.infer<typeof ListHead>

/** An entry as it is searched and cited: by its name. */
export interface ListEntry {
  id: string
  name: string
  line: number
  /** Outermost first. */
  heading: string[]
  text: string
  asked: readonly string[]
  /** Day of its own check; null: not checked; left out: it is checked with the whole list. */
  verified?: string | null
}

/** A document of entries, each one passage. An id or a name that stands twice is reported and left out. */
export function makeListDocument(list: {
  file: string
  kind: Extract<DocumentKind, 'services' | 'substances'>
  head: ListHead & { id: string }
  entries: readonly ListEntry[]
}): { document: KnowledgeDocument; problems: ContentProblem[] } {
  const { file, head, kind } = list
  const isRepeated = (entry: ListEntry, i: number): boolean =>
    list.entries.slice(0, i).some((other) => other.id === entry.id || other.name === entry.name)
  const entries = list.entries.filter((entry, i) => !isRepeated(entry, i))
  const problems = list.entries.filter(isRepeated).map((entry): ContentProblem => {
    const message = `“${entry.id}” (${entry.name}) stands twice in this list`
    return { file, line: entry.line, severity: 'error', message }
  })
  const document: KnowledgeDocument = {
    file,
    front: toFront(head, kind),
    passages: entries.map(({ id, name, heading, text }) => {
      return { id: `${head.id}/${id}`, doc: head.id, section: name, heading, text }
    }),
    places: entries.map(({ name, line, verified }) => {
      return { key: name, title: name, line, ...(verified === undefined ? {} : { verified }) }
    }),
    notes: [],
    asked: new Map(entries.filter(({ asked }) => asked.length > 0).map(({ name, asked }) => [name, asked])),
  }
  return { document, problems }
}

function toFront(head: ListHead & { id: string }, kind: DocumentKind): KnowledgeDocument['front'] {
  return {
    id: head.id,
    kind,
    number: null,
    title: head.title,
    shortTitle: head.shortTitle,
    issuer: 'An Tâm',
    place: 'vn',
    formerPlace: null,
    issued: null,
    inForceFrom: null,
    inForceTo: null,
    replacedBy: null,
    replaces: null,
    source: null,
    verifiedOn: head.verifiedOn,
    verifiedHow: head.verifiedHow,
    reviewBy: head.reviewBy,
    wording: 'restated',
  }
}
