import { markRevealing } from '../tips/wording-guard.ts'
import type { TipReading } from './engine.ts'
import { readTelling } from './telling/read-telling.ts'

/** By rules alone, the same on server and phone. */
export const tipReading: TipReading = { readTelling, markRevealing }
