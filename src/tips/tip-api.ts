import { z } from 'zod'
import { SealedTip } from '../core/tip.ts'
import { MailboxId } from './mailbox.ts'

/** What travels between the page and `/api`: both sides parse with these. */

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
  mailbox: z.strictObject({ id: MailboxId, note: z.string().max(10_000) }),
  proof: Proof,
})
export type TipSubmission = z.infer<typeof TipSubmission>

/** Header of `PUT /api/files/:id?unit=ID` that carries the proof, as base64 of its JSON. */
export const PROOF_HEADER = 'x-antam-proof'

/** Answer of `GET /api/recipients/:unit`. */
export const RecipientsAnswer = z.object({ recipients: z.array(z.string()) })

/** Answer of `GET /api/mailbox/:id`: the same form for every id. */
export const MailboxAnswer = z.object({ notes: z.array(z.string()) })

/** Answer to anything that went wrong. */
export const ErrorAnswer = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
