import { fileURLToPath } from 'node:url'
import type { Channel } from './channels/channel.ts'
import { cleanFileHere } from './clean-file-here.ts'
import { AppError, type ErrorCode } from './core/errors.ts'
import { fileLimits } from './core/file-limits.ts'
import type { FileProblem } from './core/file-problem.ts'
import type { ChannelType, FileRef } from './core/message.ts'
import { type CleanFileAside, createFileCleaner } from './file-cleaner.ts'
import type { CleanResult } from './files/clean-file.ts'

/**
 * Fetches a messenger's file and cleans it; nothing of it stays with us. Gives the reason when it cannot be had or
 * taken. Rejects with `channel:*` while the platform is away: then the tip waits.
 */
export function createFileFetcher(
  channels: ReadonlyMap<ChannelType, Channel>,
  clean: CleanFileAside = cleanerThatFits(),
): (ref: FileRef) => Promise<CleanResult> {
  return async function fetchClean(ref) {
    const fetched = await fetchedFile(channels.get(ref.channel), ref)
    if ('problem' in fetched) return fetched
    try {
      return await clean(fetched.bytes, ref.kind)
    } finally {
      // As the phone made it, with the place: not to lie about until the memory is used again.
      fetched.bytes.fill(0)
    }
  }
}

/** In a process of its own from `dist`; run from its sources there is no program that could be started. */
function cleanerThatFits(): CleanFileAside {
  if (!import.meta.url.endsWith('.js')) return cleanFileHere
  return createFileCleaner({ program: fileURLToPath(new URL('./clean-file-process.js', import.meta.url)) })
}

/** Errors after which asking again would not help, and what they mean for the file. */
const FINAL: Readonly<Partial<Record<ErrorCode, FileProblem>>> = {
  'channel:refused': 'gone',
  'request:too_large': 'too_large',
}

async function fetchedFile(channel: Channel | undefined, { ref, kind }: FileRef) {
  try {
    return (await channel?.fetchPhoto?.(ref, fileLimits[kind])) ?? { problem: 'gone' as const }
  } catch (error) {
    const problem = error instanceof AppError ? FINAL[error.code] : undefined
    if (problem === undefined) throw error
    return { problem }
  }
}
