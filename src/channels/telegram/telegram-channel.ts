import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import { AppError } from '../../core/errors.ts'
import type { Address, MsgIn, MsgOut } from '../../core/message.ts'
import type { Observer } from '../../core/observer.ts'
import type { Channel, ContactNotice, FetchedFile, Sent, WebhookRequest } from '../channel.ts'
import { divideMessage } from '../divide-message.ts'
import { withSniffedType } from '../photo-limits.ts'
import { type BotApi, createBotApi } from './bot-api.ts'
import { createLongPolling } from './long-polling.ts'
import { MAX_TEXT_CHARS, toSendMessage } from './render.ts'
import { ALLOWED_UPDATES, toMeaning, Update } from './update.ts'

export interface TelegramOptions {
  token: string
  /** Telegram sends it back with every update. */
  webhookSecret: string
  /** https://api.telegram.org, without a slash at the end. */
  apiRoot: string
  clock: Clock
  observer: Observer
}

const WEBHOOK_PATH = '/webhooks/telegram'
const DELETE_AT_ONCE = 100

const SentMessage = z.object({ message_id: z.number() })

/** Telegram, by webhook or long polling. */
export function createTelegramChannel(options: TelegramOptions): Channel & { close(): Promise<void> } {
  const { observer, clock } = options
  const api = createBotApi({ token: options.token, root: options.apiRoot })
  const expected = Buffer.from(options.webhookSecret)
  let notify: ContactNotice = async () => {}

  async function receive(request: WebhookRequest): Promise<MsgIn[]> {
    const given = request.headers['x-telegram-bot-api-secret-token']
    if (given === undefined || !isSameSecret(Buffer.from(given), expected))
      throw new AppError('channel:unverified')
    return toMessages(parseUpdate(request.body))
  }

  async function toMessages(update: Update): Promise<MsgIn[]> {
    const meaning = toMeaning(update, clock.now())
    if ('queryId' in meaning && meaning.queryId !== undefined) answerPress(meaning.queryId)
    if (meaning.type === 'message' || meaning.type === 'press') return [meaning.msg]
    if (meaning.type === 'gone') await notify({ channel: 'telegram', id: meaning.chatId }, 'gone')
    else observer.count(`telegram_ignored_${meaning.why}`)
    return []
  }

  /** Ends the progress bar on the button. Late or twice does no harm, and nobody waits for it. */
  function answerPress(queryId: string): void {
    api
      .call('answerCallbackQuery', { callback_query_id: queryId })
      .catch(() => observer.count('telegram_press_unanswered'))
  }

  async function send(to: Address, msg: MsgOut): Promise<Sent> {
    const ids: string[] = []
    for (const part of divideMessage(msg, MAX_TEXT_CHARS)) {
      const sent = SentMessage.safeParse(await api.call('sendMessage', toSendMessage(to.id, part)))
      if (sent.success) ids.push(String(sent.data.message_id))
    }
    const last = ids.pop() ?? null
    return ids.length === 0 ? { platformId: last } : { platformId: last, alsoSent: ids }
  }

  async function fetchPhoto(ref: string, maxBytes: number): Promise<FetchedFile> {
    const file = await api.administer((telegram) => telegram.getFile(ref))
    if (file.file_path === undefined || (file.file_size ?? 0) > maxBytes)
      throw new AppError('channel:refused')
    return withSniffedType(await api.download(file.file_path, maxBytes))
  }

  async function deleteMessages(to: Address, platformIds: string[]): Promise<void> {
    for (let at = 0; at < platformIds.length; at += DELETE_AT_ONCE) {
      await deleteSome(api, to.id, platformIds.slice(at, at + DELETE_AT_ONCE).map(Number))
    }
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
    deleteMessages,
    poll: (deliver) => createLongPolling({ api, deliver, toMessages, observer }),
    prepare: ({ publicUrl }) => prepare(api, publicUrl, options.webhookSecret),
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

/** Messages that are gone or too old are as good as deleted. */
async function deleteSome(api: BotApi, chatId: string, ids: number[]): Promise<void> {
  try {
    await api.administer((telegram) => telegram.deleteMessages(chatId, ids))
  } catch (error) {
    if (error instanceof AppError && error.code === 'channel:refused') return
    throw error
  }
}

async function prepare(api: BotApi, publicUrl: string | null, secret: string): Promise<void> {
  await api.administer((telegram) => telegram.getMe())
  await api.administer((telegram) => telegram.setMyCommands(commandsIn('vi')))
  await api.administer((telegram) => telegram.setMyCommands(commandsIn('en'), { language_code: 'en' }))
  if (publicUrl === null) await api.administer((telegram) => telegram.deleteWebhook())
  else {
    const allowed_updates = [...ALLOWED_UPDATES]
    const url = `${publicUrl}${WEBHOOK_PATH}`
    await api.administer((telegram) =>
      telegram.setWebhook(url, { secret_token: secret, allowed_updates, max_connections: 40 }),
    )
  }
}

const COMMANDS = [
  { command: 'start', vi: 'Bắt đầu', en: 'Start' },
  { command: 'menu', vi: 'Mở danh mục', en: 'Menu' },
  { command: 'help', vi: 'Trợ giúp, số khẩn cấp', en: 'Help and emergency numbers' },
  { command: 'huy', vi: 'Dừng việc đang làm', en: 'Stop what we are doing' },
  { command: 'xoa', vi: 'Xoá cuộc trò chuyện', en: 'Delete this conversation' },
  { command: 'ngonngu', vi: 'Đổi ngôn ngữ · Language', en: 'Language · Ngôn ngữ' },
] as const

function commandsIn(language: 'vi' | 'en') {
  return COMMANDS.map((one) => ({ command: one.command, description: one[language] }))
}
