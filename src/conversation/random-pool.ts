import type { IdSource } from '../core/clock.ts'

const POOL_BYTES = 4_096

/**
 * The same randomness, fetched from the system in larger pieces: a turn needs half a dozen nonces, and each visit to
 * the system's source costs more than sealing does. No byte is given out twice.
 */
export function createRandomPool(ids: IdSource): IdSource {
  let pool: Uint8Array = new Uint8Array(0)
  let used = 0
  function bytes(length: number): Uint8Array {
    if (length > POOL_BYTES) return ids.bytes(length)
    if (used + length > pool.length) {
      pool = ids.bytes(POOL_BYTES)
      used = 0
    }
    used += length
    return pool.slice(used - length, used)
  }
  return { uuid: () => ids.uuid(), bytes }
}
