import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import { AppError } from '../../core/errors.ts'
import type { Observer } from '../../core/observer.ts'
import type { HttpClient } from '../http-client.ts'
import type { TokenPair, TokenRecord, TokenStore } from './token-store.ts'

export interface TokenKeeperNeeds {
  store: TokenStore
  http: HttpClient
  appId: string
  appSecret: string
  /** From the settings: begins the chain of rotations, and a changed one begins it anew. */
  seedRefreshToken: string | undefined
  clock: Clock
  observer: Observer
}

/** Keeps one valid access token for all processes of the deployment. */
export interface TokenKeeper {
  /** @throws AppError `channel:unauthorised` when a person must renew the grant, `channel:unreachable`, `store:unavailable`. */
  token(): Promise<string>
  /** Zalo refused this token: gives another, refreshing unless somebody did already. */
  replace(refused: string): Promise<string>
}

/** Refresh when this part of a token's life is over: 20 of its 25 hours. */
const REFRESH_AT = 0.8
const DEADLINE_MS = 20_000
const WAIT_MS = 250
const WAITS = 60
const SEEDS_KEPT = 20
/** After a refusal: asking again at once would only burn the rate limit. */
const PAUSE_MS = 60_000

const Answer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
})

/**
 * A refresh token works once, and using it kills the pair before. So one process refreshes at a time, under a lock in
 * Redis; it looks again under the lock; and the new pair is stored before anybody uses it.
 */
export function createTokenKeeper(needs: TokenKeeperNeeds): TokenKeeper {
  const { store, clock, observer } = needs
  const seed = needs.seedRefreshToken === undefined ? '' : hashOf(needs.seedRefreshToken)
  let known: TokenPair | null = null
  let refreshing: Promise<string> | null = null
  let triedInVainUntil = 0

  async function token(): Promise<string> {
    if (known !== null && !isOld(known)) return known.accessToken
    return refresh(null)
  }

  function replace(refused: string): Promise<string> {
    if (known !== null && known.accessToken !== refused) return Promise.resolve(known.accessToken)
    return refresh(refused)
  }

  function isOld(pair: TokenPair): boolean {
    return clock.now() >= pair.issuedAt + (pair.expiresAt - pair.issuedAt) * REFRESH_AT
  }

  /** One at a time in this process; everybody who asks meanwhile gets the same answer. */
  function refresh(refused: string | null): Promise<string> {
    refreshing ??= refreshNow(refused).finally(() => {
      refreshing = null
    })
    return refreshing
  }

  async function refreshNow(refused: string | null): Promise<string> {
    if (clock.now() < triedInVainUntil) throw dead()
    for (let wait = 0; wait < WAITS; wait += 1) {
      const record = await store.read()
      const usable = record && pick(record, refused)
      if (usable && !isOld(usable)) return adopt(usable)
      const fence = await store.lock()
      if (fence !== null) return refreshUnder(fence, refused)
      // Somebody else refreshes: the old token serves until its end.
      if (usable && clock.now() < usable.expiresAt) return usable.accessToken
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    }
    throw new AppError('channel:unreachable', { retryable: true })
  }

  /** The stored pair, unless it is the refused one or the settings begin a new chain. */
  function pick(record: TokenRecord, refused: string | null): TokenPair | null {
    if (isReseeded(record)) return null
    if (record.dead) throw dead()
    return record.current.accessToken === refused ? null : record.current
  }

  function isReseeded(record: TokenRecord): boolean {
    return seed !== '' && !record.seeds.includes(seed)
  }

  function adopt(pair: TokenPair): string {
    known = pair
    return pair.accessToken
  }

  async function refreshUnder(fence: number, refused: string | null): Promise<string> {
    try {
      const record = await store.read()
      const usable = record && pick(record, refused)
      if (usable && !isOld(usable)) return adopt(usable)
      return await rotate(fence, record)
    } finally {
      // Should this fail, the lock ends by itself.
      await store.unlock(fence).catch(() => observer.count('zalo_unlock_failed'))
    }
  }

  async function rotate(fence: number, record: TokenRecord | null): Promise<string> {
    const begun = record !== null && !isReseeded(record)
    const refreshToken = begun ? record.current.refreshToken : needs.seedRefreshToken
    if (refreshToken === undefined) throw alarmed('zalo_no_refresh_token')
    const rawAnswer = await askForTokens(refreshToken)
    const current = toPair(rawAnswer, clock.now())
    if (current === null) return refusedForGood(fence, record, rawAnswer)
    const previous = record?.current ?? null
    await keep(fence, { v: 1, current, previous, rawAnswer, seeds: usedSeeds(record), dead: false })
    observer.count('zalo_token_refreshed')
    return adopt(current)
  }

  function usedSeeds(record: TokenRecord | null): string[] {
    const before = (record?.seeds ?? []).filter((one) => one !== seed)
    return [...before, seed].slice(-SEEDS_KEPT)
  }

  /** The pair before is dead by now: losing the new one means asking a person. So this is tried hard. */
  async function keep(fence: number, next: TokenRecord): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        if (await store.write(fence, next)) return
        const again = await store.lock()
        if (again !== null && (await store.write(again, next))) return await store.unlock(again)
      } catch (error) {
        observer.alarm('zalo_tokens_not_stored', error)
      }
      if (attempt >= WAITS) throw new AppError('store:unavailable', { retryable: true })
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    }
  }

  async function askForTokens(refreshToken: string): Promise<string> {
    const form = new URLSearchParams({
      refresh_token: refreshToken,
      app_id: needs.appId,
      grant_type: 'refresh_token',
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded', secret_key: needs.appSecret }
    const request = { method: 'POST', path: '/v4/oa/access_token', headers, body: form.toString() } as const
    const answer = await needs.http.send({ ...request, deadlineMs: DEADLINE_MS })
    if (answer.status >= 500) throw new AppError('channel:unreachable', { retryable: true })
    return answer.body.toString('utf8')
  }

  /** A refused seed leaves the chain that works alone, but is not tried again. */
  async function refusedForGood(
    fence: number,
    record: TokenRecord | null,
    rawAnswer: string,
  ): Promise<string> {
    if (!isRefusal(rawAnswer)) throw new AppError('channel:unreachable', { retryable: true })
    triedInVainUntil = clock.now() + PAUSE_MS
    if (record !== null) {
      const dead = record.dead || !isReseeded(record)
      await store.write(fence, { ...record, seeds: usedSeeds(record), dead, rawAnswer })
    }
    throw alarmed('zalo_refresh_token_dead')
  }

  function alarmed(what: string): AppError {
    known = null
    observer.alarm(what)
    return dead()
  }

  return { token, replace }
}

function toPair(rawAnswer: string, now: number): TokenPair | null {
  const parsed = Answer.safeParse(fromJson(rawAnswer))
  if (!parsed.success) return null
  const { access_token, refresh_token, expires_in } = parsed.data
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    issuedAt: now,
    expiresAt: now + expires_in * 1_000,
  }
}

/** Zalo's own "no", as opposed to a proxy's page. */
function isRefusal(rawAnswer: string): boolean {
  return z.object({ error: z.coerce.number() }).safeParse(fromJson(rawAnswer)).success
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function dead(): AppError {
  return new AppError('channel:unauthorised', {
    retryable: true,
    retryAfterMs: 60_000,
    message:
      'Zalo refuses the refresh token: put a new one from the API Explorer into ZALO_REFRESH_TOKEN and restart.',
  })
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
