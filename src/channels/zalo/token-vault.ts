import { AppError } from '../../core/errors.ts'
import type { Observer } from '../../core/observer.ts'
import type { TokenRecord, TokenStore } from './token-store.ts'

/** The token store under its lock, so used that a pair which Zalo gave is not lost. */
export interface TokenVault {
  /** Takes the lock, or gives null when somebody else has it; `work` gets what is stored then. */
  underLock<T>(work: (fence: number, latest: TokenRecord | null) => Promise<T>): Promise<T | null>
  /**
   * Stores a new pair, trying for as long as nobody misses it; what fails then is stored by the next `underLock`.
   * @throws AppError `store:unavailable`.
   */
  keep(fence: number, next: TokenRecord): Promise<void>
}

const WAIT_MS = 250
const WAITS = 60

/** @see TokenVault */
export function createTokenVault(needs: { store: TokenStore; observer: Observer }): TokenVault {
  const { store, observer } = needs
  // A pair that Zalo gave while Redis was away: without it the grant is lost, so it waits here.
  let unsaved: TokenRecord | null = null

  async function underLock<T>(
    work: (fence: number, latest: TokenRecord | null) => Promise<T>,
  ): Promise<T | null> {
    const fence = await store.lock()
    if (fence === null) return null
    try {
      return await work(fence, await latest(fence))
    } finally {
      // Should this fail, the lock ends by itself.
      await store.unlock(fence).catch(() => observer.count('zalo_unlock_failed'))
    }
  }

  /** What is stored, with the pair that could not be stored before unless somebody went on without it. */
  async function latest(fence: number): Promise<TokenRecord | null> {
    const stored = await store.read()
    const late = unsaved
    if (late === null) return stored
    const isNewer = (stored?.current.issuedAt ?? 0) < late.current.issuedAt
    if (isNewer && !(await store.write(fence, late)))
      throw new AppError('store:unavailable', { retryable: true })
    unsaved = null
    return isNewer ? late : stored
  }

  /** The pair before is dead by now: losing the new one means asking a person. So this is tried hard. */
  async function keep(fence: number, next: TokenRecord): Promise<void> {
    unsaved = next
    for (let attempt = 0; attempt <= WAITS; attempt += 1) {
      try {
        if (await keepOnce(fence, next)) {
          unsaved = null
          return
        }
      } catch (error) {
        observer.alarm('zalo_tokens_not_stored', error)
      }
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    }
    throw new AppError('store:unavailable', { retryable: true })
  }

  async function keepOnce(fence: number, next: TokenRecord): Promise<boolean> {
    if (await store.write(fence, next)) return true
    const again = await store.lock()
    if (again === null || !(await store.write(again, next))) return false
    await store.unlock(again)
    return true
  }

  return { underLock, keep }
}
