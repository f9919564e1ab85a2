import { z } from 'zod'
import { SealedTip } from '../core/tip.ts'
import { MailboxId } from './mailbox.ts'

/** What travels between the page and `/api`: both sides parse with these. */

/** A token of a mailbox, or the hash of one. */
const Secret = z.string().regex(/^[0-9a-f]{64}$/)
const Hex = z.string().regex(/^[0-9a-f]{2,128}$/)

/** A proof-of-work task, signed by the server (altcha, version 2). Kept as it is: the signature covers every field. */
export const Challenge = z.strictObject({
  parameters: z.strictObject({
    algorithm: z.literal('PBKDF2/SHA-256'),
    nonce: Hex,
    salt: Hex,
    cost: z.number().int().positive().max(1_000_000),
    keyLength: z.number().int().positive().max(64),
    keyPrefix: Hex,
    keySignature: Hex,
    expiresAt: z.number().int().positive(),
  }),
  signature: Hex,
})
export type Challenge = z.infer<typeof Challenge>

/** A solved task. Good for one request. */
export const Proof = z.strictObject({
  challenge: Challenge,
  solution: z.object({ counter: z.number().int().nonnegative().max(1_000_000), derivedKey: Hex }),
})
export type Proof = z.infer<typeof Proof>

/** Body of `POST /api/tips`. */
export const TipSubmission = z.strictObject({
  tip: SealedTip,
  mailbox: z.strictObject({
    id: MailboxId,
    note: z.string().max(10_000),
    // Tips that a page kept from before additions have neither.
    guard: Secret.optional(),
    door: Secret.optional(),
  }),
  proof: Proof,
})
export type TipSubmission = z.infer<typeof TipSubmission>

/** Body of `POST /api/files`: room for a sealed file of so many pieces. */
export const UploadRequest = z.strictObject({
  unit: SealedTip.shape.unit,
  id: z.uuid(),
  chunks: z.number().int().positive(),
  proof: Proof,
})

const Have = z.array(z.number().int().nonnegative())

/** Its answer: what each piece must carry, and which are there already. */
export const UploadAnswer = z.object({ token: z.string().max(100), have: Have })

/** Answer of `GET /api/files/:id?unit=ID`. */
export const PresentAnswer = z.object({ have: Have })

/** Header with the token of an upload. */
export const UPLOAD_HEADER = 'x-antam-upload'

/** Answer of `GET /api/recipients/:unit`. */
export const RecipientsAnswer = z.object({ recipients: z.array(z.string()) })

/** Body of `POST /api/mailbox/read`. The id stands in no address, so in no list of addresses either. */
export const MailboxQuestion = z.strictObject({ id: MailboxId, proof: Proof })

/** Its answer: for every id a full row of notes and a mark, real ones first, then blanks. */
export const MailboxAnswer = z.object({ notes: z.array(z.string()), mark: z.string() })

/** Body of `POST /api/mailbox/mark`; the answer is 204 whatever the id and the token. */
export const MarkRequest = z.strictObject({ id: MailboxId, token: Secret, mark: z.string().max(10_000) })

/** Body of `POST /api/mailbox/reply`. */
export const ReplySubmission = z.strictObject({
  unit: SealedTip.shape.unit,
  door: Secret,
  id: z.uuid(),
  sealed: z.string().max(30_000),
  proof: Proof,
})

/** Answer to anything that went wrong. */
export const ErrorAnswer = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
