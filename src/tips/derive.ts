import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** Everything of a tip that must come out the same when a turn is repeated is derived from its secret. */

const SALT = utf8ToBytes('an-tam tip v1')

/** `length` bytes for one purpose. `secret` is 64 hex digits. */
export function deriveBytes(secret: string, purpose: string, length: number): Uint8Array {
  return hkdf(sha256, hexToBytes(secret), SALT, utf8ToBytes(purpose), length)
}

/** A UUID (in the form of a random one) for one purpose: the tip's id, or the id of its n-th file. */
export function deriveUuid(secret: string, purpose: string): string {
  const bytes = deriveBytes(secret, purpose, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The id of the tip that this secret makes. */
export function deriveTipId(secret: string): string {
  return deriveUuid(secret, 'tip id')
}
