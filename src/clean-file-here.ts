import type { FileKind } from './core/message.ts'
import { type CleanResult, cleanFile } from './files/clean-file.ts'
import { redrawPhoto } from './redraw-photo.ts'

/** Cleans a file in this very process: for programs that clean no strangers' files, or nothing else. */
export function cleanFileHere(bytes: Uint8Array, kind: FileKind): Promise<CleanResult> {
  return cleanFile(bytes, kind, {
    redraw: redrawPhoto,
    // Half a megabyte of code that photos and texts do not need.
    media: async (media) => (await import('./files/clean-media.ts')).cleanMedia(media),
  })
}
