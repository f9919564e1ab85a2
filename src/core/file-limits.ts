import type { FileProblem } from './file-problem.ts'
import type { FileKind } from './message.ts'

const MiB = 1_048_576

/** Longest file of each kind as it comes, bytes. Telegram's bots can fetch no more than 20 MB of any. */
export const fileLimits: Readonly<Record<FileKind, number>> = {
  photo: 20_000_000,
  video: 20_000_000,
  audio: 10 * MiB,
  document: MiB,
}

/** Cleaning one file may take so long. */
export const CLEAN_MS = 20_000

/** Whether a file of this length is taken at all; asked before it is read. */
export function sizeProblem(length: number, kind: FileKind): FileProblem | null {
  if (length === 0) return 'empty'
  return length > fileLimits[kind] ? 'too_large' : null
}
