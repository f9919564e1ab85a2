import { FileRefused } from '../core/file-problem.ts'
import { readUint } from './bytes-reader.ts'
import { fileTypeOf } from './file-type.ts'
import { boxesIn, trackKinds } from './mp4-boxes.ts'

/** Which tracks were found to be playable. */
interface Found {
  pictures: boolean
  sound: boolean
}

/**
 * Refuses a recording that was cut off, as far as its container tells (MP3, AAC and live WebM do not), and one with
 * pictures or sound that would be left out without a word because nobody here can read them.
 * @throws FileRefused
 */
export function checkWhole(bytes: Uint8Array, found: Found): void {
  const type = fileTypeOf(bytes)
  if (type === 'wav') checkWav(bytes)
  if (type !== 'mp4') return
  boxesIn(bytes)
  const kinds = trackKinds(bytes)
  if (kinds.includes('vide') && !found.pictures) throw new FileRefused('no_cleaner')
  if (kinds.includes('soun') && !found.sound) throw new FileRefused('no_cleaner')
}

/** What a recorder writes that does not know the length yet. */
const STREAMING = 0xffff_ffff

function checkWav(bytes: Uint8Array): void {
  const length = readUint(bytes, 4, 4, true)
  if (length !== STREAMING && length + 8 > bytes.length) throw new FileRefused('damaged')
}
