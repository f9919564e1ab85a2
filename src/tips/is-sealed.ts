import { base64 } from '@scure/base'
import { chunkOf } from './store-file.ts'
import { tipLimits } from './tip-limits.ts'

/**
 * What can be told of a sealed thing without opening it. The server takes nothing else, so that a mistake in a page
 * cannot leave words in clear.
 */

const kinds = ['X25519', 'mlkem768x25519']
/** Longer than any header for `tipLimits.recipients`. */
const HEADER_BYTES = 16 * 1_024

/** Whether this is the base64 of a sealed tip: an age file for public keys, in one of the four lengths. */
export function isSealedTip(sealed: string): boolean {
  const bytes = decode(sealed)
  return bytes !== null && tipLimits.sealedBytes.some((length) => length === bytes.length) && isAgeFile(bytes)
}

/**
 * Whether this can be a piece of a sealed file: of the agreed length, with the header of an age file for public keys in
 * the first, and with nothing but noise in it. A photo, a video or text in clear is not noise.
 */
export function isSealedChunk(bytes: Uint8Array, chunk: number): boolean {
  if (bytes.length !== tipLimits.chunkBytes) return false
  return chunk === 0 ? isAgeFile(bytes) && isNoise(bytes.subarray(HEADER_BYTES)) : isNoise(bytes)
}

/** Whether this is a whole sealed file, in whole pieces. */
export function isSealedFile(bytes: Uint8Array): boolean {
  const chunks = bytes.length / tipLimits.chunkBytes
  if (!Number.isInteger(chunks) || chunks === 0 || chunks > tipLimits.fileChunks) return false
  for (let chunk = 0; chunk < chunks; chunk += 1)
    if (!isSealedChunk(chunkOf(bytes, chunk), chunk)) return false
  return true
}

/** Whether this is the base64 of a sealed note. */
export function isSealedNote(sealed: string): boolean {
  const bytes = decode(sealed)
  return bytes !== null && bytes.length === tipLimits.noteBytes && isAgeFile(bytes)
}

/** Whether this is the base64 of a sealed addition to a tip. */
export function isSealedReply(sealed: string): boolean {
  const bytes = decode(sealed)
  return bytes !== null && bytes.length === tipLimits.replyBytes && isAgeFile(bytes)
}

function decode(text: string): Uint8Array | null {
  try {
    return base64.decode(text)
  } catch {
    return null
  }
}

function isAgeFile(bytes: Uint8Array): boolean {
  const head = Array.from(bytes.subarray(0, HEADER_BYTES), (byte) => String.fromCharCode(byte)).join('')
  const header = head.match(
    /^age-encryption\.org\/v1\n((?:-> [^\n]+\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+)--- [A-Za-z0-9+/]{43}\n/,
  )
  if (header === null) return false
  const stanzas = header[1]?.match(/^-> [^\n ]+/gm) ?? []
  const forPublicKeys = stanzas.every((stanza) => kinds.includes(stanza.slice('-> '.length)))
  return forPublicKeys && stanzas.length <= tipLimits.recipients && !isText(bytes.subarray(header[0].length))
}

/**
 * In encrypted bytes every value is equally frequent (chi-squared with 255 degrees of freedom: 255 ± 23). Compressed
 * pictures and videos miss that by thousands; a sealed piece is refused once in 10^12.
 */
function isNoise(bytes: Uint8Array): boolean {
  const counts = new Uint32Array(256)
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1
  const expected = bytes.length / 256
  const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  return chiSquared < 450
}

/** Encrypted bytes of this length are never valid UTF-8; words in clear always are. */
function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
