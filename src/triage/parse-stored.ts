import type { z } from 'zod'
import { AppError } from '../core/errors.ts'

/** Reads back what Redis kept. We do not trust our own store. @throws AppError `store:corrupt`. */
export function parseStored<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('store:corrupt', { cause })
  }
}
