import { z } from 'zod'
import type { Command, MsgContent, MsgIn } from '../../core/message.ts'
import { MAX_PHOTO_BYTES } from '../photo-limits.ts'

/** Only what we use of Telegram's updates; other fields are none of our business. */
const User = z.object({
  id: z.number(),
  is_bot: z.boolean().optional(),
  language_code: z.string().max(20).optional(),
})
const Chat = z.object({ id: z.number(), type: z.string() })
const Size = z.object({ file_id: z.string(), file_size: z.number().optional() })
const Document = Size.extend({ mime_type: z.string().optional() })

const Message = z.object({
  message_id: z.number(),
  date: z.number(),
  chat: Chat,
  from: User.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: z.array(Size).optional(),
  document: Document.optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  venue: z.object({ title: z.string() }).optional(),
  contact: z.object({ phone_number: z.string(), user_id: z.number().optional() }).optional(),
  sticker: z.unknown().optional(),
  voice: z.unknown().optional(),
  audio: z.unknown().optional(),
  video: z.unknown().optional(),
  video_note: z.unknown().optional(),
  animation: z.unknown().optional(),
  poll: z.unknown().optional(),
  dice: z.unknown().optional(),
})
type Message = z.infer<typeof Message>

const CallbackQuery = z.object({
  id: z.string(),
  from: User,
  data: z.string().max(200).optional(),
  message: z.object({ message_id: z.number(), chat: Chat }).optional(),
})
type CallbackQuery = z.infer<typeof CallbackQuery>

const Membership = z.object({
  chat: Chat,
  date: z.number(),
  new_chat_member: z.object({ status: z.string() }),
})

/** The updates we ask Telegram for; it keeps the rest. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

export const Update = z.object({
  update_id: z.number(),
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: CallbackQuery.optional(),
  my_chat_member: Membership.optional(),
})
export type Update = z.infer<typeof Update>

/** What an update means to us. `ignored` says why, for counting. */
export type Meaning =
  | { type: 'message'; msg: MsgIn }
  | { type: 'press'; msg: MsgIn; queryId: string }
  | { type: 'gone'; chatId: string }
  | { type: 'ignored'; why: string; queryId?: string }

/** Maps one update. @see Meaning */
export function toMeaning(update: Update, now: number): Meaning {
  if (update.callback_query) return fromPress(update.update_id, update.callback_query, now)
  if (update.message) return fromMessage(update.update_id, update.message, false)
  if (update.edited_message) return fromMessage(update.update_id, update.edited_message, true)
  if (update.my_chat_member) return fromMembership(update.my_chat_member)
  return { type: 'ignored', why: 'unknown_update' }
}

function fromMembership({ chat, new_chat_member }: z.infer<typeof Membership>): Meaning {
  const left = new_chat_member.status === 'kicked' || new_chat_member.status === 'left'
  return left ? { type: 'gone', chatId: String(chat.id) } : { type: 'ignored', why: 'membership' }
}

function fromMessage(updateId: number, message: Message, edited: boolean): Meaning {
  if (message.from?.is_bot) return { type: 'ignored', why: 'from_bot' }
  if (message.chat.type === 'channel') return { type: 'ignored', why: 'channel_post' }
  const content = message.chat.type === 'private' ? contentOf(message, edited) : unsupported('group')
  const msg: MsgIn = {
    // One constant id per group: the refusal is said once, whoever writes and however much.
    id: message.chat.type === 'private' ? String(updateId) : `group ${message.chat.id}`,
    from: { channel: 'telegram', id: String(message.chat.id) },
    sentAt: message.date * 1_000,
    content,
    platformId: String(message.message_id),
  }
  const hint = message.from?.language_code
  return { type: 'message', msg: hint === undefined ? msg : { ...msg, languageHint: hint } }
}

function contentOf(message: Message, edited: boolean): MsgContent {
  if (edited) return unsupported('edited_message')
  if (message.text !== undefined) return fromText(message.text)
  if (message.location) return fromLocation(message.location, message.venue?.title)
  if (message.photo || message.document) return fromPicture(message)
  if (message.contact) return fromContact(message.contact, message.from?.id)
  return unsupported(KINDS.find((kind) => message[kind] !== undefined) ?? 'other')
}

const KINDS = ['sticker', 'voice', 'audio', 'video', 'video_note', 'animation', 'poll', 'dice'] as const

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['start', 'start'],
  ['menu', 'menu'],
  ['help', 'help'],
  ['trogiup', 'help'],
  ['huy', 'cancel'],
  ['dung', 'cancel'],
  ['cancel', 'cancel'],
  ['xoa', 'erase'],
  ['delete', 'erase'],
  ['ngonngu', 'language'],
  ['language', 'language'],
  ['nguoithat', 'human'],
  ['nguyhiem', 'danger'],
  ['quaylai', 'back'],
  ['sua', 'edit'],
])

function fromText(text: string): MsgContent {
  const [, name, argument] = /^\/([a-z]+)(?:@\w+)?(?:\s+(.*))?$/is.exec(text) ?? []
  const command = COMMANDS.get(name?.toLowerCase() ?? '')
  if (command === undefined) return { type: 'text', text }
  return argument === undefined
    ? { type: 'command', command }
    : { type: 'command', command, argument: argument.slice(0, 200) }
}

function fromLocation(
  { latitude, longitude }: { latitude: number; longitude: number },
  name?: string,
): MsgContent {
  const location: MsgContent = { type: 'location', latitude, longitude }
  return name === undefined ? location : { ...location, name }
}

/** The largest size that we fetch; a picture sent as a file counts, with a type that we can read. */
function fromPicture({ photo, document, caption }: Message): MsgContent {
  const isImage = document?.mime_type !== undefined && /^image\/(jpeg|png|webp)$/.test(document.mime_type)
  const sizes = photo ?? (document && isImage ? [document] : [])
  const fitting = sizes.filter((size) => (size.file_size ?? 0) <= MAX_PHOTO_BYTES).at(-1)
  if (fitting === undefined) return unsupported(sizes.length > 0 ? 'too_large' : 'file')
  const ref = { channel: 'telegram' as const, ref: fitting.file_id }
  const content: MsgContent = {
    type: 'photo',
    photo: fitting.file_size === undefined ? ref : { ...ref, bytes: fitting.file_size },
  }
  return caption === undefined ? content : { ...content, caption }
}

/** A contact card may be anybody's: only the sender's own number is taken as given by its owner. */
function fromContact(
  contact: { phone_number: string; user_id?: number | undefined },
  sender: number | undefined,
): MsgContent {
  if (contact.user_id === undefined || contact.user_id !== sender) return unsupported('contact_card')
  return { type: 'contact', phone: contact.phone_number }
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

function unsupported(kind: string): MsgContent {
  return { type: 'unsupported', kind }
}
