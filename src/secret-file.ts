import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IdSource } from './core/clock.ts'

/**
 * The hotline's secret: HOTLINE_SECRET when given, else the one in `dataDir/secret`, made the first time (owner-only).
 * Whoever loses it loses running conversations and officers' sign-in; sealed tips do not depend on it.
 */
export function readSecret(given: string | undefined, dataDir: string, ids: IdSource): string {
  if (given !== undefined) return given
  const file = join(dataDir, 'secret')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    // `wx`: of two processes that start together one writes, the other reads what was written.
    writeFileSync(file, Buffer.from(ids.bytes(32)).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file, 'utf8').trim()
}
