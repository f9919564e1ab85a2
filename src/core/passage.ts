import { z } from 'zod'

export const DocumentKind = z.enum(['law', 'decree', 'code', 'plan', 'guide', 'services', 'substances'])
export type DocumentKind = z.infer<typeof DocumentKind>

const Day = z.iso.date()

/** The part of a document's front matter that an answer may show. */
export const DocumentInfo = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  kind: DocumentKind,
  number: z.string().nullable(),
  title: z.string(),
  shortTitle: z.string(),
  place: z.string(),
  formerPlace: z.string().nullable(),
  inForceFrom: Day.nullable(),
  inForceTo: Day.nullable(),
  replacedBy: z.string().nullable(),
  source: z.string().nullable(),
  verifiedOn: Day,
})
export type DocumentInfo = z.infer<typeof DocumentInfo>

/** A piece of a document that can be quoted alone: a clause, a bullet, a table. */
export const Passage = z.strictObject({
  id: z.string(),
  doc: z.string(),
  /** Article number as people cite it: "29", "256a". Law-like documents only. */
  dieu: z.string().optional(),
  /** Clause number, "1". */
  khoan: z.string().optional(),
  /** Path in a plan or guide: "IV.2.a". */
  section: z.string().optional(),
  /** Heading path, outermost first. */
  heading: z.array(z.string()),
  text: z.string(),
})
export type Passage = z.infer<typeof Passage>

export interface Citation {
  doc: string
  dieu?: string
  khoan?: string
  section?: string
  /** On the day asked about. */
  inForce: boolean
  /** As shown: "Luật 120/2025/QH15, Điều 29 khoản 1". */
  title: string
}

export interface FoundPassage extends Passage {
  score: number
  inForce: boolean
}

/** Why there is no answer. `off_topic`, `no_ground`: nothing to cite · `harmful`: not to be answered · `medical`: for a doctor · `private`: about a person. */
export type RefusalReason = 'no_ground' | 'off_topic' | 'harmful' | 'medical' | 'private'

export interface Answer {
  question: string
  refused: boolean
  reason?: RefusalReason
  /** What the person reads, source lines included. */
  answer: string
  citations: Citation[]
  passages: FoundPassage[]
  /** Nearest topics, for a refusal. */
  nearest: string[]
}
