import type { Clock } from '../../core/clock.ts'
import { AppError } from '../../core/errors.ts'
import type { Address, MsgIn, MsgOut } from '../../core/message.ts'
import type { Observer } from '../../core/observer.ts'
import type { Channel, ContactNotice, Sent, WebhookRequest } from '../channel.ts'
import { fetchPicture } from '../fetch-picture.ts'
import { createHttpClient } from '../http-client.ts'
import { splitText } from '../split-text.ts'
import { toRecipient } from './address.ts'
import { createButtonMemory } from './button-memory.ts'
import { type Meaning, toMeaning } from './event.ts'
import { examineZalo } from './examine.ts'
import { createGroupFarewell } from './group-farewell.ts'
import { createIncoming } from './incoming.ts'
import { createOaApi, type OaAnswer } from './oa-api.ts'
import { divideForZalo, MAX_TEXT_CHARS, toMessage, toText } from './render.ts'
import type { ZaloIdentity } from './signature.ts'
import { createTokenKeeper } from './token-keeper.ts'
import type { TokenStore } from './token-store.ts'
import { isFormError, kindOf, needsOperator, toError } from './zalo-error.ts'

export interface ZaloOptions extends ZaloIdentity {
  /** Begins the chain of token rotations. */
  refreshToken: string | undefined
  /** https://openapi.zalo.me and https://oauth.zaloapp.com, without a slash at the end. */
  apiRoot: string
  oauthRoot: string
  tokens: TokenStore
  clock: Clock
  observer: Observer
}

/** Zalo's samples name them by http; they serve https too. */
const PICTURE_HOSTS = /(^|\.)(zdn\.vn|zadn\.vn)$/
/** Zalo asks for its 200 within two seconds. */
const ANSWER_WITHIN_MS = 2_000
/** Of that, for noting that a contact left; the same event comes again, and noting it twice does no harm. */
const NOTICE_WITHIN_MS = 1_500
const HOUR = 3_600_000
/**
 * Seven days by the API, less what a delivery of ours or theirs may be late; the first 48 hours cost nothing, so a
 * reminder goes only then.
 */
const WINDOW = { replyMs: 7 * 24 * HOUR - 3 * HOUR, reminderMs: 48 * HOUR - 3 * HOUR }
/** Names of unknown events that get a counter of their own. */
const UNKNOWN_NAMES = 20

/** A Zalo Official Account. */
export function createZaloChannel(options: ZaloOptions): Channel & { close(): Promise<void> } {
  const { observer, clock } = options
  const open = createIncoming(options)
  const oauthHttp = createHttpClient(options.oauthRoot, 1)
  const apiHttp = createHttpClient(options.apiRoot)
  const seedRefreshToken = options.refreshToken
  const tokens = createTokenKeeper({ ...options, store: options.tokens, http: oauthHttp, seedRefreshToken })
  const base = new URL(options.apiRoot).pathname.replace(/\/$/, '')
  const api = createOaApi({ http: apiHttp, base, tokens, observer })
  const sayFarewell = createGroupFarewell({ api, observer })
  const buttons = createButtonMemory(clock)
  const unknown = createUnknownNames(observer)
  let notify: ContactNotice = async () => {}
  let lastEventAt = clock.now()

  async function receive(request: WebhookRequest): Promise<MsgIn[]> {
    const event = open(request)
    if (event === null) return []
    lastEventAt = clock.now()
    const meaning = toMeaning(event, clock.now())
    if (meaning.type === 'messages') return meaning.msgs
    if (meaning.type === 'notice') await inTime(notify(meaning.contact, meaning.what))
    else if (meaning.type === 'group') sayFarewell(meaning.groupId)
    else ignore(meaning, event.event_name)
    return []
  }

  function ignore({ why }: Extract<Meaning, { type: 'ignored' }>, name: string): void {
    observer.count(`zalo_ignored_${why}`)
    if (why === 'unknown_event') unknown(name)
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
    const message = toMessage(msg, text, last && buttons.may(path))
    const answer = await api.post(path, { recipient, message })
    if (isFormError(answer.error) && 'attachment' in message) return resendPlain(path, recipient, text)
    return messageId(answer)
  }

  /** Only when the text alone is taken were the buttons to blame. */
  async function resendPlain(path: string, recipient: object, text: string): Promise<string | undefined> {
    const id = messageId(await api.post(path, { recipient, message: { text } }))
    buttons.refused(path)
    observer.count('zalo_buttons_refused')
    return id
  }

  function messageId({ error, data }: OaAnswer): string | undefined {
    if (error === 0) {
      // Without a quota the message was charged.
      if (data?.quota === undefined) observer.count('zalo_charged_message')
      return data?.message_id
    }
    observer.count(`zalo_${kindOf(error)}`)
    if (needsOperator(error)) observer.alarm(`zalo_refuses_${-error}`)
    throw toError(error)
  }

  async function prepare(): Promise<void> {
    // Whoever restarts us may have corrected what Zalo refused.
    tokens.revive()
    // A dead token must not keep the hotline from starting: messages wait in the outbox until it is renewed.
    await tokens.token().catch((error: unknown) => observer.alarm('zalo_no_token', error))
  }

  return {
    type: 'zalo',
    maxTextChars: MAX_TEXT_CHARS,
    answerWithinMs: ANSWER_WITHIN_MS,
    window: WINDOW,
    receive,
    send,
    listen: (notice) => {
      notify = notice
    },
    divide: divideForZalo,
    fetchPhoto: (ref, maxBytes) =>
      fetchPicture(ref, maxBytes, { hosts: PICTURE_HOSTS, apiRoot: options.apiRoot }),
    prepare,
    examine: ({ publicUrl }) => {
      const needs = { api, tokens: options.tokens, hasSeed: seedRefreshToken !== undefined, clock }
      return examineZalo(needs, { publicUrl, lastEventAt })
    },
    close: async () => {
      await oauthHttp.close()
      await apiHttp.close()
    },
  }
}

/** Counts unknown events by name; the names are Zalo's own, but nobody promises how many. */
function createUnknownNames(observer: Observer): (name: string) => void {
  const names = new Set<string>()
  return function unknown(name) {
    if (names.size < UNKNOWN_NAMES && /^[a-z][a-z0-9_]{0,49}$/.test(name)) names.add(name)
    observer.count(`zalo_unknown_${names.has(name) ? name : 'other'}`)
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const error = new AppError('store:unavailable', { retryable: true })
    timer = setTimeout(() => reject(error), NOTICE_WITHIN_MS)
  })
  // Late or not, its end is told by the metrics.
  work.catch(() => {})
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
