import { createHmac, timingSafeEqual } from 'node:crypto'

/** Meta's proof: `sha256=` and the HMAC-SHA256 of the body exactly as received, keyed with the app's secret. */
export function isSigned(header: string | undefined, rawBody: Uint8Array, appSecret: string): boolean {
  const [, hex] = /^sha256=([0-9a-f]{64})$/i.exec(header?.trim() ?? '') ?? []
  if (hex === undefined) return false
  const expected = createHmac('sha256', appSecret).update(rawBody).digest()
  return timingSafeEqual(expected, Buffer.from(hex, 'hex'))
}

/** Proves with each call that whoever holds the token holds the secret too; an app may demand it. */
export function toSecretProof(token: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex')
}

/** Whether two words are the same, in a time that does not tell where they differ. */
export function isSameWord(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
