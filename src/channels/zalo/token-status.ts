import type { ChannelFinding } from '../channel.ts'
import type { TokenRecord } from './token-store.ts'

/** A refresh token that is not used for three months dies; a process that runs uses it every 20 hours. */
const UNUSED_MS = 60 * 86_400_000
/** A refresh takes 20 seconds at most. */
const INTERRUPTED_MS = 120_000
const REPAIR = 'An administrator of the OA runs `npm run zalo -- repair`.'

/** What an operator must know of the stored tokens; null when all is well. Times in ms. */
export function examineTokens(
  record: TokenRecord | null,
  hasSeed: boolean,
  now: number,
): ChannelFinding | null {
  if (record === null)
    return hasSeed ? null : bad('zalo_no_refresh_token', `There is no refresh token yet. ${REPAIR}`)
  if (record.dead)
    return bad('zalo_refresh_token_dead', `Zalo refuses the refresh token${why(record)}. ${REPAIR}`)
  if (record.askedAt !== undefined && now - record.askedAt > INTERRUPTED_MS) {
    const text = `A refresh begun at ${timeOf(record.askedAt)} left no answer: if the next one is refused, ${REPAIR}`
    return { level: 'warn', name: 'zalo_refresh_interrupted', text }
  }
  if (now - record.current.issuedAt > UNUSED_MS)
    return {
      level: 'warn',
      name: 'zalo_token_unused',
      text: 'The refresh token was not used for two months: start the hotline.',
    }
  return null
}

/** "valid until …", for people. */
export function describeTokens(record: TokenRecord): string {
  const { issuedAt, expiresAt } = record.current
  return `the access token is of ${timeOf(issuedAt)} and ends ${timeOf(expiresAt)}; it renews itself after 20 hours`
}

function why({ askedAt, deadAt }: TokenRecord): string {
  const since = deadAt === undefined ? '' : ` (last tried ${timeOf(deadAt)})`
  if (askedAt === undefined) return since
  return `${since}; a refresh begun at ${timeOf(askedAt)} was interrupted before its answer was stored`
}

function bad(name: string, text: string): ChannelFinding {
  return { level: 'bad', name, text }
}

function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16)}Z`
}
