import { sizeProblem } from '../core/file-limits.ts'
import { type FileProblem, FileRefused } from '../core/file-problem.ts'
import type { FileKind } from '../core/message.ts'
import type { TipFile } from '../core/tip.ts'
import { cleanText } from './clean-text.ts'
import { type FileFamily, type FileType, familyOf, fileTypeOf } from './file-type.ts'
import { lookAtPhoto } from './look-at-photo.ts'
import { readShot, type Shot } from './read-shot.ts'

/** A file ready to be sealed: what can be seen and heard, and nothing that the device wrote beside it. */
export interface CleanedFile {
  bytes: Uint8Array<ArrayBuffer>
  mime: TipFile['mime']
  /** Where and when a photo says it was made; not part of the bytes any more. */
  shot?: Shot
}

export interface FileCleaners {
  /** Draws a photo anew: points in, a JPEG of points out. Rejects when it cannot be drawn. */
  redraw(photo: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
  /** `cleanMedia`, here or in another thread. @throws FileRefused */
  media(bytes: Uint8Array): Promise<{ bytes: Uint8Array<ArrayBuffer>; mime: TipFile['mime'] }>
  /** Whether `redraw` may read HEIC: Safari does. */
  readsHeic?: boolean
}

export type CleanResult = CleanedFile | { problem: FileProblem }

/** What each kind may turn out to be. A file sent as a document may be any of them. */
const EXPECTED: Readonly<Record<FileKind, readonly FileFamily[]>> = {
  photo: ['photo'],
  video: ['media'],
  audio: ['media'],
  document: ['photo', 'media', 'text'],
}

/**
 * The same file without anything hidden, or why it is not taken. It is judged by its bytes; `kind` is only what it was
 * sent as. Never rejects for what is in the file.
 */
export async function cleanFile(
  bytes: Uint8Array,
  kind: FileKind,
  cleaners: FileCleaners,
): Promise<CleanResult> {
  try {
    const type = fileTypeOf(bytes)
    checkExpected(bytes, kind, type)
    return await cleanAs(bytes, type, cleaners)
  } catch (error) {
    if (error instanceof FileRefused) return { problem: error.problem }
    throw error
  }
}

function checkExpected(bytes: Uint8Array, kind: FileKind, type: FileType): void {
  const family = familyOf(type)
  if (bytes.length === 0) throw new FileRefused('empty')
  if (!EXPECTED[kind].includes(family)) throw new FileRefused(kind === 'document' ? 'no_cleaner' : 'lies')
  const problem = sizeProblem(bytes.length, kind === 'document' ? KIND_OF[family] : kind)
  if (problem !== null) throw new FileRefused(problem)
}

const KIND_OF: Readonly<Record<FileFamily, FileKind>> = {
  photo: 'photo',
  media: 'video',
  text: 'document',
  other: 'document',
}

async function cleanAs(bytes: Uint8Array, type: FileType, cleaners: FileCleaners): Promise<CleanedFile> {
  const family = familyOf(type)
  if (family === 'text') return { bytes: cleanText(bytes), mime: 'text/plain' }
  if (family === 'media') return cleanSound(await cleaners.media(bytes))
  if (type === 'heic' && cleaners.readsHeic !== true) throw new FileRefused('heic')
  const { exif } = lookAtPhoto(bytes, type)
  const shot = readShot(exif)
  const drawn = await cleaners.redraw(bytes).catch(() => {
    throw new FileRefused(type === 'heic' ? 'heic' : 'damaged')
  })
  return { bytes: drawn, mime: 'image/jpeg', ...(shot !== null && { shot }) }
}

/** Sound alone has less room than pictures with sound, whatever it was sent as. */
function cleanSound(made: CleanedFile): CleanedFile {
  const problem = sizeProblem(made.bytes.length, made.mime.startsWith('audio/') ? 'audio' : 'video')
  if (problem !== null) throw new FileRefused(problem)
  return made
}
