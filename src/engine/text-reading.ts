import { detectRefusal } from '../safety/detect-refusal.ts'
import { looksLikeQuestion } from '../safety/looks-like-question.ts'
import { classifyIntent } from './classify-intent.ts'
import type { TextReading } from './engine.ts'

/** By rules alone, the same on server and phone. */
export const textReading: TextReading = { detectRefusal, looksLikeQuestion, classifyIntent }
