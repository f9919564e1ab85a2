import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import { AppError } from '../../core/errors.ts'
import type { HttpClient } from '../http-client.ts'
import type { TokenPair } from './token-store.ts'

/** What is exchanged for a pair of tokens. Each works once. */
export type Grant =
  | { type: 'refresh'; token: string }
  /** From the address to which Zalo sends the administrator back; good for ten minutes. */
  | { type: 'code'; code: string; verifier: string }

/** Zalo's answer: a pair, or its own "no". Anything else is thrown. `raw` is the answer as it came. */
export type GrantAnswer = { type: 'pair'; pair: TokenPair; raw: string } | { type: 'refused'; raw: string }

export interface OAuthNeeds {
  http: HttpClient
  appId: string
  appSecret: string
  clock: Clock
}

const DEADLINE_MS = 20_000
/** Refusals that say nothing of the token: the call limit, and a failure on their side. */
const PASSING = new Set([-32, -200])

const Pair = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
})
const Refusal = z.object({ error: z.coerce.number() })

/**
 * Exchanges a grant at Zalo's OAuth service. The secret goes in a header, and "no" comes with HTTP 200.
 * @throws AppError `channel:unreachable`: no answer, or none of Zalo's; whether the grant is spent is not known.
 */
export async function exchangeGrant(needs: OAuthNeeds, grant: Grant): Promise<GrantAnswer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', secret_key: needs.appSecret }
  const body = toForm(needs.appId, grant).toString()
  const request = { method: 'POST', path: '/v4/oa/access_token', headers, body } as const
  const answer = await needs.http.send({ ...request, deadlineMs: DEADLINE_MS })
  if (answer.status >= 500) throw unreachable()
  return readAnswer(answer.body.toString('utf8'), needs.clock.now())
}

/** Where an administrator of the OA allows our app to use it; Zalo then opens `redirect` with a code. */
export function permissionLink(
  root: string,
  ask: { appId: string; redirect: string; verifier: string; state: string },
): string {
  const challenge = createHash('sha256').update(ask.verifier).digest('base64url')
  const fields = {
    app_id: ask.appId,
    redirect_uri: ask.redirect,
    code_challenge: challenge,
    state: ask.state,
  }
  return `${root}/v4/oa/permission?${new URLSearchParams(fields).toString()}`
}

function toForm(appId: string, grant: Grant): URLSearchParams {
  const fields =
    grant.type === 'refresh'
      ? { refresh_token: grant.token, grant_type: 'refresh_token' }
      : { code: grant.code, code_verifier: grant.verifier, grant_type: 'authorization_code' }
  return new URLSearchParams({ ...fields, app_id: appId })
}

function readAnswer(raw: string, now: number): GrantAnswer {
  const json = fromJson(raw)
  const pair = Pair.safeParse(json)
  if (pair.success) return { type: 'pair', pair: toPair(pair.data, now), raw }
  const refusal = Refusal.safeParse(json)
  // A proxy's page is no "no".
  if (!refusal.success || PASSING.has(refusal.data.error)) throw unreachable()
  return { type: 'refused', raw }
}

function toPair({ access_token, refresh_token, expires_in }: z.infer<typeof Pair>, now: number): TokenPair {
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    issuedAt: now,
    expiresAt: now + expires_in * 1_000,
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function unreachable(): AppError {
  return new AppError('channel:unreachable', { retryable: true })
}
