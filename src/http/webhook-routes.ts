import type { IncomingMessage } from 'node:http'
import { type Request, type Response, Router } from 'express'
import type { Channel, WebhookRequest } from '../channels/channel.ts'
import { AppError, errorCatalogue } from '../core/errors.ts'
import type { ChannelType, MsgIn } from '../core/message.ts'

export interface WebhookNeeds {
  channels: ReadonlyMap<ChannelType, Channel>
  /** Resolves when the message's effect is stored. */
  handle(msg: MsgIn): Promise<void>
  /** Stores the message itself, for a platform that cannot wait. */
  park(msg: MsgIn): Promise<void>
  onCounted(what: string): void
  /** Code of Zalo's domain verification file, when there is one. */
  zaloVerifier?: string | undefined
}

const MAX_BODY_BYTES = 1_000_000
/** Telegram gives up on a silent connection after a minute. */
const ANSWER_WITHIN_MS = 50_000
/** Parts of a platform's time: for the turn, then for parking the message; the rest is for the way back. */
const TURN_PART = 0.6
const PARK_PART = 0.25

/**
 * The platforms' doors. 200 only when a message is stored; 401 and 400 for what is not the platform's or will never
 * parse; 5xx for "deliver again". No body, no content, nothing that says more than the status.
 */
export function createWebhookRoutes(needs: WebhookNeeds): Router {
  const router = Router()
  for (const channel of needs.channels.values()) {
    router.post(`/webhooks/${channel.type}`, (request, response) =>
      answerWebhook(needs, channel, request, response),
    )
    // A console's check of the address.
    router.get(`/webhooks/${channel.type}`, (_request, response) => void response.writeHead(200).end())
  }
  if (needs.zaloVerifier !== undefined) addVerifier(router, needs.zaloVerifier)
  return router
}

async function answerWebhook(
  needs: WebhookNeeds,
  channel: Channel,
  request: Request,
  response: Response,
): Promise<void> {
  try {
    const body = await readBody(request, MAX_BODY_BYTES)
    const msgs = await channel.receive({ headers: oneValueEach(request), body })
    for (const msg of msgs) await accept(needs, channel, msg)
    answer(response, 200)
  } catch (error) {
    refuse(needs, channel, response, error)
  }
}

/** Bypasses express's `send`, which hashes and negotiates what has no body. */
function answer(response: Response, status: number, headers: Record<string, string> = {}): void {
  if (!response.headersSent) response.writeHead(status, { ...headers, 'content-length': '0' }).end()
}

function refuse(needs: WebhookNeeds, channel: Channel, response: Response, error: unknown): void {
  const code = error instanceof AppError ? error.code : 'internal'
  needs.onCounted(`webhook_${channel.type}_${code.replace(':', '_')}`)
  const waitMs = error instanceof AppError ? error.retryAfterMs : undefined
  const headers = waitMs === undefined ? {} : { 'retry-after': String(Math.ceil(waitMs / 1_000)) }
  answer(response, errorCatalogue[code].status, headers)
}

/**
 * A platform that allows a minute waits for the turn. One in a hurry gets the message stored as it is when the turn
 * takes long; the turn goes on, and the sweep knows the message again.
 */
async function accept(needs: WebhookNeeds, channel: Channel, msg: MsgIn): Promise<void> {
  const handled = needs.handle(msg)
  if (channel.answerWithinMs === undefined) return within(handled, ANSWER_WITHIN_MS, late)
  const parkMs = channel.answerWithinMs * PARK_PART
  return within(handled, channel.answerWithinMs * TURN_PART, () => within(needs.park(msg), parkMs, late))
}

async function within(work: Promise<void>, ms: number, otherwise: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, ms, 'late')
  })
  try {
    if ((await Promise.race([work, expired])) !== 'late') return
    // Its end is told by the metrics; nobody waits for it here any more.
    work.catch(() => {})
    await otherwise()
  } finally {
    clearTimeout(timer)
  }
}

async function late(): Promise<never> {
  throw new AppError('store:unavailable', { retryable: true })
}

/** Raw bytes, for signatures. Leaner than a body parser, and it must not parse. */
function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBytes) {
        reject(new AppError('request:too_large'))
        request.removeAllListeners('data').resume()
      } else chunks.push(chunk)
    })
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', () => reject(new AppError('request:malformed')))
  })
}

/** Node joins repeated headers with a comma, but for a few that it gives as a list; none of those matter here. */
function oneValueEach(request: IncomingMessage): WebhookRequest['headers'] {
  const headers: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers[name] = value
  return headers
}

/** Proves to Zalo that the domain is ours. */
function addVerifier(router: Router, code: string): void {
  const tag = `<meta name="zalo-platform-site-verification" content="${code}">`
  router.get(/^\/zalo_verifier([\w-]+)\.html$/, (request, response, next) => {
    if (request.params[0] !== code) return next()
    response.type('html').send(`<!doctype html><html><head>${tag}</head><body></body></html>`)
  })
}
