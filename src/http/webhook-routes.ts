import type { IncomingMessage, ServerResponse } from 'node:http'
import { Router } from 'express'
import type { Channel, WebhookRequest } from '../channels/channel.ts'
import { createDeadlines } from '../core/deadlines.ts'
import { AppError, errorCatalogue } from '../core/errors.ts'
import type { ChannelType, MsgIn } from '../core/message.ts'
import { isNewer } from '../core/stored-record.ts'

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
    const take = createWebhook(needs, channel)
    router.post(`/webhooks/${channel.type}`, (request, response) => take(request, response))
    router.get(`/webhooks/${channel.type}`, (request, response) => answerCheck(channel, request, response))
  }
  if (needs.zaloVerifier !== undefined) addVerifier(router, needs.zaloVerifier)
  return router
}

/** A platform's check of the address: the answer it asks for, or a bare 200. */
function answerCheck(channel: Channel, request: IncomingMessage, response: ServerResponse): void {
  if (channel.answerChallenge === undefined) return answer(response, 200)
  const proof = channel.answerChallenge(new URL(request.url ?? '', 'http://localhost').searchParams)
  if (proof === null) return answer(response, 403)
  response
    .writeHead(200, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(proof) })
    .end(proof)
}

/** Takes a request and sees to its answer, or leaves it alone: false. */
export type WebhookDoor = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * The same doors for what platforms really send, a POST to exactly their path, in front of Express: its routing costs
 * as much as a quarter of a turn. Whatever looks otherwise goes on to the routes.
 */
export function createWebhookDoor(needs: WebhookNeeds): WebhookDoor {
  const byPath = new Map(
    [...needs.channels.values()].map((channel) => [
      `/webhooks/${channel.type}`,
      createWebhook(needs, channel),
    ]),
  )
  return function takeWebhook(request, response) {
    const take = request.method === 'POST' ? byPath.get(request.url ?? '') : undefined
    if (take === undefined) return false
    void take(request, response)
    return true
  }
}

/** One platform's door: reads a request, lets the channel verify it, answers. */
function createWebhook(needs: WebhookNeeds, channel: Channel) {
  const accept = createAccept(needs, channel)
  return async function answerWebhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await readBody(request, MAX_BODY_BYTES)
      const msgs = await channel.receive({ headers: oneValueEach(request), body })
      // Started in their order, which the conversation keeps; people of one batch do not wait for each other.
      await Promise.all(msgs.map(accept))
      answer(response, 200)
    } catch (error) {
      refuse(needs, channel, response, error)
    }
  }
}

/** Bypasses express's `send`, which hashes and negotiates what has no body. */
function answer(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  if (!response.headersSent) response.writeHead(status, { ...headers, 'content-length': '0' }).end()
}

function refuse(needs: WebhookNeeds, channel: Channel, response: ServerResponse, error: unknown): void {
  const code = error instanceof AppError ? error.code : 'internal'
  needs.onCounted(`webhook_${channel.type}_${code.replace(':', '_')}`)
  const waitMs = error instanceof AppError ? error.retryAfterMs : undefined
  const headers = waitMs === undefined ? {} : { 'retry-after': String(Math.ceil(waitMs / 1_000)) }
  answer(response, errorCatalogue[code].status, headers)
}

/**
 * A platform that allows a minute waits for the turn. One in a hurry gets the message stored as it is when the turn
 * takes long; the turn goes on, and the sweep knows the message again. It may not deliver again what only a process of
 * a newer release can take: that is stored too.
 */
function createAccept(needs: WebhookNeeds, { answerWithinMs }: Channel): (msg: MsgIn) => Promise<void> {
  if (answerWithinMs === undefined) {
    const within = createWithin(ANSWER_WITHIN_MS)
    return (msg) => within(needs.handle(msg), late)
  }
  const turnWithin = createWithin(answerWithinMs * TURN_PART)
  const parkWithin = createWithin(answerWithinMs * PARK_PART)
  const park = (msg: MsgIn) => parkWithin(needs.park(msg), late)
  const handle = (msg: MsgIn) =>
    needs.handle(msg).catch((error: unknown) => (isNewer(error) ? park(msg) : Promise.reject(error)))
  return (msg) => turnWithin(handle(msg), () => park(msg))
}

/** By hand instead of `Promise.race`: fewer promises to make and to wait for in each message. */
function createWithin(ms: number) {
  const deadlines = createDeadlines(ms)
  return function within(work: Promise<void>, otherwise: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      let isLate = false
      const deadline = deadlines.set(() => {
        isLate = true
        void otherwise().then(resolve, reject)
      })
      const ended = (settle: () => void) => {
        deadlines.lift(deadline)
        settle()
      }
      work.then(
        () => ended(resolve),
        // A failure that comes too late is told by the metrics; nobody waits for it here any more.
        (error: unknown) => ended(() => void (isLate || reject(error))),
      )
    })
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
  for (const name in request.headers) {
    const value = request.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
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
