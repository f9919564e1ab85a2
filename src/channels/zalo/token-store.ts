import { z } from 'zod'

const Pair = z.strictObject({
  accessToken: z.string(),
  refreshToken: z.string(),
  /** ms. */
  issuedAt: z.number(),
  expiresAt: z.number(),
})
export type TokenPair = z.infer<typeof Pair>

/** What is kept about the OA's tokens, encrypted as a whole. */
export const TokenRecord = z.strictObject({
  v: z.literal(1),
  current: Pair,
  /** The pair before, should a person have to find out what happened. */
  previous: Pair.nullable(),
  /** The answer as Zalo gave it, for the same. */
  rawAnswer: z.string(),
  /** Hashes of the refresh tokens from the settings that were used, newest last: one not among them begins a new chain. */
  seeds: z.array(z.string()).max(20),
  /** Zalo refused the refresh token; a person must enter a new one. */
  dead: z.boolean(),
  /** When it was refused last, ms: it is tried again after a while, should the refusal have had another cause. */
  deadAt: z.number().optional(),
  /** A refresh was begun then, ms, and its end is not noted: when the next one is refused, this is why. */
  askedAt: z.number().optional(),
})
export type TokenRecord = z.infer<typeof TokenRecord>

/** Where the tokens live, shared by all processes. Methods throw AppError `store:unavailable`. */
export interface TokenStore {
  read(): Promise<TokenRecord | null>
  /** Takes the right to refresh for a minute; a number that rises each time, or null when another process has it. */
  lock(): Promise<number | null>
  /** Stores only while the lock is still ours. False: it is not, nothing was stored. */
  write(fence: number, record: TokenRecord): Promise<boolean>
  unlock(fence: number): Promise<void>
}
