import { AppError } from '../core/errors.ts'
import type { FileStore, StoredFile } from '../tips/file-store.ts'

/** A sealed file on its way to a browser, one piece in memory at a time. */
export type FilePieces = AsyncIterable<Uint8Array>

/** @throws AppError `request:not_found` when a piece is gone, before the first one is given out. */
export async function piecesOf(
  store: Pick<FileStore, 'getChunk' | 'getFile'>,
  unit: string,
  file: StoredFile,
): Promise<FilePieces> {
  const { id, chunks } = file
  // From before chunks: it lies whole.
  const first = chunks === undefined ? await store.getFile(unit, file) : await store.getChunk(unit, id, 0)
  if (first === null) throw new AppError('request:not_found')
  return follow(store, unit, { id, chunks: chunks ?? 1 }, first)
}

async function* follow(
  store: Pick<FileStore, 'getChunk'>,
  unit: string,
  { id, chunks }: { id: string; chunks: number },
  first: Uint8Array,
): AsyncGenerator<Uint8Array> {
  yield first
  for (let chunk = 1; chunk < chunks; chunk += 1) {
    const bytes = await store.getChunk(unit, id, chunk)
    if (bytes === null) throw new AppError('request:not_found')
    yield bytes
  }
}
