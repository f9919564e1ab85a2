/** What every reader of a format yields: the document's own lines, in order, without the format. */

export interface SourceLine {
  /** Counts from 1: line of a text file, paragraph of a .docx or .html. */
  number: number
  text: string
  /** Cells, when the line is a row of a table; rows of one table carry the same number. */
  row?: { table: number; cells: string[] }
  /** Only a line break, no end of paragraph, lies before this line. */
  soft?: boolean
  /** The line belongs to the footnote of this label: "3". */
  noteOf?: string
  /** Texts of the footnotes that the line points to, once they are resolved. */
  notes?: readonly string[]
}

/** A line that the person who imports should know of, and why. */
export interface Remark {
  line: number
  text: string
  why: string
}

export interface SourceText {
  /** What `number` counts, for reports. */
  unit: 'line' | 'paragraph'
  lines: SourceLine[]
  /** Read, but no part of the document: page numbers, the national motto. */
  leftOut: Remark[]
  /** Kept, but somebody should look. */
  doubts: Remark[]
  /** YAML between "---" lines at the head of a Markdown file. */
  front?: string
}

export const importLimits = {
  fileBytes: 10 * 1024 * 1024,
  /** What a .docx may unpack to. */
  unpackedBytes: 60 * 1024 * 1024,
  /** A paragraph of a law is far shorter. */
  lineChars: 50_000,
} as const

export function remark(line: Pick<SourceLine, 'number' | 'text'>, why: string): Remark {
  return { line: line.number, text: line.text, why }
}
