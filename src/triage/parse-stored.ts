import type { z } from 'zod'
import { readRecord } from '../core/stored-record.ts'

/** Reads back what Redis kept of triage; all of it is of version 1, the first. @throws AppError `store:corrupt`, `store:newer`. */
export function parseStored<T>(schema: z.ZodType<T>, text: string): T {
  return readRecord({ schema, version: 1, migrations: [(old) => old] }, text)
}
