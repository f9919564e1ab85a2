import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { base64, bech32 } from '@scure/base'
import { identityToRecipient } from 'age-encryption'
import { argon2id } from 'hash-wasm'
import { z } from 'zod'
import { AppError } from '../core/errors.ts'
import { Hour } from '../core/tip.ts'
import { contentBytes, decryptWith, encryptTo } from './age-envelope.ts'
import { tipLimits } from './tip-limits.ts'

/** How a tip stands, as far as its giver may know. */
const tipStatuses = ['received', 'read', 'checking', 'question', 'passed_on', 'closed'] as const
export const TipStatus = z.enum(tipStatuses)
export type TipStatus = z.infer<typeof TipStatus>

/** What the unit leaves for the tipster. */
export const Note = z.strictObject({
  v: z.literal(1),
  hour: Hour,
  status: TipStatus,
  text: z.string().max(tipLimits.noteChars).optional(),
})
export type Note = z.infer<typeof Note>

/** 32 hex digits; tells nothing about the tip or the code. */
export const MailboxId = z.string().regex(/^[0-9a-f]{32}$/)

export interface Mailbox {
  id: string
  /** Opens the notes. Never leaves the device, or the turn, that derived it. */
  identity: string
  /** Notes are sealed to it; stands inside the sealed tip. */
  recipient: string
}

/** 19 MiB and two passes: the first choice of OWASP for argon2id, under a second on a cheap phone. Never change it: codes are on paper. */
const argon2 = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const
/** The code is random, so one salt for all is as good as many; it separates us from other uses of argon2id. */
const SALT = utf8ToBytes('an-tam mailbox v1')

/**
 * The mailbox that a receipt opens. Slow on purpose.
 * @param code as `makeReceipt` and `parseReceipt` give it.
 */
export async function deriveMailbox(code: string): Promise<Mailbox> {
  const root = await argon2id({ ...argon2, password: code, salt: SALT, outputType: 'binary' })
  const scalar = hkdf(sha256, root, SALT, utf8ToBytes('identity'), 32)
  const identity = bech32.encodeFromBytes('AGE-SECRET-KEY-', scalar).toUpperCase()
  return {
    id: bytesToHex(hkdf(sha256, root, SALT, utf8ToBytes('id'), 16)),
    identity,
    recipient: await identityToRecipient(identity),
  }
}

/**
 * Seals a note to a mailbox's recipient; base64, always of the same length.
 * @throws AppError `tip:too_large`, `tip:no_recipient`.
 */
export async function sealNote(recipient: string, note: Note): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(Note.parse(note)))
  const room = contentBytes(tipLimits.noteBytes, [recipient])
  if (room === null || json.length > room) throw new AppError('tip:too_large')
  const content = new Uint8Array(room).fill(0x20)
  content.set(json)
  return base64.encode(await encryptTo([recipient], content))
}

/** The notes of a mailbox, in the order given. What does not open or is no note is left out: it is not from the unit. */
export async function openNotes(identity: string, sealed: readonly string[]): Promise<Note[]> {
  const notes = await Promise.all(sealed.map((note) => openNote(identity, note)))
  return notes.filter((note) => note !== null)
}

async function openNote(identity: string, sealed: string): Promise<Note | null> {
  try {
    const content = await decryptWith([identity], base64.decode(sealed))
    return Note.parse(JSON.parse(new TextDecoder().decode(content)))
  } catch {
    return null
  }
}
