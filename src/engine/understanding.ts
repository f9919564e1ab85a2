import { detectDanger } from '../safety/detect-danger.ts'
import { detectRefusal } from '../safety/detect-refusal.ts'
import { looksLikeQuestion } from '../safety/looks-like-question.ts'
import { classifyIntent } from './classify-intent.ts'
import type { TextUnderstanding } from './engine.ts'

/** What the engine asks about a text, answered by rules alone: no model, no network, the same on server and phone. */
export function createUnderstanding(): TextUnderstanding {
  return { detectDanger, detectRefusal, looksLikeQuestion, classifyIntent }
}
