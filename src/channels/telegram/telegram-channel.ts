import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../core/clock.ts'
import { AppError } from '../../core/errors.ts'
import type { Address, MsgIn, MsgOut } from '../../core/message.ts'
import type { Observer } from '../../core/observer.ts'
import type { Channel, ContactNotice, FetchedFile, Sent, WebhookRequest } from '../channel.ts'
import { divideMessage } from '../divide-message.ts'
import { withSniffedType } from '../photo-limits.ts'
import { createRecentNames } from '../recent-names.ts'
import { createBotApi } from './bot-api.ts'
import { deleteMessages } from './delete-messages.ts'
import { createGroupFarewell } from './group-farewell.ts'
import { createLongPolling } from './long-polling.ts'
import { MAX_TEXT_CHARS, toSendMessage } from './render.ts'
import { examineTelegram, setUp } from './set-up.ts'
import { type Meaning, toMeaning, Update } from './update.ts'

export interface TelegramOptions {
  token: string
  /** Telegram sends it back with every update. */
  webhookSecret: string
  /** Accepted as well, while one secret replaces another. */
  otherWebhookSecret?: string | undefined
  /** https://api.telegram.org, without a slash at the end. */
  apiRoot: string
  clock: Clock
  observer: Observer
}

/** Telegram, by webhook or long polling. */
export function createTelegramChannel(options: TelegramOptions): Channel & { close(): Promise<void> } {
  const { observer, clock, webhookSecret } = options
  const api = createBotApi({ token: options.token, root: options.apiRoot })
  const secrets = [webhookSecret, options.otherWebhookSecret].flatMap((one) =>
    one === undefined ? [] : [Buffer.from(one)],
  )
  const sayFarewell = createGroupFarewell({ api, observer })
  const albums = createRecentNames(1_000)
  let notify: ContactNotice = async () => {}

  async function receive(request: WebhookRequest): Promise<MsgIn[]> {
    const given = Buffer.from(request.headers['x-telegram-bot-api-secret-token'] ?? '')
    const matching = secrets.findIndex((secret) => isSameSecret(given, secret))
    if (matching < 0) throw new AppError('channel:unverified')
    if (matching > 0) observer.count('telegram_other_secret')
    return toMessages(parseUpdate(request.body))
  }

  async function toMessages(update: Update): Promise<MsgIn[]> {
    const meaning = toMeaning(update, clock.now())
    if ('queryId' in meaning && meaning.queryId !== undefined) answerPress(meaning.queryId)
    if (meaning.type === 'press') return [meaning.msg]
    if (meaning.type === 'message') return isRepeated(meaning) ? ignore('album') : [meaning.msg]
    if (meaning.type === 'ignored') return ignore(meaning.why)
    if (meaning.type === 'gone') await notify({ channel: 'telegram', id: meaning.chatId }, 'gone')
    else sayFarewell(meaning.chatId, meaning.speak)
    return []
  }

  /** Of ten videos sent at once one is answered. Photos pass: each is kept, and the engine answers once. */
  function isRepeated({ msg, album }: Extract<Meaning, { type: 'message' }>): boolean {
    if (album === undefined || msg.content.type !== 'unsupported' || msg.content.text !== undefined)
      return false
    return albums.first(`${msg.from.id} ${album}`, msg.id) !== msg.id
  }

  function ignore(why: string): [] {
    observer.count(`telegram_ignored_${why}`)
    return []
  }

  /** Ends the progress bar on the button, before anything is stored. Late or twice does no harm; nobody waits for it. */
  function answerPress(queryId: string): void {
    api
      .call('answerCallbackQuery', { callback_query_id: queryId })
      .catch(() => observer.count('telegram_press_unanswered'))
  }

  async function send(to: Address, msg: MsgOut): Promise<Sent> {
    const ids: string[] = []
    for (const part of divideMessage(msg, MAX_TEXT_CHARS)) {
      const sent = await api.sendMessage(toSendMessage(to.id, part))
      if (sent !== null) ids.push(String(sent))
    }
    const last = ids.pop() ?? null
    return ids.length === 0 ? { platformId: last } : { platformId: last, alsoSent: ids }
  }

  async function fetchPhoto(ref: string, maxBytes: number): Promise<FetchedFile> {
    const file = await api.administer((telegram) => telegram.getFile(ref))
    if (file.file_path === undefined) throw new AppError('channel:refused')
    if ((file.file_size ?? 0) > maxBytes) throw new AppError('request:too_large')
    return withSniffedType(await api.download(file.file_path, maxBytes))
  }

  return {
    type: 'telegram',
    maxTextChars: MAX_TEXT_CHARS,
    receive,
    send,
    listen: (notice) => {
      notify = notice
    },
    divide: (msg) => divideMessage(msg, MAX_TEXT_CHARS),
    fetchPhoto,
    deleteMessages: (to, platformIds) => deleteMessages(api, to.id, platformIds.map(Number)),
    poll: (deliver) => createLongPolling({ api, deliver, toMessages, observer, clock }),
    prepare: ({ publicUrl }) => setUp(api, publicUrl, webhookSecret),
    examine: ({ publicUrl }) => examineTelegram(api, publicUrl, clock.now()),
    close: api.close,
  }
}

/** Takes the same time wherever they differ; only the length, which is no secret, shows. */
function isSameSecret(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function parseUpdate(body: Uint8Array): Update {
  try {
    return Update.parse(
      JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')),
    )
  } catch (cause) {
    throw new AppError('channel:malformed', { cause })
  }
}
