import type { Passage } from '../core/passage.ts'
import type { Note, PlaceInDocument } from './document.ts'

/** A line of the body with its number in the file. */
export interface Line {
  text: string
  number: number
}

/** What a body yields, whatever its structure. */
export interface ParsedBody {
  passages: Passage[]
  places: PlaceInDocument[]
  notes: Note[]
}

export interface BodyContext {
  doc: string
  report(line: number, message: string): void
}
