import type { Clock } from '../../core/clock.ts'
import { AppError } from '../../core/errors.ts'
import type { ChannelFinding } from '../channel.ts'
import type { OaApi } from './oa-api.ts'
import { examineTokens } from './token-status.ts'
import type { TokenStore } from './token-store.ts'
import { needsOperator } from './zalo-error.ts'

const SILENT_MS = 86_400_000

/**
 * Looks at the account: tokens, address, whether the API takes us, whether events come. Asking the API also renews the
 * token in time while nobody writes: unused for three months, it would die.
 */
export async function examineZalo(
  needs: { api: OaApi; tokens: TokenStore; hasSeed: boolean; clock: Clock },
  state: { publicUrl: string | null; lastEventAt: number },
): Promise<ChannelFinding[]> {
  const account = await examineAccount(needs.api)
  const tokens = examineTokens(await needs.tokens.read(), needs.hasSeed, needs.clock.now())
  const found = [tokens, tokens?.level === 'bad' ? null : account, addressFinding(state.publicUrl)]
  if (needs.clock.now() - state.lastEventAt > SILENT_MS) found.push(silent())
  return found.filter((finding) => finding !== null)
}

async function examineAccount(api: OaApi): Promise<ChannelFinding | null> {
  try {
    const { error } = await api.get('/v2.0/oa/getoa')
    if (error === 0) return null
    if (!needsOperator(error)) return unclear()
    const text = `The OA API refuses the account (${error}): look at app, package and permissions in Zalo’s console.`
    return { level: 'bad', name: `zalo_refuses_${-error}`, text }
  } catch (error) {
    if (error instanceof AppError && error.code === 'store:unavailable') throw error
    return unclear()
  }
}

function unclear(): ChannelFinding {
  return { level: 'warn', name: 'zalo_unreachable', text: 'The OA API gives no good answer; replies wait.' }
}

function addressFinding(publicUrl: string | null): ChannelFinding | null {
  if (publicUrl?.startsWith('https://')) return null
  const text = 'Set PUBLIC_URL to an https address: Zalo has no long polling and calls nothing else.'
  return { level: 'bad', name: 'zalo_needs_public_url', text }
}

/** After an outage of an hour or two Zalo takes the webhook off, and only a person can put it back. */
function silent(): ChannelFinding {
  const text = 'No event for a day. If people do write, switch the webhook on again in Zalo’s console.'
  return { level: 'warn', name: 'zalo_silent', text }
}
