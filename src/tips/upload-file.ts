import { AppError } from '../core/errors.ts'
import type { SealedFile } from '../core/tip.ts'
import { chunkOf, countChunks } from './store-file.ts'
import type { TipOutlet } from './tip-outlet.ts'

interface UploadNeeds {
  /** Pays for an upload with a proof of work. */
  begin(unit: string, file: SealedFile): Promise<{ token: string; have: readonly number[] }>
  /** @throws AppError `proof:missing` when the token is not good any more. */
  present(unit: string, file: SealedFile, token: string): Promise<readonly number[]>
  put(
    unit: string,
    file: SealedFile,
    chunk: number,
    bytes: Uint8Array<ArrayBuffer>,
    token: string,
  ): Promise<void>
  sleep?: ((ms: number) => Promise<void>) | undefined
}

/** Waits between attempts at one request; with the page's own repetitions a break of a minute costs nothing but that minute. */
const PAUSES_MS = [500, 2_000, 6_000]

/**
 * Sends sealed files piece by piece, each request tried again after a while, and goes on where an earlier attempt broke
 * off: the token of an upload is remembered while the page lives, and a new one costs one proof of work.
 */
export function createFileUpload(needs: UploadNeeds): TipOutlet['storeFile'] {
  const tokens = new Map<string, string>()

  async function begin(unit: string, file: SealedFile): Promise<readonly number[]> {
    const { token, have } = await needs.begin(unit, file)
    tokens.set(file.id, token)
    return have
  }

  /** Which pieces are there, with a token that is good now. */
  async function resume(unit: string, file: SealedFile): Promise<readonly number[]> {
    const token = tokens.get(file.id)
    if (token === undefined) return begin(unit, file)
    try {
      return await needs.present(unit, file, token)
    } catch (error) {
      if (!isStale(error)) throw error
      return begin(unit, file)
    }
  }

  /** Tried again after a while when the server was away. */
  async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
    for (const pause of needs.sleep === undefined ? [] : PAUSES_MS) {
      try {
        return await attempt()
      } catch (error) {
        if (!isAway(error)) throw error
        await needs.sleep?.(pause)
      }
    }
    return attempt()
  }

  function put(unit: string, file: SealedFile, chunk: number, bytes: Uint8Array): Promise<void> {
    return patiently(() => needs.put(unit, file, chunk, bytes.slice(), tokens.get(file.id) ?? ''))
  }

  return async function storeFile(unit, id, sealed, onChunk = () => {}) {
    const file: SealedFile = { id, chunks: countChunks(sealed) }
    const have = new Set(await patiently(() => resume(unit, file)))
    onChunk(have.size, file.chunks)
    try {
      for (let chunk = 0; chunk < file.chunks; chunk += 1) {
        if (have.has(chunk)) continue
        await put(unit, file, chunk, chunkOf(sealed, chunk))
        have.add(chunk)
        onChunk(have.size, file.chunks)
      }
    } catch (error) {
      // Its room was given to others: the next attempt pays again.
      if (isStale(error)) tokens.delete(id)
      throw error
    }
  }
}

function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'store:unavailable'
}

function isStale(error: unknown): boolean {
  return error instanceof AppError && error.code === 'proof:missing'
}
