import { detectDanger } from '../safety/detect-danger.ts'
import type { TextReading, TextUnderstanding, TipReading } from './engine.ts'

/** What a page may not have yet; null until it is there. */
export interface LateReaders {
  text: () => TextReading | null
  tip: () => TipReading | null
}

/** The understanding of a page: danger is recognised from the first moment, the other readers are fetched a little later. */
export function createPageUnderstanding(late: LateReaders): TextUnderstanding {
  return {
    detectDanger,
    detectRefusal: (text) => late.text()?.detectRefusal(text) ?? null,
    looksLikeQuestion: (text) => late.text()?.looksLikeQuestion(text) ?? false,
    classifyIntent: (text, flows) => late.text()?.classifyIntent(text, flows) ?? null,
    tipReading: late.tip,
  }
}
