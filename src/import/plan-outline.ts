/** A plan as its own numbering divides it, before it is written as Markdown. */

/** `nested`: a number inside an item, which is no item of its own. */
export type EntryKind = 'item' | 'nested' | 'letter' | 'bullet' | 'plain' | 'row'

export interface Entry {
  kind: EntryKind
  line: number
  /** "2", "a"; empty where there is none. */
  key: string
  text: string
  /** Cells and the number of their table, for rows. */
  row?: { table: number; cells: string[] }
}

export interface Section {
  /** "IV"; empty for a heading without a number (addressees, an appendix). */
  key: string
  title: string
  line: number
  entries: Entry[]
}

export interface PlanOutline {
  title: string
  preamble: Entry[]
  sections: Section[]
}
