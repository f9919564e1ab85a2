import { z } from 'zod'
import { AppError } from './core/errors.ts'

const Port = z.coerce.number().int().min(0).max(65_535)
const Url = z.url().transform((url) => url.replace(/\/$/, ''))

/**
 * Every setting. The descriptions become the table in README. Empty means absent.
 * Secrets have no default: without them the part that needs them stays off, or boot refuses.
 */
export const Settings = z.object({
  PORT: Port.default(8080).describe('Port of the public listener: chat page, webhooks, tips'),
  HOST: z.string().default('0.0.0.0').describe('Address of the public listener'),
  STAFF_PORT: Port.default(8081).describe('Port of the staff listener: console, metrics'),
  STAFF_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address of the staff listener; anything but loopback belongs behind your own network guard'),
  PUBLIC_URL: Url.optional().describe(
    'HTTPS address under which the public listener is reached; without it Telegram uses long polling',
  ),
  STAFF_URL: Url.optional().describe('Address under which officers reach the console, for links'),
  DATA_DIR: z.string().default('./data').describe('Where the private Redis and the generated secret live'),
  DEPLOYMENT: z
    .string()
    .default('config/long-bien.yaml')
    .describe('The deployment file: wards, units, routing, hotlines'),
  REDIS_URL: z
    .string()
    .optional()
    .describe(
      'Your Redis: redis://, rediss://, unix://, redis+sentinel://host:port,…/NAME or redis+cluster://host:port,…; `?replicas=N` must confirm a write (1 with Sentinel and Cluster). Without it a private one runs under DATA_DIR',
    ),
  ALLOW_VOLATILE_REDIS: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('yes: start in production even on a Redis that can lose acknowledged writes'),
  HOTLINE_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'At least 32 characters; keys conversations and encrypts sessions. Generated into DATA_DIR on first run',
    ),
  TELEGRAM_BOT_TOKEN: z.string().optional().describe('Token of the bot from @BotFather; adds Telegram'),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, 'must be 16 to 256 of A-Z a-z 0-9 _ -')
    .optional()
    .describe('Secret header of the webhook; derived from HOTLINE_SECRET when absent'),
  TELEGRAM_WEBHOOK_SECRET_ALSO: z
    .string()
    .regex(/^[\w-]{16,256}$/, 'must be 16 to 256 of A-Z a-z 0-9 _ -')
    .optional()
    .describe('A second secret that is accepted too, while one replaces the other'),
  TELEGRAM_API_ROOT: Url.default('https://api.telegram.org').describe('Address of the Bot API'),
  TELEGRAM_RATE: z.coerce
    .number()
    .int()
    .min(0)
    .default(25)
    .describe('Messages a second over all chats; 0 switches the limit off'),
  ZALO_APP_ID: z.string().optional().describe('Id of the Zalo app; with the four below adds Zalo'),
  ZALO_APP_SECRET: z.string().optional().describe('Secret key of the Zalo app; signs token requests'),
  ZALO_OA_ID: z.string().optional().describe('Id of the Official Account'),
  ZALO_OA_SECRET: z.string().optional().describe('Secret key of the Official Account; signs webhooks'),
  ZALO_REFRESH_TOKEN: z
    .string()
    .optional()
    .describe('First refresh token, from the API Explorer; afterwards the rotated one in Redis is used'),
  ZALO_API_ROOT: Url.default('https://openapi.zalo.me').describe('Address of the OA API'),
  ZALO_OAUTH_ROOT: Url.default('https://oauth.zaloapp.com').describe('Address of the OAuth service'),
  ZALO_RATE: z.coerce
    .number()
    .int()
    .min(0)
    .default(50)
    .describe(
      'Calls a second over all contacts (Zalo allows an app 4,000 a minute); 0 switches the limit off',
    ),
  ZALO_VERIFIER: z
    .string()
    .regex(/^[\w-]{4,100}$/)
    .optional()
    .describe('Code of the domain verification file /zalo_verifierCODE.html'),
  MESSENGER_PAGE_TOKEN: z
    .string()
    .optional()
    .describe('Access token of the Facebook Page; with the two below adds Messenger'),
  MESSENGER_APP_SECRET: z.string().optional().describe('App secret of the Meta app; signs webhooks'),
  MESSENGER_VERIFY_TOKEN: z
    .string()
    .regex(/^[\w-]{16,256}$/, 'must be 16 to 256 of A-Z a-z 0-9 _ -')
    .optional()
    .describe('A word of your own; type the same beside the webhook’s address in the Meta app'),
  MESSENGER_API_ROOT: Url.default('https://graph.facebook.com/v25.0').describe(
    'Address of the Graph API, with its version',
  ),
  CONTACT_RATE: z.coerce
    .number()
    .int()
    .min(0)
    .default(60)
    .describe(
      'Messages a minute that one contact of a messenger may write; beyond them only danger is heeded; 0: no limit',
    ),
  LLM_BASE_URL: Url.optional().describe(
    'OpenAI-compatible endpoint, up to /v1; adds answers worded by a model to the messengers',
  ),
  LLM_API_KEY: z.string().optional().describe('Key of that endpoint, if it wants one'),
  LLM_MODEL: z
    .string()
    .optional()
    .describe('Chat model that can call tools; every sentence of it is checked against its source'),
  EMBEDDING_MODEL: z
    .string()
    .optional()
    .describe('Embedding model: search by meaning beside search by words; vectors are kept under DATA_DIR'),
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('Logs never hold content, names or addresses, at any level'),
  NODE_ENV: z.string().default('development').describe('production: stricter checks at start'),
})
export type Settings = z.infer<typeof Settings>

