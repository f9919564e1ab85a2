import { base64 } from '@scure/base'
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

/** Whether this is a sealed file: an age file for public keys, in whole steps. */
export function isSealedFile(bytes: Uint8Array): boolean {
  const { fileStepBytes, fileBytes } = tipLimits
  return (
    bytes.length > 0 && bytes.length % fileStepBytes === 0 && bytes.length <= fileBytes && isAgeFile(bytes)
  )
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

/** Encrypted bytes of this length are never valid UTF-8; words in clear always are. */
function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
