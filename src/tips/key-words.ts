import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { makeReceipt } from './make-receipt.ts'

/** Words of the receipt list: 77 bits, so that nobody can make another key with the same words. */
const WORDS = 6

/**
 * A public key in six words, to be compared by people: in the console, in `units list`, read out on the telephone.
 * The same key, the same words, everywhere.
 */
export function keyWords(recipient: string): string {
  const digest = bytesToHex(sha256(utf8ToBytes(`an-tam key words v1 ${recipient}`)))
  return makeReceipt(digest).split(' ').slice(0, WORDS).join(' ')
}
