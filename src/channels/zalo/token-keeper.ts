import { createHash } from 'node:crypto'
import { AppError } from '../../core/errors.ts'
import type { Observer } from '../../core/observer.ts'
import { exchangeGrant, type Grant, type GrantAnswer, type OAuthNeeds } from './oauth.ts'
import type { TokenPair, TokenRecord, TokenStore } from './token-store.ts'
import { createTokenVault } from './token-vault.ts'

export interface TokenKeeperNeeds extends OAuthNeeds {
  store: TokenStore
  /** From the settings: begins the chain of rotations, and a changed one begins it anew. */
  seedRefreshToken: string | undefined
  observer: Observer
}

/** Keeps one valid access token for all processes of the deployment. */
export interface TokenKeeper {
  /** @throws AppError `channel:unauthorised` when a person must renew the grant, `channel:unreachable`, `store:unavailable`. */
  token(): Promise<string>
  /** Zalo refused this token: gives another, refreshing unless somebody did already. */
  replace(refused: string): Promise<string>
  /** A dead refresh token is tried once more with the next call: the settings may be right now. */
  revive(): void
  /** Begins a new chain with a grant that a person brought, under the same lock. Errors as of `token`. */
  begin(grant: Grant): Promise<void>
}

/** Refresh when this part of a token's life is over: 20 of its 25 hours. */
const REFRESH_AT = 0.8
const WAIT_MS = 250
const WAITS = 60
const SEEDS_KEPT = 20
/** After a refusal: asking again at once would only burn the rate limit. */
const PAUSE_MS = 60_000
/** The refusal of a refresh token may have had another cause (an app switched off, a wrong secret). */
const DEAD_AGAIN_MS = 6 * 3_600_000

/**
 * A refresh token works once, and using it kills the pair before. So one process refreshes at a time, under a lock in
 * Redis; it looks again under the lock; and the new pair is stored before anybody uses it.
 */
export function createTokenKeeper(needs: TokenKeeperNeeds): TokenKeeper {
  const { store, clock, observer } = needs
  const vault = createTokenVault(needs)
  const seed = needs.seedRefreshToken === undefined ? '' : hashOf(needs.seedRefreshToken)
  let known: TokenPair | null = null
  let refreshing: Promise<string> | null = null
  let triedInVainUntil = 0
  let reviving = false

  async function token(): Promise<string> {
    if (known !== null && !isOld(known, clock.now())) return known.accessToken
    return refresh(null)
  }

  function replace(refused: string): Promise<string> {
    if (known !== null && known.accessToken !== refused) return Promise.resolve(known.accessToken)
    return refresh(refused)
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
      if (usable && !isOld(usable, clock.now())) return adopt(usable)
      const refreshed = await vault.underLock((fence, latest) => refreshUnder(fence, latest, refused))
      if (refreshed !== null) return refreshed
      // Somebody else refreshes: the old token serves until its end.
      if (usable && clock.now() < usable.expiresAt) return usable.accessToken
      await pause()
    }
    throw new AppError('channel:unreachable', { retryable: true })
  }

  /** The stored pair, unless it is the refused one or a new chain is to begin. */
  function pick(record: TokenRecord, refused: string | null): TokenPair | null {
    if (isReseeded(record)) return null
    if (record.dead) {
      if (reviving || clock.now() - (record.deadAt ?? 0) >= DEAD_AGAIN_MS) return null
      throw dead()
    }
    return record.current.accessToken === refused ? null : record.current
  }

  function isReseeded(record: TokenRecord): boolean {
    return seed !== '' && !record.seeds.includes(seed)
  }

  function adopt(pair: TokenPair): string {
    known = pair
    triedInVainUntil = 0
    return pair.accessToken
  }

  async function refreshUnder(
    fence: number,
    record: TokenRecord | null,
    refused: string | null,
  ): Promise<string> {
    const usable = record && pick(record, refused)
    if (usable && !isOld(usable, clock.now())) return adopt(usable)
    reviving = false
    const refreshToken =
      record !== null && !isReseeded(record) ? record.current.refreshToken : needs.seedRefreshToken
    if (refreshToken === undefined) throw alarmed('zalo_no_refresh_token')
    // Should we die before the answer is stored, this says why the next refresh is refused.
    if (record !== null) await store.write(fence, { ...record, askedAt: clock.now() })
    const answer = await exchangeGrant(needs, { type: 'refresh', token: refreshToken })
    if (answer.type === 'refused') return refusedForGood(fence, record, answer.raw, refused)
    return started(fence, record, answer, [seed])
  }

  /** Stores a new pair and uses it only then. */
  async function started(
    fence: number,
    record: TokenRecord | null,
    { pair, raw }: Extract<GrantAnswer, { type: 'pair' }>,
    seeds: string[],
  ): Promise<string> {
    const previous = record?.current ?? null
    const next = { v: 1, current: pair, previous, rawAnswer: raw, dead: false } as const
    await vault.keep(fence, { ...next, seeds: usedSeeds(record, seeds) })
    observer.count('zalo_token_refreshed')
    return adopt(pair)
  }

  /** A refused seed leaves the chain that works alone, but is not tried again. */
  async function refusedForGood(
    fence: number,
    record: TokenRecord | null,
    rawAnswer: string,
    refused: string | null,
  ): Promise<string> {
    const seeds = usedSeeds(record, [seed])
    if (record !== null && isReseeded(record) && !record.dead) {
      observer.alarm('zalo_seed_refused')
      const kept = { ...record, seeds }
      await store.write(fence, kept)
      return refreshUnder(fence, kept, refused)
    }
    triedInVainUntil = clock.now() + PAUSE_MS
    if (record !== null) {
      // When a refresh was interrupted, its time stays: it is the likely cause.
      await store.write(fence, { ...record, seeds, dead: true, deadAt: clock.now(), rawAnswer })
    }
    throw alarmed('zalo_refresh_token_dead')
  }

  function alarmed(what: string): AppError {
    known = null
    observer.alarm(what)
    return dead()
  }

  async function begin(grant: Grant): Promise<void> {
    for (let wait = 0; wait < WAITS; wait += 1) {
      if ((await vault.underLock((fence, latest) => beginUnder(fence, latest, grant))) !== null) return
      await pause()
    }
    throw new AppError('channel:unreachable', { retryable: true })
  }

  async function beginUnder(fence: number, record: TokenRecord | null, grant: Grant): Promise<string> {
    const answer = await exchangeGrant(needs, grant)
    if (answer.type === 'refused') {
      const message = 'Zalo refuses what was given: it works once and not for long. Fetch a fresh one.'
      throw new AppError('channel:unauthorised', { message })
    }
    // The seed of the settings counts as used: it must not begin a chain over this one.
    const used = [seed, ...(grant.type === 'refresh' ? [hashOf(grant.token)] : [])]
    return started(fence, record, answer, used)
  }

  function revive(): void {
    reviving = true
    triedInVainUntil = 0
  }

  return { token, replace, revive, begin }
}

function isOld(pair: TokenPair, now: number): boolean {
  return now >= pair.issuedAt + (pair.expiresAt - pair.issuedAt) * REFRESH_AT
}

function usedSeeds(record: TokenRecord | null, more: string[]): string[] {
  const before = (record?.seeds ?? []).filter((one) => !more.includes(one))
  return [...before, ...more].slice(-SEEDS_KEPT)
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, WAIT_MS))
}

function dead(): AppError {
  return new AppError('channel:unauthorised', {
    retryable: true,
    retryAfterMs: 60_000,
    message: 'Zalo refuses the refresh token: an administrator of the OA runs `npm run zalo -- repair`.',
  })
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
