import { createHash, timingSafeEqual } from 'node:crypto'

/** Which of the ways that were seen in the field matched: `app_id+oa_secret` is the documented one. */
export type SignatureVariant =
  | 'app_id+oa_secret'
  | 'app_id+app_secret'
  | 'oa_id+oa_secret'
  | 'oa_id+app_secret'

export interface ZaloIdentity {
  appId: string
  oaId: string
  oaSecret: string
  appSecret: string
}

export interface SignedRequest {
  /** `X-ZEvent-Signature`: `mac=` and 64 hex digits, or the digits alone. */
  header: string | undefined
  /** Exactly as received: any re-serialising breaks the sum. */
  rawBody: Uint8Array
  /** From the parsed body; a string in the documentation, a number in some events. */
  timestamp: unknown
}

/**
 * Checks Zalo's signature: plain SHA-256 (no HMAC) over id + body + timestamp + secret. Sources differ on which id and
 * secret, so all four are tried, the last match first; null when none fits.
 */
export function createSignatureCheck(
  identity: ZaloIdentity,
): (request: SignedRequest) => SignatureVariant | null {
  let variants: ReadonlyArray<{ name: SignatureVariant; id: string; secret: string }> = [
    { name: 'app_id+oa_secret', id: identity.appId, secret: identity.oaSecret },
    { name: 'app_id+app_secret', id: identity.appId, secret: identity.appSecret },
    { name: 'oa_id+oa_secret', id: identity.oaId, secret: identity.oaSecret },
    { name: 'oa_id+app_secret', id: identity.oaId, secret: identity.appSecret },
  ]
  return function checkSignature({ header, rawBody, timestamp }) {
    const given = toMac(header)
    if (given === null || (typeof timestamp !== 'string' && typeof timestamp !== 'number')) return null
    for (const variant of variants) {
      const sum = createHash('sha256')
        .update(variant.id)
        .update(rawBody)
        .update(String(timestamp))
        .update(variant.secret)
      if (!timingSafeEqual(sum.digest(), given)) continue
      if (variant !== variants[0]) variants = [variant, ...variants.filter((other) => other !== variant)]
      return variant.name
    }
    return null
  }
}

function toMac(header: string | undefined): Buffer | null {
  const hex = (header ?? '').trim().replace(/^mac\s*=\s*/i, '')
  return /^[0-9a-f]{64}$/i.test(hex) ? Buffer.from(hex, 'hex') : null
}
