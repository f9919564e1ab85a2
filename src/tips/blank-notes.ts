import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { base64, base64nopad, bech32 } from '@scure/base'
import { identityToRecipient } from 'age-encryption'
import { tipLimits } from './tip-limits.ts'
import type { MailboxContent } from './tip-outlet.ts'

/**
 * Fills what lies under an id up to a full row, with blanks in the form of sealed notes that nobody can open. Blanks
 * depend on the secret and the id only, so asking twice tells nothing; they are all made each time, also those that
 * are not needed, so that the time tells nothing either.
 */
export function createBlankNotes(secret: string): {
  fill(id: string, content: MailboxContent): Promise<{ notes: string[]; mark: string }>
} {
  return {
    async fill(id, { notes, mark }) {
      const places = rowLength(notes.length)
      const blanks: string[] = []
      for (let at = 0; at <= places; at++) blanks.push(await blankNote(secret, `${id}:${at}`))
      return {
        notes: Array.from({ length: places }, (_, at) => notes[at] ?? blanks[at] ?? ''),
        mark: mark ?? blanks[places] ?? '',
      }
    },
  }
}

function rowLength(count: number): number {
  return tipLimits.shownNotes.find((length) => count <= length) ?? count
}

/** An age file as `sealNote` makes them, its share a real point of the curve: random bytes would be one only half the time. */
async function blankNote(secret: string, name: string): Promise<string> {
  const root = hmac(sha256, utf8ToBytes(secret), utf8ToBytes(`blank note v1 ${name}`))
  const part = (purpose: string, length: number) =>
    hkdf(sha256, root, undefined, utf8ToBytes(purpose), length)
  const share = base64nopad.encode(await curvePoint(part('scalar', 32)))
  const header = [
    'age-encryption.org/v1',
    `-> X25519 ${share}`,
    base64nopad.encode(part('body', 32)),
    `--- ${base64nopad.encode(part('mac', 32))}`,
    '',
  ].join('\n')
  const head = utf8ToBytes(header)
  const note = new Uint8Array(tipLimits.noteBytes)
  note.set(head)
  note.set(part('rest', tipLimits.noteBytes - head.length), head.length)
  return base64.encode(note)
}

async function curvePoint(scalar: Uint8Array): Promise<Uint8Array> {
  const identity = bech32.encodeFromBytes('AGE-SECRET-KEY-', scalar).toUpperCase()
  return bech32.decodeToBytes(await identityToRecipient(identity)).bytes
}
