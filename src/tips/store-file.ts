import { AppError } from '../core/errors.ts'
import type { SealedFile } from '../core/tip.ts'
import type { FileStore } from './file-store.ts'
import { tipLimits } from './tip-limits.ts'

/** In how many pieces a sealed file travels. @throws AppError `tip:malformed` when it is not cut into whole ones. */
export function countChunks(sealed: Uint8Array): number {
  const chunks = sealed.length / tipLimits.chunkBytes
  if (!Number.isInteger(chunks) || chunks === 0) throw new AppError('tip:malformed')
  return chunks
}

/** One piece of a sealed file, without a copy. */
export function chunkOf(sealed: Uint8Array, chunk: number): Uint8Array {
  return sealed.subarray(chunk * tipLimits.chunkBytes, (chunk + 1) * tipLimits.chunkBytes)
}

/** Stores a whole sealed file, piece by piece, to wait for its tip. The same again is harmless. */
export async function storeFile(
  store: Pick<FileStore, 'reserveFile' | 'putChunk'>,
  unit: string,
  id: string,
  sealed: Uint8Array,
): Promise<void> {
  const file: SealedFile = { id, chunks: countChunks(sealed) }
  await store.reserveFile(unit, file)
  for (let chunk = 0; chunk < file.chunks; chunk += 1) {
    const kept = await store.putChunk(unit, file, chunk, chunkOf(sealed, chunk))
    if (kept === 'unreserved') throw new AppError('store:unavailable', { retryable: true })
  }
}
