import { createHmac } from 'node:crypto'
import { answerJson, applyFault, deliverWebhook, type Fault, startFakeServer } from './fake-server.ts'

export interface MessengerSend {
  user: string
  text: string
  message: Record<string, unknown>
}

/** Meta's Graph API for one Page, behaving as documented, and the sender of its webhooks. */
export interface FakeMessenger {
  /** With the version in its path, as MESSENGER_API_ROOT wants it. */
  root: string
  identity: { pageToken: string; appSecret: string; verifyToken: string }
  sent: MessengerSend[]
  /** Faults for the next calls. */
  faults: Fault[]
  /** Refusals (code, subcode) for the next sends. */
  errors: [code: number, subcode?: number][]
  /** People who blocked the Page, and those whose last message is more than 24 hours old. */
  blocked: Set<string>
  silent: Set<string>
  /** Whether the token is still good. */
  tokenGood: boolean
  subscribed: string[]
  profile: Record<string, unknown>
  files: Map<string, Buffer>
  texts(user: string): string[]
  /** Titles of the last message's quick replies, and what pressing one sends. */
  quickReplies(user: string): { title: string; payload: string }[]
  /** Signs and delivers a batch of events as Meta does, again until a 2xx. */
  deliver(url: string, ...events: object[]): Promise<number[]>
  sign(body: string): string
  /** The check of the address in Meta's console. */
  verify(url: string, changes?: Record<string, string>): Promise<{ status: number; body: string }>
  close(): Promise<void>
}

const VERSION = '/v25.0'

export async function startFakeMessenger(): Promise<FakeMessenger> {
  const identity = {
    pageToken: 'page-token-secret-for-tests',
    appSecret: 'app-secret-for-tests',
    verifyToken: 'verify-token-for-tests',
  }
  const proof = createHmac('sha256', identity.appSecret).update(identity.pageToken).digest('hex')
  const server = await startFakeServer(async (request, body, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    const file = fake.files.get(url.pathname)
    if (file) return void response.writeHead(200).end(file)
    const fault = fake.faults.shift()
    if (await applyFault(fault, response)) return
    const { status, answer } = run(request.method ?? '', url, body.toString())
    answerJson(response, status, answer)
  })

  function run(method: string, url: URL, json: string): { status: number; answer: object } {
    const { searchParams: query, pathname } = url
    if (!fake.tokenGood || query.get('access_token') !== identity.pageToken) return refuse(190)
    if (query.get('appsecret_proof') !== proof) return refuse(100)
    const route = `${method} ${pathname.slice(VERSION.length)}`
    if (route === 'GET /me/subscribed_apps')
      return ok({ data: fake.subscribed.length > 0 ? [{ id: '1', subscribed_fields: fake.subscribed }] : [] })
    const payload: Record<string, unknown> = JSON.parse(json)
    if (route === 'POST /me/messages') return send(payload)
    if (route === 'POST /me/subscribed_apps')
      fake.subscribed = String(payload['subscribed_fields']).split(',')
    else if (route === 'POST /me/messenger_profile') Object.assign(fake.profile, payload)
    else return refuse(2500)
    return ok({ success: true })
  }

  function send(payload: Record<string, unknown>) {
    const user = String(Object(payload['recipient']).id)
    const scripted = fake.errors.shift()
    if (scripted) return refuse(...scripted)
    if (fake.blocked.has(user)) return refuse(551, 1_545_041)
    if (fake.silent.has(user)) return refuse(10, 2_018_278)
    const message: Record<string, unknown> = Object(payload['message'])
    if (payload['messaging_type'] !== 'RESPONSE' || !isAllowed(message)) return refuse(100, 2_018_320)
    fake.sent.push({ user, text: textOf(message), message })
    return ok({ recipient_id: user, message_id: `m_${fake.sent.length}` })
  }

  const fake: FakeMessenger = {
    root: `${server.url}${VERSION}`,
    identity,
    sent: [],
    faults: [],
    errors: [],
    blocked: new Set(),
    silent: new Set(),
    tokenGood: true,
    subscribed: [],
    profile: {},
    files: new Map(),
    texts: (user) => fake.sent.filter((one) => one.user === user).map((one) => one.text),
    quickReplies: (user) => {
      const last = fake.sent.findLast((one) => one.user === user)
      return quickRepliesOf(last?.message ?? {}).flatMap(({ title, payload }) =>
        title === undefined || payload === undefined ? [] : [{ title, payload }],
      )
    },
    deliver: (url, ...events) => {
      const body = JSON.stringify({ object: 'page', entry: events.map(toEntry) })
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': fake.sign(body) }
      return deliverWebhook(url, { headers, body })
    },
    sign: (body) => `sha256=${createHmac('sha256', identity.appSecret).update(body).digest('hex')}`,
    verify: async (url, changes = {}) => {
      const asked = {
        mode: 'subscribe',
        verify_token: identity.verifyToken,
        challenge: '1158201444',
        ...changes,
      }
      const query = new URLSearchParams(Object.entries(asked).map(([name, value]) => [`hub.${name}`, value]))
      const response = await fetch(`${url}?${query}`)
      return { status: response.status, body: await response.text() }
    },
    close: server.close,
  }
  return fake
}

/** Meta's limits; titles that are too long it would cut, which is worse than a refusal. */
function isAllowed(message: Record<string, unknown>): boolean {
  const replies = quickRepliesOf(message)
  if (replies.length > 13 || replies.some((reply) => (reply.title ?? '').length > 20)) return false
  const template = Object(Object(message['attachment']).payload)
  if (template.template_type === undefined) return within(message['text'], 2_000)
  const titles: unknown[] = Object(template.buttons).map((button: { title: unknown }) => button.title)
  return within(template.text, 640) && titles.length <= 3 && titles.every((title) => within(title, 20))
}

function within(text: unknown, max: number): boolean {
  return typeof text === 'string' && text.length > 0 && text.length <= max
}

function textOf(message: Record<string, unknown>): string {
  return String(message['text'] ?? Object(Object(message['attachment']).payload).text)
}

/** One that asks for the person's number has neither title nor payload. */
function quickRepliesOf(message: Record<string, unknown>): { title?: string; payload?: string }[] {
  const replies = message['quick_replies']
  return Array.isArray(replies) ? replies : []
}

function toEntry(event: object): object {
  return { id: PAGE, time: 1_758_000_000_000, messaging: [event] }
}

function ok(answer: object) {
  return { status: 200, answer }
}

function refuse(code: number, error_subcode?: number) {
  const message = 'scripted, and it may quote canary-text'
  return {
    status: 400,
    answer: { error: { message, type: 'OAuthException', code, error_subcode, fbtrace_id: 'F' } },
  }
}

const PAGE = '1906385232743851'
let events = 0

/** An event of one person's conversation with the Page. */
export function pageEvent(user: string, fields: object): object {
  return { sender: { id: user }, recipient: { id: PAGE }, timestamp: 1_758_000_000_000 + ++events, ...fields }
}

export function pageMessage(user: string, fields: object, mid = `m_in_${++events}`): object {
  return pageEvent(user, { message: { mid, ...fields } })
}

export function pageText(user: string, text: string): object {
  return pageMessage(user, { text })
}

/** A tapped quick reply: its title as text, and its payload. */
export function pageTap(user: string, reply: { title: string; payload: string }): object {
  return pageMessage(user, { text: reply.title, quick_reply: { payload: reply.payload } })
}
