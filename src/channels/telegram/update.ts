import { z } from 'zod'
import type { MsgIn } from '../../core/message.ts'
import { contentOf, Message } from './message-content.ts'

/** Only what we use of Telegram's updates; other fields are looked at for their names alone. */
const CallbackQuery = z.object({
  id: z.string(),
  from: z.object({ id: z.number(), language_code: z.string().max(20).optional() }),
  data: z.string().max(200).optional(),
  message: z.object({ message_id: z.number(), chat: Message.shape.chat }).optional(),
})
type CallbackQuery = z.infer<typeof CallbackQuery>

const Membership = z.object({
  chat: Message.shape.chat,
  date: z.number(),
  new_chat_member: z.object({ status: z.string() }),
})
type Membership = z.infer<typeof Membership>

/** The updates we ask Telegram for; it keeps the rest. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

/** Kinds that we do not ask for, but that may still be queued from before; counted by name. */
const OTHER_UPDATES = [
  'channel_post',
  'edited_channel_post',
  'inline_query',
  'chosen_inline_result',
  'poll',
  'poll_answer',
  'chat_member',
  'chat_join_request',
  'message_reaction',
  'message_reaction_count',
  'chat_boost',
  'removed_chat_boost',
  'shipping_query',
  'pre_checkout_query',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'purchased_paid_media',
] as const

export const Update = z.looseObject({
  update_id: z.number(),
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: CallbackQuery.optional(),
  my_chat_member: Membership.optional(),
})
export type Update = z.infer<typeof Update>

/**
 * What an update means to us. `group`: we are where we do not talk; `speak` says whether to explain that before
 * leaving. `album`: several updates come from one gesture. `ignored` says why, for counting.
 */
export type Meaning =
  | { type: 'message'; msg: MsgIn; album?: string }
  | { type: 'press'; msg: MsgIn; queryId: string }
  | { type: 'gone'; chatId: string }
  | { type: 'group'; chatId: string; speak: boolean }
  | { type: 'ignored'; why: string; queryId?: string }

/** Maps one update. @see Meaning */
export function toMeaning(update: Update, now: number): Meaning {
  if (update.callback_query) return fromPress(update.update_id, update.callback_query, now)
  if (update.message) return fromMessage(update.update_id, update.message)
  if (update.edited_message) return fromEdit(update.update_id, update.edited_message)
  if (update.my_chat_member) return fromMembership(update.my_chat_member)
  const kind = OTHER_UPDATES.find((name) => update[name] !== undefined)
  return { type: 'ignored', why: kind ?? 'unknown_update' }
}

/** Blocked or unblocked by a person; added to, or put out of, a group or channel. */
function fromMembership({ chat, new_chat_member }: Membership): Meaning {
  const out = new_chat_member.status === 'kicked' || new_chat_member.status === 'left'
  const chatId = String(chat.id)
  if (chat.type === 'private') return out ? { type: 'gone', chatId } : { type: 'ignored', why: 'unblocked' }
  if (out) return { type: 'ignored', why: 'left_group' }
  return { type: 'group', chatId, speak: chat.type !== 'channel' }
}

function fromMessage(updateId: number, message: Message): Meaning {
  if (message.from?.is_bot) return { type: 'ignored', why: 'from_bot' }
  if (message.chat.type !== 'private') return fromGroup(message)
  const content = contentOf(message)
  if (content === null) return { type: 'ignored', why: 'service_message' }
  const { media_group_id: album } = message
  const meaning: Meaning = { type: 'message', msg: toMsgIn(updateId, message, content) }
  return album === undefined ? meaning : { ...meaning, album }
}

/** The old group's farewell on becoming a supergroup, and our own on leaving, need no answer. */
function fromGroup(message: Message): Meaning {
  const farewell = message['migrate_to_chat_id'] !== undefined || message['left_chat_member'] !== undefined
  if (farewell) return { type: 'ignored', why: 'group_service' }
  return { type: 'group', chatId: String(message.chat.id), speak: message.chat.type !== 'channel' }
}

/** A moving live location and a changed preview come as edits too: only words count. */
function fromEdit(updateId: number, message: Message): Meaning {
  const text = message.text ?? message.caption
  if (message.chat.type !== 'private' || text === undefined) return { type: 'ignored', why: 'edit' }
  const content: MsgIn['content'] = { type: 'unsupported', kind: 'edited_message', text }
  return { type: 'message', msg: toMsgIn(updateId, message, content) }
}

function toMsgIn(updateId: number, message: Message, content: MsgIn['content']): MsgIn {
  const msg: MsgIn = {
    id: String(updateId),
    from: { channel: 'telegram', id: String(message.chat.id) },
    sentAt: message.date * 1_000,
    content,
    platformId: String(message.message_id),
  }
  const hint = message.from?.language_code
  return hint === undefined ? msg : { ...msg, languageHint: hint }
}

/** `prompt:choice`, or the choice alone. */
function fromPress(updateId: number, query: CallbackQuery, now: number): Meaning {
  const chat = query.message?.chat
  if (query.data === undefined || chat?.type !== 'private')
    return { type: 'ignored', why: 'press', queryId: query.id }
  const [, prompt, choice = ''] = /^(?:([\w-]{1,20}):)?([\w.-]{1,40})$/.exec(query.data) ?? []
  if (choice === '') return { type: 'ignored', why: 'press', queryId: query.id }
  const msg: MsgIn = {
    id: String(updateId),
    from: { channel: 'telegram', id: String(chat.id) },
    sentAt: now,
    content: prompt === undefined ? { type: 'choice', choice } : { type: 'choice', choice, prompt },
  }
  const hint = query.from.language_code
  return { type: 'press', msg: hint === undefined ? msg : { ...msg, languageHint: hint }, queryId: query.id }
}
