import type { DocumentInfo } from '../core/passage.ts'
import type { StoredIndex } from './inverted-index.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Everything an answer needs, as one JSON value: built on the server, the same in the browser. */
export interface KnowledgeIndex {
  version: 1
  documents: DocumentInfo[]
  headings: string[]
  passages: StoredPassage[]
  /** Articles and sections that passages belong to: [document, key, title]. */
  groups: [document: number, key: string, title: string][]
  /** For each asked-as line, the groups that it asks for. */
  askedGroups: number[][]
  passageIndex: StoredIndex
  askedIndex: StoredIndex
  vocabulary: Vocabulary
}

/** [id without "document/", group, clause or "", headings, text] */
export type StoredPassage = [id: string, group: number, khoan: string, headings: number[], text: string]
