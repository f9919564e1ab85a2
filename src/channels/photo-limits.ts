import type { FetchedFile } from './channel.ts'

/** Larger pictures are refused before they are fetched. */
export const MAX_PHOTO_BYTES = 10_000_000

/** The type of a picture by its first bytes: what a platform says about a file is not to be relied on. */
export function withSniffedType(bytes: Uint8Array): FetchedFile {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (start.startsWith('\xff\xd8\xff')) return { bytes, mime: 'image/jpeg' }
  if (start.startsWith('\x89PNG')) return { bytes, mime: 'image/png' }
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return { bytes, mime: 'image/webp' }
  return { bytes, mime: 'application/octet-stream' }
}
