import { detectDanger } from '../safety/detect-danger.ts'
import type { TextUnderstanding } from './engine.ts'
import { textReading } from './text-reading.ts'
import { tipReading } from './tip-reading.ts'

/** What the engine asks about a text, answered by rules alone: no model, no network, the same on server and phone. */
export function createUnderstanding(): TextUnderstanding {
  return { detectDanger, ...textReading, tipReading: () => tipReading }
}
