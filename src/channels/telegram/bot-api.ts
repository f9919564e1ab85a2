import { Telegram } from 'telegraf'
import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import { createHttpClient, type HttpAnswer } from '../http-client.ts'

/**
 * The Bot API as we use it. What happens for every message (sending, answering presses, polling) goes over kept
 * connections with a deadline; what happens rarely goes through telegraf's client. See docs/decisions.md.
 */
export interface BotApi {
  /** Calls a method and gives its `result`. @throws AppError `channel:*`. */
  call(method: string, payload: object, deadlineMs?: number): Promise<unknown>
  /** Sends a message and gives its number; null when the answer names none. @throws AppError `channel:*`. */
  sendMessage(payload: object): Promise<number | null>
  /** A rare call through telegraf, which knows the methods' types. @throws AppError `channel:*`. */
  administer<T>(work: (telegram: Telegram) => Promise<T>): Promise<T>
  /** Downloads a file by the path that `getFile` gave. */
  download(path: string, maxBytes: number): Promise<Uint8Array>
  close: () => Promise<void>
}

const SEND_DEADLINE_MS = 10_000
const ADMIN_DEADLINE_MS = 15_000
const DOWNLOAD_DEADLINE_MS = 30_000

const Refusal = z.object({
  ok: z.literal(false),
  error_code: z.number().optional(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().optional() }).optional(),
})

/** `root` without a slash at the end. Neither it nor the token ever appears in an error. */
export function createBotApi(options: { token: string; root: string }): BotApi {
  const { token, root } = options
  const base = new URL(root).pathname.replace(/\/$/, '')
  const http = createHttpClient(root)
  const telegram = new Telegram(token, { apiRoot: `${root}/`, webhookReply: false })
  const headers = { 'content-type': 'application/json' }

  function post(method: string, payload: object, deadlineMs: number): Promise<HttpAnswer> {
    const path = `${base}/bot${token}/${method}`
    return http.send({ method: 'POST', path, headers, body: JSON.stringify(payload), deadlineMs })
  }

  async function call(method: string, payload: object, deadlineMs = SEND_DEADLINE_MS): Promise<unknown> {
    return resultOf(await post(method, payload, deadlineMs))
  }

  async function sendMessage(payload: object): Promise<number | null> {
    const answer = await post('sendMessage', payload, SEND_DEADLINE_MS)
    return numberAtOnce(answer.body) ?? numberIn(resultOf(answer), 'message_id') ?? null
  }

  /** telegraf's own time-out is 500 s, and its errors carry the payload: neither may get out of here. */
  async function administer<T>(work: (client: Telegram) => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(unreachable()), ADMIN_DEADLINE_MS)
    })
    try {
      return await Promise.race([work(telegram), late])
    } catch (error) {
      throw error instanceof AppError ? error : fromTelegraf(error)
    } finally {
      clearTimeout(timer)
    }
  }

  async function download(path: string, maxBytes: number): Promise<Uint8Array> {
    const file = `${base}/file/bot${token}/${path}`
    const answer = await http.send({ method: 'GET', path: file, deadlineMs: DOWNLOAD_DEADLINE_MS, maxBytes })
    if (answer.status >= 500) throw unreachable()
    if (answer.status !== 200) throw new AppError('channel:refused')
    return answer.body
  }

  return { call, sendMessage, administer, download, close: http.close }
}

/** Telegram gives the whole message back, and its number first: the rest need not be read. */
function numberAtOnce(body: Buffer): number | undefined {
  const [, digits] = SENT.exec(body.toString('latin1', 0, SENT_CHARS)) ?? []
  return digits === undefined ? undefined : Number(digits)
}

const SENT = /^\{"ok":true,"result":\{"message_id":(\d{1,15})[,}]/
const SENT_CHARS = 64

function resultOf(answer: HttpAnswer): unknown {
  const given = readAnswer(answer.body)
  // What is sent for every message is looked at by hand; refusals are rare.
  if (fieldOf(given, 'ok') === true) return fieldOf(given, 'result')
  const refusal = Refusal.safeParse(given)
  // A proxy's HTML page, or nothing at all: the platform has trouble.
  if (!refusal.success) throw unreachable()
  const { error_code: code = answer.status, description = '', parameters } = refusal.data
  throw toError(code, description, parameters?.retry_after)
}

/** Undefined when it is no JSON. */
function readAnswer(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** A chat that became a supergroup is gone too: we do not talk in groups. */
const GONE =
  /blocked by the user|user is deactivated|chat not found|user not found|peer_id_invalid|bot was kicked|can't initiate conversation|upgraded to a supergroup/i

/** How long to leave the updates to the other one who fetches them. */
const CONFLICT_MS = 5_000

/** Telegram's refusals in our words. The description is looked at and dropped: it may quote the message. */
function toError(code: number, description: string, retryAfterS: number | undefined): AppError {
  if (code === 429) {
    return new AppError('channel:throttled', { retryable: true, retryAfterMs: (retryAfterS ?? 1) * 1_000 })
  }
  if (code === 401 || code === 404)
    return new AppError('channel:unauthorised', { retryable: true, retryAfterMs: 60_000 })
  if (code === 409) return conflict(description)
  if (code === 403 || (code === 400 && GONE.test(description))) return new AppError('channel:contact_gone')
  if (code >= 500) return unreachable()
  return new AppError('channel:refused', { message: `Telegram refuses this message for good (${code}).` })
}

/** The cause is the alarm's name: a webhook is set, or a second process polls with the same token. */
function conflict(description: string): AppError {
  const cause = description.includes('webhook') ? 'telegram_webhook_in_the_way' : 'telegram_second_poller'
  return new AppError('channel:throttled', { retryable: true, retryAfterMs: CONFLICT_MS, cause })
}

function fromTelegraf(error: unknown): AppError {
  const code = numberIn(error, 'code')
  if (code === undefined) return unreachable()
  const description = error instanceof Error ? error.message : ''
  return toError(code, description, numberIn(fieldOf(error, 'parameters'), 'retry_after'))
}

function numberIn(value: unknown, name: string): number | undefined {
  const found = fieldOf(value, name)
  return typeof found === 'number' ? found : undefined
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function unreachable(): AppError {
  return new AppError('channel:unreachable', { retryable: true })
}
