import { z } from 'zod'
import { monotonicMs } from '../core/clock.ts'
import { type Chat, type Option, openChat, showIn } from './chat.ts'
import type { Deliveries, Delivery } from './deliveries.ts'
import type { Draw } from './draw.ts'
import type { Messenger } from './messenger.ts'
import type { PlatformAnswer, PlatformApi, PlatformCall } from './platform-server.ts'

/** Telegram: the Bot API for the processes, the app for the people. Behaves as channels are known to. */
export interface TelegramPlatform extends Messenger {
  api: PlatformApi
}

export const TELEGRAM_TOKEN = '1:chaos'
export const TELEGRAM_SECRET = 'secret-of-the-chaos-run'

const Button = z.object({ text: z.string(), callback_data: z.string().optional() })
const SendMessage = z.object({
  chat_id: z.union([z.string(), z.number()]).transform(String),
  text: z.string(),
  reply_markup: z
    .object({
      inline_keyboard: z.array(z.array(Button)).optional(),
      keyboard: z.array(z.array(Button)).optional(),
    })
    .optional(),
})

const WebhookSetting = z.object({ url: z.string() })

const MAX_TEXT = 4_096
/** Real pauses are 2, 4, 8 … 60 s; people here are as much quicker. */
const FIRST_RETRY_MS = 200
const LAST_RETRY_MS = 5_000
const DEADLINE_MS = 60_000
const FIRST_CHAT = 7_000_000_000
/** The first retry comes at once. */
const EXPONENT_FROM = 1

interface TelegramNeeds {
  /** Filled once the processes are there. */
  deliveries: () => Deliveries
  draw: Draw
}

/** @see TelegramPlatform */
export function createTelegramPlatform({ deliveries, draw }: TelegramNeeds): TelegramPlatform {
  const chats = new Map<string, Chat>()
  let updateId = 500_000
  let messageId = 1_000
  let webhook = ''

  function run(call: PlatformCall, answerLost: boolean): PlatformAnswer {
    const prefix = `/bot${TELEGRAM_TOKEN}/`
    if (!call.path.startsWith(prefix)) return { status: 404, body: '{}' }
    const method = call.path.slice(prefix.length)
    if (method === 'sendMessage') return sendMessage(call, answerLost)
    if (method === 'getMe') return ok({ id: 1, is_bot: true, first_name: 'An Tâm', username: 'antam_bot' })
    if (method === 'getWebhookInfo') return ok({ url: webhook, pending_update_count: 0 })
    if (method === 'setWebhook') webhook = WebhookSetting.parse(JSON.parse(call.body)).url
    return ok(true)
  }

  function sendMessage(call: PlatformCall, answerLost: boolean): PlatformAnswer {
    const message = SendMessage.parse(JSON.parse(call.body))
    if (message.text === '' || message.text.length > MAX_TEXT)
      return refuse(400, 'Bad Request: message is too long')
    const chat = chats.get(message.chat_id)
    if (chat === undefined) return refuse(400, 'Bad Request: chat not found')
    messageId += 1
    const options = optionsOf(message.reply_markup)
    showIn(chat, { text: message.text, options, at: monotonicMs(), bot: call.bot, answerLost })
    return ok({ message_id: messageId, date: 0, chat: { id: Number(chat.id), type: 'private' }, text: '' })
  }

  function open(person: number): Chat {
    const chat = openChat('telegram', String(FIRST_CHAT + person))
    chats.set(chat.id, chat)
    return chat
  }

  function write(chat: Chat, text: string): void {
    messageId += 1
    const message = {
      message_id: messageId,
      date: 1_780_000_000,
      chat: privateChat(chat),
      from: user(chat),
      text,
    }
    // Telegram brings the messages of one chat one after another, presses through a queue of their own.
    push(chat, { message }, `messages ${chat.id}`)
  }

  function press(chat: Chat, option: Option): void {
    if (option.data === null) return write(chat, option.title)
    const message = { message_id: messageId, date: 1_780_000_000, chat: privateChat(chat), text: '' }
    const query = { id: `q${updateId}`, from: user(chat), chat_instance: '1', data: option.data, message }
    push(chat, { callback_query: query }, `presses ${chat.id}`)
  }

  function push(chat: Chat, content: object, queue: string): void {
    updateId += 1
    const delivery: Delivery = {
      chat,
      path: '/webhooks/telegram',
      body: JSON.stringify({ update_id: updateId, ...content }),
      headers: () => ({ 'x-telegram-bot-api-secret-token': TELEGRAM_SECRET }),
      queue,
      deadlineMs: DEADLINE_MS,
      retryAfter: (attempt) =>
        draw.between(0.5, 1) * Math.min(FIRST_RETRY_MS * 2 ** (attempt - EXPONENT_FROM), LAST_RETRY_MS),
    }
    deliveries().send(delivery)
  }

  const isSend = (call: PlatformCall) => call.path.endsWith('/sendMessage')
  return { open, start: (chat) => write(chat, '/start'), write, press, api: { isSend, run, throttled } }
}

function optionsOf(markup: z.infer<typeof SendMessage>['reply_markup']): Option[] {
  const buttons = [...(markup?.inline_keyboard ?? []), ...(markup?.keyboard ?? [])].flat()
  const isLink = (data: string | undefined) => data === undefined && markup?.inline_keyboard !== undefined
  return buttons
    .filter(({ callback_data: data }) => !isLink(data))
    .map(({ text, callback_data: data }) => ({ title: text, data: data ?? null }))
    .filter(({ title }) => !title.startsWith('📍'))
}

function privateChat(chat: Chat) {
  return { id: Number(chat.id), type: 'private', first_name: 'A' }
}

function user(chat: Chat) {
  return { id: Number(chat.id), is_bot: false, first_name: 'A', language_code: 'vi' }
}

function ok(result: unknown): PlatformAnswer {
  return { status: 200, body: JSON.stringify({ ok: true, result }) }
}

function refuse(code: number, description: string): PlatformAnswer {
  return { status: code, body: JSON.stringify({ ok: false, error_code: code, description }) }
}

function throttled(seconds: number): PlatformAnswer {
  const description = `Too Many Requests: retry after ${seconds}`
  const body = { ok: false, error_code: 429, description, parameters: { retry_after: seconds } }
  return { status: 429, body: JSON.stringify(body) }
}
