import type { SealedFile } from '../core/tip.ts'

/** A file as it lies in the store. Files from before chunks lie whole, and have no `chunks`. */
export interface StoredFile {
  id: string
  chunks?: number | undefined
  /** A photo in two envelopes: only handed out for the unit above. */
  original?: true | undefined
}

/**
 * Where sealed files lie, in pieces of `tipLimits.chunkBytes`. A piece waits for its tip for `tipLimits.fileHours`; the
 * tip makes all its pieces permanent at once. Methods throw AppError `store:unavailable` without Redis.
 */
export interface FileStore {
  /**
   * Makes room for a file that is about to come. When too much waits for its tip (`tipLimits.waitingChunks`), what has
   * waited longest goes. The same file again is harmless.
   */
  reserveFile(unit: string, file: SealedFile): Promise<void>
  /**
   * Keeps a piece. `unreserved`: there is no room made for this file, or no longer; nothing was stored. `claimed`: a tip
   * has it already, and it stays as it is.
   */
  putChunk(
    unit: string,
    file: SealedFile,
    chunk: number,
    bytes: Uint8Array,
  ): Promise<'stored' | 'claimed' | 'unreserved'>
  /** Numbers of the pieces that are there, from 0. */
  presentChunks(unit: string, file: SealedFile): Promise<number[]>
  getChunk(unit: string, fileId: string, chunk: number): Promise<Uint8Array | null>
  /** The whole sealed file; null when it, or a piece of it, is not there. */
  getFile(unit: string, file: Pick<StoredFile, 'id' | 'chunks'>): Promise<Uint8Array | null>
  /** The files that a stored tip claimed; [] for an unknown one. */
  filesOf(unit: string, tipId: string): Promise<StoredFile[]>
  /** Keeps the inner envelope of an original for `tipLimits.lentDays`, for the officers of the unit above. */
  lend(unit: string, fileId: string, inner: Uint8Array): Promise<void>
  lent(unit: string, fileId: string): Promise<Uint8Array | null>
}

/** How the files of a tip are written down beside it: "ID:3 ID:81:o". */
export function printFiles(files: readonly SealedFile[]): string {
  return files.map(({ id, chunks, original }) => `${id}:${chunks}${original ? ':o' : ''}`).join(' ')
}

/** Reads what `printFiles` wrote, and the full keys that stood there before chunks. */
export function parseFiles(text: string | null | undefined): StoredFile[] {
  return (text ?? '').split(' ').filter(Boolean).map(parseFile)
}

function parseFile(text: string): StoredFile {
  if (text.startsWith('antam:')) return { id: text.slice(text.lastIndexOf(':') + 1) }
  const [id = '', chunks, original] = text.split(':')
  return { id, chunks: Number(chunks), ...(original === 'o' && { original: true as const }) }
}
