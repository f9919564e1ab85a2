import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { base64 } from '@scure/base'
import { z } from 'zod'
import { AppError } from '../core/errors.ts'
import { Hour } from '../core/tip.ts'
import { contentBytes, decryptWith, encryptTo } from './age-envelope.ts'
import { tipLimits } from './tip-limits.ts'

/** What the giver of a tip adds to it later. */
export const Reply = z.strictObject({
  v: z.literal(1),
  id: z.uuid(),
  hour: Hour,
  text: z.string().min(1).max(tipLimits.replyChars),
})
export type Reply = z.infer<typeof Reply>

/**
 * A MAC and no signature: the unit can check that it comes from the holder of the code, and since the unit has the key
 * too, it can prove so to nobody else.
 */
const Authenticated = z.strictObject({ body: z.string(), mac: z.string() })

/**
 * Seals an addition to a tip's recipients; base64, always of the same length.
 * @param key the mailbox's `replyKey`.
 * @throws AppError `tip:too_large`, `tip:no_recipient`.
 */
export async function sealReply(recipients: readonly string[], key: string, reply: Reply): Promise<string> {
  const body = JSON.stringify(Reply.parse(reply))
  const json = utf8ToBytes(JSON.stringify({ body, mac: macOf(key, body) }))
  const room = contentBytes(tipLimits.replyBytes, recipients)
  if (room === null || json.length > room || recipients.length > tipLimits.recipients)
    throw new AppError('tip:too_large')
  const content = new Uint8Array(room).fill(0x20)
  content.set(json)
  return base64.encode(await encryptTo(recipients, content))
}

/**
 * Opens an addition with the unit's identities.
 * @param key the reply key that stands in the opened tip.
 * @returns null when it was not written by whoever holds the tip's code.
 * @throws AppError `tip:not_for_this_key`, `tip:malformed`.
 */
export async function openReply(
  sealed: string,
  identities: readonly string[],
  key: string,
): Promise<Reply | null> {
  const content = await decryptWith(identities, base64.decode(sealed))
  try {
    const { body, mac } = Authenticated.parse(JSON.parse(new TextDecoder().decode(content)))
    return macOf(key, body) === mac ? Reply.parse(JSON.parse(body)) : null
  } catch {
    // The cause would quote what somebody wrote.
    throw new AppError('tip:malformed')
  }
}

function macOf(key: string, body: string): string {
  return bytesToHex(hmac(sha256, hexToBytes(key), utf8ToBytes(`an-tam reply v1 ${body}`)))
}
