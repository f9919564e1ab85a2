import { createInterface } from 'node:readline/promises'
import { createHttpClient } from '../channels/http-client.ts'
import { type Grant, permissionLink } from '../channels/zalo/oauth.ts'
import { createRedisTokenStore } from '../channels/zalo/redis-token-store.ts'
import { createTokenKeeper } from '../channels/zalo/token-keeper.ts'
import { describeTokens, examineTokens } from '../channels/zalo/token-status.ts'
import type { TokenStore } from '../channels/zalo/token-store.ts'
import { deriveKey } from '../conversation/conversation-key.ts'
import { createSealedBox } from '../conversation/sealed-box.ts'
import { systemClock, systemIds } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import { readSecret } from '../secret-file.ts'
import type { CommandContext } from './command-context.ts'

/** Of the context only what this command uses, so that tests can give just that. */
export type ZaloContext = Pick<CommandContext, 'config' | 'redis' | 'print' | 'printError'> & {
  /** One line typed by the person; the process's standard input when absent. */
  readLine?: (prompt: string) => Promise<string>
}

const USAGE = `npm run zalo -- status   whether the tokens of the Official Account live
npm run zalo -- repair   takes a fresh refresh token (Zalo's API Explorer gives one), stores it, and all processes go on
npm run zalo -- login    the same by Zalo's permission page, in a browser
Tokens are typed or piped in, never given as arguments: those stay in the shell's history.`

const VERIFIER_BYTES = 32

/** `npm run zalo`: looks after the OA's tokens. Exit code 1 when a person must act. */
export async function main(args: string[], context: ZaloContext): Promise<number> {
  const [verb] = args
  if (verb === 'status') return status(context)
  if (verb === 'repair') return begin(context, await refreshGrant(context))
  if (verb === 'login') return begin(context, await codeGrant(context))
  context.printError(USAGE)
  return 2
}

/** The stored tokens of the OA in the settings. @throws AppError `config:invalid` without Zalo's settings. */
export async function openTokenStore({
  config,
  redis,
}: Pick<ZaloContext, 'config' | 'redis'>): Promise<TokenStore> {
  const { ZALO_OA_ID: oaId } = config
  if (oaId === undefined) throw new AppError('config:invalid', { message: 'There are no ZALO_* settings.' })
  const secret = readSecret(config.HOTLINE_SECRET, config.DATA_DIR, systemIds)
  const box = createSealedBox(deriveKey(secret, 'zalo tokens'), systemIds)
  return createRedisTokenStore(await redis(), { oaId, box })
}

async function status(context: ZaloContext): Promise<number> {
  const record = await (await openTokenStore(context)).read()
  const hasSeed = context.config.ZALO_REFRESH_TOKEN !== undefined
  const finding = examineTokens(record, hasSeed, systemClock.now())
  if (finding !== null) context.print(`${finding.level}: ${finding.text}`)
  else if (record === null) context.print('ok: not used yet; the first start exchanges ZALO_REFRESH_TOKEN')
  else context.print(`ok: ${describeTokens(record)}`)
  return finding?.level === 'bad' ? 1 : 0
}

async function refreshGrant(context: ZaloContext): Promise<Grant> {
  const token = (await ask(context, 'Refresh token: ')).trim()
  if (!/^[\w.~+/=-]{6,2000}$/.test(token))
    throw new AppError('config:invalid', { message: 'This is no refresh token.' })
  return { type: 'refresh', token }
}

async function codeGrant(context: ZaloContext): Promise<Grant> {
  const { ZALO_APP_ID: appId = '', ZALO_OAUTH_ROOT: root, PUBLIC_URL: redirect } = context.config
  if (redirect === undefined)
    throw new AppError('config:invalid', { message: 'Set PUBLIC_URL: Zalo leads the browser back to it.' })
  const verifier = Buffer.from(systemIds.bytes(VERIFIER_BYTES)).toString('base64url')
  const state = systemIds.uuid()
  context.print(`In the app's console, ${redirect} must be the Official Account Callback Url. Then open:`)
  context.print(permissionLink(root, { appId, redirect, verifier, state }))
  const answer = (await ask(context, 'The address to which the browser was led: ')).trim()
  const fields = URL.canParse(answer)
    ? new URL(answer).searchParams
    : new URLSearchParams({ code: answer, state })
  const code = fields.get('code')
  if (code === null || (fields.get('state') ?? state) !== state)
    throw new AppError('config:invalid', { message: 'That address holds no code of this login.' })
  return { type: 'code', code, verifier }
}

async function begin(context: ZaloContext, grant: Grant): Promise<number> {
  const { config } = context
  const store = await openTokenStore(context)
  const http = createHttpClient(config.ZALO_OAUTH_ROOT, 1)
  try {
    const observer = { count: () => {}, alarm: (what: string) => context.printError(what) }
    const app = { appId: config.ZALO_APP_ID ?? '', appSecret: config.ZALO_APP_SECRET ?? '' }
    const seedRefreshToken = config.ZALO_REFRESH_TOKEN
    await createTokenKeeper({ ...app, store, http, seedRefreshToken, clock: systemClock, observer }).begin(
      grant,
    )
  } finally {
    await http.close()
  }
  context.print(
    'The new tokens are stored. Processes that run go on within a minute; nothing needs a restart.',
  )
  return 0
}

async function ask(context: ZaloContext, prompt: string): Promise<string> {
  if (context.readLine !== undefined) return context.readLine(prompt)
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(prompt)
  } finally {
    lines.close()
  }
}
