import { Decrypter, Encrypter } from 'age-encryption'
import { AppError } from '../core/errors.ts'

/** age files of a length that we choose: what is inside must not show in how long it is. */

/** Bytes around the content: version line, MAC line, nonce. Fixed by the format. */
const FRAME_BYTES = 22 + 48 + 16
/** A stanza's length depends on nothing but its kind. */
const stanzaBytes = { hybrid: 1_557, x25519: 98 } as const
const CHUNK_BYTES = 64 * 1_024
const TAG_BYTES = 16

/** age1pq1…: hybrid, safe also from a quantum computer later. age1…: X25519, for programs that know only that. */
export function recipientKind(recipient: string): keyof typeof stanzaBytes | null {
  if (/^age1pq1[02-9ac-hj-np-z]{1900,2000}$/.test(recipient)) return 'hybrid'
  return /^age1[02-9ac-hj-np-z]{58}$/.test(recipient) ? 'x25519' : null
}

/** How many bytes of content make an age file of exactly `total` bytes for these recipients; null when none do. */
export function contentBytes(total: number, recipients: readonly string[]): number | null {
  const stream =
    total - FRAME_BYTES - recipients.reduce((sum, recipient) => sum + stanzaBytes[knownKind(recipient)], 0)
  const chunks = Math.ceil(stream / (CHUNK_BYTES + TAG_BYTES))
  const last = stream - (chunks - 1) * (CHUNK_BYTES + TAG_BYTES)
  return stream > TAG_BYTES && last > TAG_BYTES ? stream - chunks * TAG_BYTES : null
}

/**
 * Encrypts content to all recipients. A file for both kinds of recipient is as strong as the weaker: see `units list`.
 * @throws AppError `tip:no_recipient` without recipients or with one that is not an age public key.
 */
export async function encryptTo(recipients: readonly string[], content: Uint8Array): Promise<Uint8Array> {
  if (recipients.length === 0) throw new AppError('tip:no_recipient')
  const encrypter = new Encrypter()
  for (const recipient of recipients) {
    knownKind(recipient)
    encrypter.addRecipient(recipient)
  }
  return encrypter.encrypt(content)
}

/**
 * @param identities `AGE-SECRET-KEY-…` strings; any one that fits will do.
 * @throws AppError `tip:not_for_this_key` when none fits, `tip:malformed` when it is broken.
 */
export async function decryptWith(identities: readonly string[], sealed: Uint8Array): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  try {
    return await decrypter.decrypt(sealed)
  } catch (cause) {
    const noneFits = cause instanceof Error && cause.message.startsWith('no identity matched')
    throw new AppError(noneFits ? 'tip:not_for_this_key' : 'tip:malformed', { cause })
  }
}

function knownKind(recipient: string): keyof typeof stanzaBytes {
  const kind = recipientKind(recipient)
  if (kind === null)
    throw new AppError('tip:no_recipient', { message: 'A public key of the unit is not an age recipient.' })
  return kind
}
