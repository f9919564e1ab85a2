import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import { AppError } from '../../core/errors.ts'
import type { Address, MsgIn, MsgOut } from '../../core/message.ts'
import type { Observer } from '../../core/observer.ts'
import type { Channel, Sent, WebhookRequest } from '../channel.ts'
import { fetchPicture } from '../fetch-picture.ts'
import { splitText } from '../split-text.ts'
import { PageBatch, toMeaning } from './event.ts'
import { createGraphApi } from './graph-api.ts'
import { examinePage, setUpPage } from './page-profile.ts'
import { divideForMessenger, MAX_TEXT_CHARS, toMessage, toText } from './render.ts'
import { isSameWord, isSigned } from './signature.ts'

export interface MessengerOptions {
  pageToken: string
  appSecret: string
  /** A word of ours, typed beside the webhook's address in Meta's console too. */
  verifyToken: string
  /** https://graph.facebook.com/vNN.0, without a slash at the end. */
  apiRoot: string
  clock: Clock
  observer: Observer
}

/** Meta's documents ask for an answer within seconds; after long failure the app is unsubscribed. */
const ANSWER_WITHIN_MS = 5_000
/** Meta's standard messaging window; a reminder near its end could come too late. */
const HOUR_MS = 3_600_000
const WINDOW = { replyMs: 24 * HOUR_MS, reminderMs: 23 * HOUR_MS }
const PICTURE_HOSTS = /(^|\.)(fbcdn\.net|fbsbx\.com)$/

const Answer = z.object({ message_id: z.string() })

/** A Facebook Page's Messenger. */
export function createMessengerChannel(options: MessengerOptions): Channel & { close(): Promise<void> } {
  const { observer, clock, appSecret, apiRoot } = options
  const api = createGraphApi({ root: apiRoot, token: options.pageToken, appSecret, observer })

  async function receive(request: WebhookRequest): Promise<MsgIn[]> {
    if (!isSigned(request.headers['x-hub-signature-256'], request.body, appSecret))
      throw new AppError('channel:unverified')
    const { entry } = parseBatch(request.body)
    for (const { standby } of entry) if (standby !== undefined) observer.count('messenger_ignored_standby')
    return entry.flatMap(({ messaging }) => (messaging ?? []).flatMap(toMessages))
  }

  function toMessages(event: unknown): MsgIn[] {
    const meaning = toMeaning(event, clock.now())
    if (meaning.type === 'messages') return meaning.msgs
    if (meaning.type === 'alarm') observer.alarm(meaning.name)
    else observer.count(`messenger_ignored_${meaning.why}`)
    return []
  }

  async function send(to: Address, msg: MsgOut): Promise<Sent> {
    const ids: string[] = []
    for (const part of divideForMessenger(msg)) {
      const texts = splitText(toText(part), MAX_TEXT_CHARS)
      for (const [at, text] of texts.entries()) {
        const message = at === texts.length - 1 ? toMessage(part, text) : { text }
        const answer = await api.post('me/messages', {
          recipient: { id: to.id },
          messaging_type: 'RESPONSE',
          message,
        })
        const sent = Answer.safeParse(answer)
        if (sent.success) ids.push(sent.data.message_id)
      }
    }
    const last = ids.pop() ?? null
    return ids.length === 0 ? { platformId: last } : { platformId: last, alsoSent: ids }
  }

  function answerChallenge(query: URLSearchParams): string | null {
    const isOurs = isSameWord(query.get('hub.verify_token') ?? '', options.verifyToken)
    return query.get('hub.mode') === 'subscribe' && isOurs ? query.get('hub.challenge') : null
  }

  return {
    type: 'messenger',
    maxTextChars: MAX_TEXT_CHARS,
    answerWithinMs: ANSWER_WITHIN_MS,
    window: WINDOW,
    receive,
    send,
    answerChallenge,
    divide: divideForMessenger,
    fetchPhoto: (ref, maxBytes) => fetchPicture(ref, maxBytes, { hosts: PICTURE_HOSTS, apiRoot }),
    prepare: async ({ publicUrl }) => (publicUrl === null ? undefined : setUpPage(api)),
    examine: ({ publicUrl }) => examinePage(api, publicUrl),
    close: api.close,
  }
}

function parseBatch(body: Uint8Array): z.infer<typeof PageBatch> {
  try {
    return PageBatch.parse(JSON.parse(Buffer.from(body).toString('utf8')))
  } catch (cause) {
    throw new AppError('channel:malformed', { cause })
  }
}
