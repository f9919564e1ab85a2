import type { z } from 'zod'
import { AppError } from './errors.ts'

/** A kind of record as it is stored: JSON with its version in `v`; one without is of version 0. */
export interface RecordKind<T> {
  schema: z.ZodType<T>
  /** The version that the schema describes and that is written today. */
  version: number
  /** At position n: how a record of version n becomes one of n + 1. Older releases wrote them; they may be read for years. */
  migrations: readonly ((old: Record<string, unknown>) => Record<string, unknown>)[]
}

/**
 * Reads back what was stored, bringing older versions up to today's. We do not trust our own store.
 * @throws AppError `store:corrupt` when it cannot be read; `store:newer` when a newer release wrote it (say, while two
 *   are running during an upgrade): an old program must not guess at it, nor write over it.
 */
export function readRecord<T>({ schema, version, migrations }: RecordKind<T>, text: string): T {
  const found = asObject(text)
  const from = found['v'] ?? 0
  if (typeof from !== 'number') throw new AppError('store:corrupt')
  if (from > version) throw new AppError('store:newer', { retryable: true })
  const migrated = migrations.slice(from, version).reduce((record, migrate) => migrate(record), found)
  const parsed = schema.safeParse(migrated)
  if (!parsed.success) throw new AppError('store:corrupt', { cause: parsed.error })
  return parsed.data
}

function asObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // Told below, without the text.
  }
  throw new AppError('store:corrupt')
}

/** Whether a process that is up to date could read it. */
export function isNewer(error: unknown): boolean {
  return error instanceof AppError && error.code === 'store:newer'
}
