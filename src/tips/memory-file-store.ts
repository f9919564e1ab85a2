import type { Clock } from '../core/clock.ts'
import type { SealedFile } from '../core/tip.ts'
import type { FileStore, StoredFile } from './file-store.ts'
import { tipLimits } from './tip-limits.ts'

const HOUR_MS = 3_600_000

/** A unit's sealed files in memory: for trials and tests. */
export interface UnitFiles {
  /** Piece by "FILEID:CHUNK"; `goesAt` null once a tip has claimed it. */
  pieces: Map<string, { bytes: Uint8Array; goesAt: number | null }>
  /** "FILEID:CHUNKS" → when it goes. */
  waiting: Map<string, number>
  /** Tip → its files. */
  of: Map<string, readonly SealedFile[]>
  lent: Map<string, { bytes: Uint8Array; goesAt: number }>
}

export function emptyUnitFiles(): UnitFiles {
  return { pieces: new Map(), waiting: new Map(), of: new Map(), lent: new Map() }
}

export function createMemoryFileStore(of: (unit: string) => UnitFiles, clock: Clock): FileStore {
  const goesAt = (hours: number) => Math.ceil(clock.now() / HOUR_MS + hours) * HOUR_MS
  const isThere = (at: number | null) => at === null || at > clock.now()

  function piece(unit: string, name: string): Uint8Array | null {
    const found = of(unit).pieces.get(name)
    return found !== undefined && isThere(found.goesAt) ? found.bytes : null
  }

  function makeRoom({ waiting, pieces }: UnitFiles, chunks: number): void {
    for (const [name, at] of waiting) if (!isThere(at)) waiting.delete(name)
    let sum = chunks
    for (const name of waiting.keys()) sum += countOf(name)
    for (const name of [...waiting.keys()].sort((a, b) => (waiting.get(a) ?? 0) - (waiting.get(b) ?? 0))) {
      if (sum <= tipLimits.waitingChunks) return
      for (const key of piecesOf({ id: idOf(name), chunks: countOf(name) }))
        if (pieces.get(key)?.goesAt !== null) pieces.delete(key)
      waiting.delete(name)
      sum -= countOf(name)
    }
  }

  return {
    async reserveFile(unit, file) {
      of(unit).waiting.delete(waitingName(file))
      makeRoom(of(unit), file.chunks)
      of(unit).waiting.set(waitingName(file), goesAt(tipLimits.fileHours))
    },
    async putChunk(unit, file, chunk, bytes) {
      const { pieces, waiting } = of(unit)
      const name = `${file.id}:${chunk}`
      if (pieces.get(name)?.goesAt === null) return 'claimed'
      const at = waiting.get(waitingName(file))
      if (at === undefined || !isThere(at)) return 'unreserved'
      pieces.set(name, { bytes: Uint8Array.from(bytes), goesAt: at })
      return 'stored'
    },
    async presentChunks(unit, file) {
      return piecesOf(file).flatMap((name, chunk) => (piece(unit, name) === null ? [] : [chunk]))
    },
    getChunk: async (unit, fileId, chunk) => piece(unit, `${fileId}:${chunk}`),
    async getFile(unit, file) {
      const chunks = piecesOf(file).map((name) => piece(unit, name))
      return chunks.includes(null) ? null : joined(chunks.filter((chunk) => chunk !== null))
    },
    filesOf: async (unit, tipId) => [...(of(unit).of.get(tipId) ?? [])],
    async lend(unit, fileId, inner) {
      of(unit).lent.set(fileId, { bytes: Uint8Array.from(inner), goesAt: goesAt(tipLimits.lentDays * 24) })
    },
    async lent(unit, fileId) {
      const found = of(unit).lent.get(fileId)
      return found !== undefined && isThere(found.goesAt) ? found.bytes : null
    },
  }
}

/** Makes a tip's files permanent. False: a piece is not there, and nothing was changed. */
export function claimFiles(
  unit: UnitFiles,
  tipId: string,
  files: readonly SealedFile[],
  now: number,
): boolean {
  const claimed = files.flatMap(piecesOf).map((name) => unit.pieces.get(name))
  if (claimed.some((one) => one === undefined || (one.goesAt !== null && one.goesAt <= now))) return false
  for (const one of claimed) if (one !== undefined) one.goesAt = null
  for (const file of files) unit.waiting.delete(waitingName(file))
  unit.of.set(tipId, files)
  return true
}

export function dropFiles(unit: UnitFiles, tipId: string): void {
  for (const file of unit.of.get(tipId) ?? []) {
    for (const name of piecesOf(file)) unit.pieces.delete(name)
    unit.lent.delete(file.id)
  }
  unit.of.delete(tipId)
}

function piecesOf({ id, chunks = 0 }: Pick<StoredFile, 'id' | 'chunks'>): string[] {
  return Array.from({ length: chunks }, (_, chunk) => `${id}:${chunk}`)
}

function waitingName({ id, chunks }: SealedFile): string {
  return `${id}:${chunks}`
}

function countOf(name: string): number {
  return Number(name.slice(name.lastIndexOf(':') + 1))
}

function idOf(name: string): string {
  return name.slice(0, name.lastIndexOf(':'))
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
