import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerJson, applyFault, deliverWebhook, type Fault, startFakeServer } from './fake-server.ts'

export interface ZaloSend {
  path: string
  user: string
  text: string
  message: Record<string, unknown>
}

/** The OA API and its OAuth service, behaving as documented: HTTP 200 for errors, single-use refresh tokens. */
export interface FakeZalo {
  root: string
  identity: { appId: string; appSecret: string; oaId: string; oaSecret: string }
  sent: ZaloSend[]
  /** Faults for the next API calls, and for the next token calls. */
  faults: Fault[]
  tokenFaults: Fault[]
  /** Error codes for the next sends. */
  errors: number[]
  /** Answers every API call with this until it is taken away: an outage. */
  outage: Fault | null
  /** Called after a pair of tokens was made and before it is answered: kill the asker here. */
  beforeTokens: () => Promise<void>
  /** Login codes that the permission page has given. */
  codes: Map<string, { challenge: string }>
  /** Whether messages may have buttons. */
  takesButtons: boolean
  takesTokens: { access: string; refresh: string }
  /** Token calls that succeeded, and that were refused. */
  rotations: number
  refusedRefreshes: number
  /** Kills the access token, as another process's refresh does. */
  expireAccess(): void
  texts(user: string): string[]
  files: Map<string, Buffer>
  /** Signs and delivers an event as Zalo does, again until a 2xx. */
  deliver(url: string, event: object, changes?: { header?: string; body?: string }): Promise<number[]>
  sign(body: string, timestamp: string, variant?: { id?: string; secret?: string }): string
  close(): Promise<void>
}

export async function startFakeZalo(): Promise<FakeZalo> {
  const identity = {
    appId: '360846524940903967',
    appSecret: 'app-secret-for-tests',
    oaId: '388613280878808645',
    oaSecret: 'oa-secret-for-tests',
  }
  let tokens = 0
  const server = await startFakeServer(async (request, body, response) => {
    const path = request.url ?? ''
    if (path === '/v4/oa/access_token') return answerGrant(request, body.toString(), response)
    const file = fake.files.get(path)
    if (file) return void response.writeHead(200).end(file)
    const fault = fake.faults.shift() ?? fake.outage ?? undefined
    // The message arrived, but nobody is told.
    if (fault?.type === 'close' && fault.after) send(path, request.headers['access_token'], body.toString())
    if (await applyFault(fault, response)) return
    if (request.method === 'GET') return answerJson(response, 200, read(request.headers['access_token']))
    answerJson(response, 200, send(path, request.headers['access_token'], body.toString()))
  })

  function rotate(secret: unknown, form: string): object {
    const fields = new URLSearchParams(form)
    const right = secret === identity.appSecret && fields.get('app_id') === identity.appId
    if (!right || !takesGrant(fields)) {
      fake.refusedRefreshes += 1
      return {
        error: -14_014,
        error_name: 'Invalid refresh token',
        error_description: 'Invalid refresh token',
      }
    }
    tokens += 1
    fake.rotations += 1
    fake.takesTokens = { access: `access-${tokens}`, refresh: `refresh-${tokens}` }
    return {
      access_token: fake.takesTokens.access,
      refresh_token: fake.takesTokens.refresh,
      expires_in: '90000',
    }
  }

  async function answerGrant(
    request: IncomingMessage,
    form: string,
    response: ServerResponse,
  ): Promise<void> {
    const fault = fake.tokenFaults.shift()
    const answer = () => rotate(request.headers['secret_key'], form)
    // The answer is lost, but the old pair is dead.
    if (fault?.type === 'close' && fault.after) answer()
    if (await applyFault(fault, response)) return
    const granted = answer()
    await fake.beforeTokens()
    answerJson(response, 200, granted)
  }

  function takesGrant(fields: URLSearchParams): boolean {
    if (fields.get('grant_type') === 'refresh_token')
      return fields.get('refresh_token') === fake.takesTokens.refresh
    const code = fake.codes.get(fields.get('code') ?? '')
    fake.codes.delete(fields.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(fields.get('code_verifier') ?? '')
      .digest('base64url')
    return fields.get('grant_type') === 'authorization_code' && code?.challenge === challenge
  }

  function read(token: unknown): object {
    if (token !== fake.takesTokens.access) return { error: -216, message: 'Access token is invalid' }
    return {
      error: fake.errors.shift() ?? 0,
      message: 'Success',
      data: { name: 'An Tâm', is_verified: true },
    }
  }

  function send(path: string, token: unknown, json: string): object {
    if (token !== fake.takesTokens.access) return { error: -216, message: 'Access token is invalid' }
    const error = fake.errors.shift()
    if (error !== undefined && error !== 0) return { error, message: 'scripted' }
    const body: { recipient: Record<string, string>; message: { text: string; attachment?: object } } =
      JSON.parse(json)
    if (body.message.text.length > 2_000) return { error: -210, message: 'text too long' }
    if (body.message.attachment && !fake.takesButtons) return { error: -233, message: 'Message type invalid' }
    const user =
      body.recipient['user_id'] ??
      body.recipient['group_id'] ??
      `${body.recipient['anonymous_id']} ${body.recipient['conversation_id']}`
    fake.sent.push({ path, user, text: body.message.text, message: body.message })
    const quota = { quota_type: 'reply', remain: 8, total: 8 }
    return {
      error: 0,
      message: 'Success',
      data: { message_id: `m${fake.sent.length}`, user_id: user, quota },
    }
  }

  function sign(body: string, timestamp: string, variant: { id?: string; secret?: string } = {}): string {
    const sum = createHash('sha256').update(
      `${variant.id ?? identity.appId}${body}${timestamp}${variant.secret ?? identity.oaSecret}`,
    )
    return `mac=${sum.digest('hex')}`
  }

  const fake: FakeZalo = {
    root: server.url,
    identity,
    sent: [],
    faults: [],
    tokenFaults: [],
    errors: [],
    outage: null,
    beforeTokens: async () => {},
    codes: new Map(),
    takesButtons: true,
    takesTokens: { access: 'access-0', refresh: 'refresh-0' },
    rotations: 0,
    refusedRefreshes: 0,
    expireAccess: () => {
      fake.takesTokens = { ...fake.takesTokens, access: `expired-${Math.random()}` }
    },
    texts: (user) => fake.sent.filter((one) => one.user === user).map((one) => one.text),
    files: new Map(),
    deliver: (url, event, changes = {}) => {
      const body = JSON.stringify(event)
      const header = changes.header ?? sign(body, String(Reflect.get(event, 'timestamp')))
      const headers = { 'content-type': 'application/json', 'x-zevent-signature': header }
      return deliverWebhook(url, { headers, body: changes.body ?? body })
    },
    sign,
    close: server.close,
  }
  return fake
}

let events = 0

/** A text from a contact, as Zalo sends it. */
export function textEvent(user: string, text: string, msgId = `msg${++events}`): object {
  return messageEvent(user, 'user_send_text', { text }, msgId)
}

export function messageEvent(
  user: string,
  event_name: string,
  message: object,
  msgId = `msg${++events}`,
): object {
  return {
    app_id: '360846524940903967',
    sender: { id: user },
    user_id_by_app: '552177279717587730',
    recipient: { id: '388613280878808645' },
    event_name,
    message: { ...message, msg_id: msgId },
    timestamp: '1758000000000',
  }
}
