import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { AppError } from '../core/errors.ts'
import type { FileProblem } from '../core/file-problem.ts'
import type { FileRef } from '../core/message.ts'
import type { TipFile } from '../core/tip.ts'
import { type TipDraft, TipOriginal } from '../core/tip.ts'
import { deriveUuid } from './derive.ts'
import type { LeftOut } from './left-out.ts'
import type { RecipientSet } from './recipient-sets.ts'
import { originalChunks, sealedChunks, type TwoSides } from './seal-tip.ts'
import { tipLimits } from './tip-limits.ts'

/** A file ready to be sealed: nothing in it but what can be seen and heard. */
export interface CleanFile {
  bytes: Uint8Array
  mime: TipFile['mime']
  /** Where and when a photo said it was made. */
  shot?: { latitude?: number; longitude?: number; at?: string }
  /** As the device made it; only where it was wished for. */
  original?: { bytes: Uint8Array; mime: string }
}

/** What of a photo's record the person agreed to. */
export interface FileWish {
  shot: boolean
  original: boolean
}

/** Fetches a file and cleans it, or says why the tip goes without it; null: gone for good. May throw: then nothing is submitted. */
export type FetchFile = (ref: FileRef, wish: FileWish) => Promise<CleanFile | { problem: FileProblem } | null>

/** A file that goes with the tip, and how it will lie in the store. */
export interface GatheredFile {
  told: TipFile & { chunks: number; original?: TipOriginal & { chunks: number } }
  clean: CleanFile
}

export interface Gathered {
  files: GatheredFile[]
  leftOut: LeftOut[]
}

/**
 * Fetches a draft's files, and sees that they fit before any of them is stored. What cannot go with the tip must not
 * stop it: it is named in `leftOut`.
 */
export async function gatherFiles(
  { files: refs, useShot, keepOriginals }: TipDraft,
  secret: string,
  fetchFile: FetchFile,
  set: RecipientSet,
): Promise<Gathered> {
  const gathered: Gathered = { files: [], leftOut: [] }
  const sides = twoSides(set)
  const wish = { shot: useShot === 'yes', original: keepOriginals === 'yes' && sides !== null }
  let room: number = tipLimits.tipChunks
  for (const [index, ref] of refs.entries()) {
    const clean = (await fetchFile(ref, wish)) ?? { problem: 'gone' as const }
    const id = deriveUuid(secret, `file ${index}`)
    const told = 'problem' in clean ? null : toldOf(id, clean, set, room)
    if ('problem' in clean || told === null) {
      gathered.leftOut.push({ kind: ref.kind, problem: 'problem' in clean ? clean.problem : 'too_large' })
      continue
    }
    room -= told.chunks
    gathered.files.push({ told, clean })
  }
  if (keepOriginals === 'yes') addOriginals(gathered, secret, sides, room)
  return gathered
}

/** An original never takes the place of another file: they come last. */
function addOriginals(gathered: Gathered, secret: string, sides: TwoSides | null, room: number): void {
  let left = room
  for (const { told, clean } of gathered.files) {
    if (!told.mime.startsWith('image/')) continue
    const original = sides === null ? null : originalOf(told.id, clean, secret, sides)
    if (original === null || original.chunks > left) {
      gathered.leftOut.push({ kind: 'original', problem: sides === null ? 'one_level' : 'too_large' })
      continue
    }
    left -= original.chunks
    told.original = original
  }
}

function originalOf(
  fileId: string,
  { original }: CleanFile,
  secret: string,
  sides: TwoSides,
): (TipOriginal & { chunks: number }) | null {
  const mime = TipOriginal.shape.mime.safeParse(original?.mime)
  if (original === undefined || !mime.success || original.bytes.length === 0) return null
  const chunks = fitting(() => originalChunks(original.bytes.length, sides))
  if (chunks === null) return null
  const id = deriveUuid(secret, `original of ${fileId}`)
  return {
    id,
    bytes: original.bytes.length,
    mime: mime.data,
    chunks,
    sha256: bytesToHex(sha256(original.bytes)),
  }
}

function toldOf(
  id: string,
  { bytes, mime }: CleanFile,
  set: RecipientSet,
  room: number,
): GatheredFile['told'] | null {
  const chunks = fitting(() => sealedChunks(bytes.length, set.recipients))
  if (chunks === null || chunks > room || chunks > mostChunks(mime)) return null
  return { id, mime, bytes: bytes.length, chunks }
}

function mostChunks(mime: TipFile['mime']): number {
  const [family] = mime.split('/')
  const { image, video, audio, text } = tipLimits.chunksOf
  if (family === 'image') return image
  if (family === 'video') return video
  return family === 'audio' ? audio : text
}

/** null: more than may be sealed. */
function fitting(count: () => number): number | null {
  try {
    return count()
  } catch (error) {
    if (error instanceof AppError && error.code === 'tip:too_large') return null
    throw error
  }
}

/** Whose keys the two envelopes of an original need; null where there is no second level to keep it from the first. */
export function twoSides({ own, above }: RecipientSet): TwoSides | null {
  const others = above.filter((recipient) => !own.includes(recipient))
  return own.length > 0 && others.length > 0 ? { own, above: others } : null
}
