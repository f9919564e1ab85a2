import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { base64, base64urlnopad } from '@scure/base'

/** Isomorphic: what the console does with keys in the browser, and the little of it that the server checks. */

/** A token is 32 random bytes, base64url. It stands in the fragment of a link, which browsers do not send. */
export function makeToken(random: Uint8Array): string {
  return base64urlnopad.encode(random)
}

/**
 * What one invite token yields. The server is given `serverToken` (and keeps its hash); it never sees `proofKey`,
 * with which the invited browser vouches for its own public key: a server that swapped the key would be found out
 * before the unit's key is sealed to it.
 */
export function inviteSecrets(token: string): { serverToken: string; proofKey: string } {
  return { serverToken: derive(token, 'invite to server v1'), proofKey: derive(token, 'invite proof v1') }
}

export function tokenHash(serverToken: string): string {
  return bytesToHex(sha256(utf8ToBytes(serverToken)))
}

/** Vouches for a recipient with the invite's proof key. Hex. */
export function proveRecipient(proofKey: string, recipient: string): string {
  return bytesToHex(hmac(sha256, hexToBytes(proofKey), utf8ToBytes(recipient)))
}

/**
 * One holder of a unit's key vouches that another was given it: whoever rotates the key later seals the new one to
 * nobody whom the server made up. Only who has the unit's identity can make it or check it.
 */
export function vouchFor(unitIdentity: string, recipient: string): string {
  const key = hkdf(
    sha256,
    utf8ToBytes(unitIdentity),
    utf8ToBytes('an-tam staff v1'),
    utf8ToBytes('vouch'),
    32,
  )
  return bytesToHex(hmac(sha256, key, utf8ToBytes(recipient)))
}

/** Encrypts the officer's own identity under the OPAQUE export key. Base64: nonce and AES-GCM ciphertext. */
export async function wrapIdentity(exportKey: string, identity: string, nonce: Uint8Array): Promise<string> {
  const key = await wrappingKey(exportKey, 'encrypt')
  const iv = Uint8Array.from(nonce)
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv },
    key,
    Uint8Array.from(utf8ToBytes(identity)),
  )
  return base64.encode(concatBytes(iv, new Uint8Array(sealed)))
}

/** @throws when the export key is not the one that wrapped it, or a byte was changed. */
export async function unwrapIdentity(exportKey: string, wrapped: string): Promise<string> {
  const bytes = Uint8Array.from(base64.decode(wrapped))
  const key = await wrappingKey(exportKey, 'decrypt')
  const opened = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: bytes.slice(0, 12) },
    key,
    bytes.slice(12),
  )
  return new TextDecoder().decode(opened)
}

async function wrappingKey(exportKey: string, usage: 'encrypt' | 'decrypt') {
  const secret = Uint8Array.from(base64urlnopad.decode(exportKey))
  const bytes = hkdf(sha256, secret, utf8ToBytes('an-tam staff v1'), utf8ToBytes('own identity'), 32)
  return await crypto.subtle.importKey('raw', Uint8Array.from(bytes), 'AES-GCM', false, [usage])
}

function derive(token: string, purpose: string): string {
  return bytesToHex(
    hkdf(sha256, base64urlnopad.decode(token), utf8ToBytes('an-tam staff v1'), utf8ToBytes(purpose), 32),
  )
}
