import type { Remark } from './source-text.ts'

/** A document as its own numbering divides it, before it is written as Markdown. */

export interface Division {
  type: 'division'
  word: 'Phần' | 'Chương' | 'Mục' | 'Tiểu mục'
  label: string
  title: string
  /** Lines between the heading and the next one. */
  stray: string[]
}

/** A clause with its points, or a paragraph outside any clause. */
export interface Block {
  clause?: string
  line: number
  /** The first is the clause's own; then points, further paragraphs and rows. */
  lines: string[]
}

export interface Article {
  type: 'article'
  key: string
  title: string
  line: number
  blocks: Block[]
  /** Footnotes. */
  notes: string[]
}

export interface Appendix {
  type: 'appendix'
  title: string
  lines: string[]
  notes: string[]
}

export interface LawOutline {
  title: string
  preamble: string[]
  nodes: (Division | Article | Appendix)[]
}

/** What was made of a document, and what the person who imports must know. */
export interface Recognised {
  /** The title as the document has it; empty when none was found. */
  title: string
  /** Lines of the Markdown body. */
  markdown: string[]
  /** "56 articles, 180 clauses, 3 tables". */
  counts: Readonly<Record<string, number>>
  leftOut: Remark[]
  /** Kept, but somebody should look. */
  doubts: Remark[]
  /** A number that is missing or out of order: text may have been lost or belong elsewhere. */
  gaps: Remark[]
  /** What no document may have: two Điều 5. */
  errors: Remark[]
}