/** The environment, and the names in it that start like ours but are not. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Reads and freezes the settings. @throws AppError `config:invalid` listing every problem by name, never by value. */
export function loadConfig(env: Environment): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = Settings.safeParse(given)
  const problems = parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)
  problems.push(...unknownNames(given), ...halfConfigured(given), ...halfModel(given))
  if (!parsed.success || problems.length > 0) {
    throw new AppError('config:invalid', {
      message: `Settings to correct (environment or .env):\n  ${problems.join('\n  ')}`,
    })
  }
  return Object.freeze(parsed.data)
}

const OURS = /^(TELEGRAM|ZALO|MESSENGER|HOTLINE|STAFF|LLM|EMBEDDING)_/

function unknownNames(env: Environment): string[] {
  return Object.keys(env)
    .filter((name) => OURS.test(name) && !(name in Settings.shape))
    .map((name) => `${name}: no setting has this name`)
}

/** Settings that make sense only together. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  Zalo: ['ZALO_APP_ID', 'ZALO_APP_SECRET', 'ZALO_OA_ID', 'ZALO_OA_SECRET'],
  Messenger: ['MESSENGER_PAGE_TOKEN', 'MESSENGER_APP_SECRET', 'MESSENGER_VERIFY_TOKEN'],
}

function halfConfigured(env: Environment): string[] {
  return Object.entries(TOGETHER).flatMap(([platform, names]) => {
    const missing = names.filter((name) => env[name] === undefined)
    if (missing.length === names.length) return []
    return missing.map((name) => `${name}: missing, the other ${platform} settings are there`)
  })
}

/** LangChain would send every question on to a tracing service, or print it, when told so by the environment. */
const TRACING = /^(LANGSMITH|LANGCHAIN)_(TRACING(_V2)?|VERBOSE)$/

function halfModel(env: Environment): string[] {
  const { LLM_BASE_URL: url, LLM_MODEL: chat, EMBEDDING_MODEL: embedding } = env
  const problems: string[] = []
  if (url === undefined && (chat !== undefined || embedding !== undefined))
    problems.push('LLM_BASE_URL: missing, a model is named')
  if (url !== undefined && chat === undefined && embedding === undefined)
    problems.push('LLM_MODEL: missing, and EMBEDDING_MODEL too; one of them goes with LLM_BASE_URL')
  if (url === undefined) return problems
  const tracing = Object.keys(env).filter((name) => TRACING.test(name) && env[name] === 'true')
  return [...problems, ...tracing.map((name) => `${name}: would send or print questions; unset it`)]
}

/** The process's settings, `.env` included. The only place that reads `process.env`. */
export function loadProcessConfig(): Settings {
  try {
    process.loadEnvFile('.env')
  } catch {
    // No .env file: the environment alone speaks.
  }
  return loadConfig(process.env)
}
