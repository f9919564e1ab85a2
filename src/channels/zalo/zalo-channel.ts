import type { Clock } from '../../core/clock.ts'
import { AppError } from '../../core/errors.ts'
import type { Address, MsgIn, MsgOut } from '../../core/message.ts'
import type { Observer } from '../../core/observer.ts'
import type { Channel, ContactNotice, Sent, WebhookRequest } from '../channel.ts'
import { createHttpClient } from '../http-client.ts'
import { splitText } from '../split-text.ts'
import { toRecipient } from './address.ts'
import { toMeaning, ZaloEvent } from './event.ts'
import { fetchZaloPhoto } from './fetch-photo.ts'
import { createOaApi, type OaAnswer } from './oa-api.ts'
import { divideForZalo, MAX_TEXT_CHARS, toMessage, toText } from './render.ts'
import { createSignatureCheck } from './signature.ts'
import { createTokenKeeper } from './token-keeper.ts'
import type { TokenStore } from './token-store.ts'
import { isFormError, needsOperator, toError } from './zalo-error.ts'

export interface ZaloOptions {
  appId: string
  appSecret: string
  oaId: string
  oaSecret: string
  /** Begins the chain of token rotations. */
  refreshToken: string | undefined
  /** https://openapi.zalo.me and https://oauth.zaloapp.com, without a slash at the end. */
  apiRoot: string
  oauthRoot: string
  tokens: TokenStore
  clock: Clock
  observer: Observer
}

/** Zalo asks for its 200 within two seconds. */
const ANSWER_WITHIN_MS = 2_000

/** A Zalo Official Account. */
export function createZaloChannel(options: ZaloOptions): Channel & { close(): Promise<void> } {
  const { observer, clock } = options
  const checkSignature = createSignatureCheck(options)
  const oauthHttp = createHttpClient(options.oauthRoot, 1)
  const apiHttp = createHttpClient(options.apiRoot)
  const seedRefreshToken = options.refreshToken
  const tokens = createTokenKeeper({ ...options, store: options.tokens, http: oauthHttp, seedRefreshToken })
  const base = new URL(options.apiRoot).pathname.replace(/\/$/, '')
  const api = createOaApi({ http: apiHttp, base, tokens, observer })
  let notify: ContactNotice = async () => {}
  // Whether this account may use buttons is found out by trying: the first refusal ends it.
  let buttons = true

  async function receive(request: WebhookRequest): Promise<MsgIn[]> {
    const body = parseBody(request.body)
    const header = request.headers['x-zevent-signature']
    const variant = checkSignature({
      header,
      rawBody: request.body,
      timestamp: Reflect.get(body, 'timestamp'),
    })
    if (variant === null) throw new AppError('channel:unverified')
    observer.count(`zalo_signature_${variant}`)
    const event = ZaloEvent.safeParse(body)
    if (!event.success) throw new AppError('channel:malformed')
    return toMessages(event.data)
  }

  async function toMessages(event: ZaloEvent): Promise<MsgIn[]> {
    const meaning = toMeaning(event, clock.now())
    if (meaning.type === 'messages') return meaning.msgs
    if (meaning.type === 'notice') await notify(meaning.contact, meaning.what)
    else observer.count(`zalo_ignored_${meaning.why}`)
    return []
  }

  async function send(to: Address, msg: MsgOut): Promise<Sent> {
    const ids: string[] = []
    for (const part of divideForZalo(msg)) {
      const texts = splitText(toText(part), MAX_TEXT_CHARS)
      for (const [at, text] of texts.entries()) {
        const id = await sendText(to, part, text, at === texts.length - 1)
        if (id !== undefined) ids.push(id)
      }
    }
    const last = ids.pop() ?? null
    return ids.length === 0 ? { platformId: last } : { platformId: last, alsoSent: ids }
  }

  async function sendText(
    to: Address,
    msg: MsgOut,
    text: string,
    last: boolean,
  ): Promise<string | undefined> {
    const { path, recipient } = toRecipient(to)
    const message = toMessage(msg, text, last && buttons)
    const answer = await api.post(path, { recipient, message })
    if (isFormError(answer.error) && 'attachment' in message) return resendPlain(path, recipient, text)
    return messageId(answer)
  }

  async function resendPlain(path: string, recipient: object, text: string): Promise<string | undefined> {
    const id = messageId(await api.post(path, { recipient, message: { text } }))
    buttons = false
    observer.alarm('zalo_buttons_refused')
    return id
  }

  function messageId(answer: OaAnswer): string | undefined {
    if (answer.error === 0) {
      // Without a quota the message was charged.
      if (answer.data?.quota === undefined) observer.count('zalo_charged_message')
      return answer.data?.message_id
    }
    if (needsOperator(answer.error)) observer.alarm(`zalo_refuses_${-answer.error}`)
    throw toError(answer.error)
  }

  async function prepare(): Promise<void> {
    // A dead token must not keep the hotline from starting: messages wait in the outbox until it is renewed.
    await tokens.token().catch((error: unknown) => observer.alarm('zalo_no_token', error))
  }

  return {
    type: 'zalo',
    maxTextChars: MAX_TEXT_CHARS,
    answerWithinMs: ANSWER_WITHIN_MS,
    receive,
    send,
    listen: (notice) => {
      notify = notice
    },
    divide: divideForZalo,
    fetchPhoto: (ref, maxBytes) => fetchZaloPhoto(ref, maxBytes, options.apiRoot),
    prepare,
    close: async () => {
      await oauthHttp.close()
      await apiHttp.close()
    },
  }
}

function parseBody(bytes: Uint8Array): object {
  try {
    const body: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    if (typeof body === 'object' && body !== null) return body
  } catch (cause) {
    throw new AppError('channel:malformed', { cause })
  }
  throw new AppError('channel:malformed')
}
