import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { base64, bech32 } from '@scure/base'
import { identityToRecipient } from 'age-encryption'
import { argon2id } from 'hash-wasm'
import { z } from 'zod'
import { AppError } from '../core/errors.ts'
import { Hour } from '../core/tip.ts'
import { createOneAtATime } from '../lib/one-at-a-time.ts'
import { contentBytes, decryptWith, encryptTo } from './age-envelope.ts'
import { makeReceipt } from './make-receipt.ts'
import { tipLimits } from './tip-limits.ts'

/** How a tip stands, as far as its giver may know. */
const tipStatuses = ['received', 'read', 'checking', 'question', 'passed_on', 'closed', 'reward'] as const
export const TipStatus = z.enum(tipStatuses)
export type TipStatus = z.infer<typeof TipStatus>

/** What the unit leaves for the tipster. */
export const Note = z.strictObject({
  v: z.literal(1),
  hour: Hour,
  status: TipStatus,
  text: z.string().max(tipLimits.noteChars).optional(),
  unit: z.string().max(60).optional().describe('First note only: the unit whose queue holds the tip'),
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
  /** Lets its bearer set the mark of what was read. The server keeps only the hash, beside the mailbox. */
  markToken: string
  /** Lets its bearer add to the tip. The server keeps only the hash, beside the tip; nothing joins it to the mailbox. */
  doorToken: string
  /** Additions carry a MAC under it; the unit finds it inside the sealed tip. 64 hex digits. */
  replyKey: string
  /** Shown to an officer to claim a reward. It opens nothing; inside the sealed tip stands its hash. */
  claim: string
}

/** 19 MiB and two passes: the first choice of OWASP for argon2id, under a second on a cheap phone. Never change it: codes are on paper. */
const argon2 = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const
/** The code is random, so one salt for all is as good as many; it separates us from other uses of argon2id. */
const SALT = utf8ToBytes('an-tam mailbox v1')
/** Side by side, forty receipts would take 760 MiB and block the process until the last is done. */
const oneAtATime = createOneAtATime()

/**
 * The mailbox that a receipt opens. Slow on purpose.
 * @param code as `makeReceipt` and `parseReceipt` give it.
 */
export async function deriveMailbox(code: string): Promise<Mailbox> {
  const root = await oneAtATime(() =>
    argon2id({ ...argon2, password: code, salt: SALT, outputType: 'binary' }),
  )
  const derived = (purpose: string, length = 32) => hkdf(sha256, root, SALT, utf8ToBytes(purpose), length)
  const identity = bech32.encodeFromBytes('AGE-SECRET-KEY-', derived('identity')).toUpperCase()
  return {
    id: bytesToHex(derived('id', 16)),
    identity,
    recipient: await identityToRecipient(identity),
    markToken: bytesToHex(derived('mark')),
    doorToken: bytesToHex(derived('door')),
    replyKey: bytesToHex(derived('reply')),
    claim: makeReceipt(bytesToHex(derived('claim'))),
  }
}

/** What is kept of a token, or of a claim: whoever sees it cannot go back. */
export function hashOf(token: string): string {
  return bytesToHex(sha256(utf8ToBytes(`an-tam mailbox v1 ${token}`)))
}

/**
 * Seals a note to a mailbox's recipient; base64, always of the same length.
 * @throws AppError `tip:too_large`, `tip:no_recipient`.
 */
export async function sealNote(recipient: string, note: Note): Promise<string> {
  return sealForMailbox(recipient, Note.parse(note))
}

/** The hash of the newest note that was shown, sealed to the mailbox itself; to others it looks like any note. */
export async function sealMark(recipient: string, newest: string | undefined): Promise<string> {
  return sealForMailbox(recipient, { v: 1, seen: newest ?? null })
}

async function sealForMailbox(recipient: string, content: unknown): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(content))
  const room = contentBytes(tipLimits.noteBytes, [recipient])
  if (room === null || json.length > room) throw new AppError('tip:too_large')
  const padded = new Uint8Array(room).fill(0x20)
  padded.set(json)
  return base64.encode(await encryptTo([recipient], padded))
}

export interface OpenedNote extends Note {
  /** `hashOf` the sealed note: what a mark points to. */
  hash: string
}

/** The notes of a mailbox, in the order given. What does not open or is no note is left out: it is not from the unit. */
export async function openNotes(identity: string, sealed: readonly string[]): Promise<OpenedNote[]> {
  const notes = await Promise.all(
    sealed.map(async (note) => ({ note: await open(Note, identity, note), hash: hashOf(note) })),
  )
  return notes.flatMap(({ note, hash }) => (note === null ? [] : [{ ...note, hash }]))
}

/** Which note was the newest when the mailbox was last opened; null when that is not known. */
export async function openMark(identity: string, sealed: string): Promise<string | null> {
  return (await open(Mark, identity, sealed))?.seen ?? null
}

const Mark = z.strictObject({ v: z.literal(1), seen: z.string().nullable() })

async function open<T>(schema: z.ZodType<T>, identity: string, sealed: string): Promise<T | null> {
  try {
    const content = await decryptWith([identity], base64.decode(sealed))
    return schema.parse(JSON.parse(new TextDecoder().decode(content)))
  } catch {
    return null
  }
}
