import { z } from 'zod'
import { fileLimits } from '../../core/file-limits.ts'
import type { Command, FileKind, FileRef, MsgContent } from '../../core/message.ts'
import { kindOfType } from '../kind-of-type.ts'
import { MAX_PHOTO_BYTES } from '../photo-limits.ts'

const User = z.object({
  id: z.number(),
  is_bot: z.boolean().optional(),
  language_code: z.string().max(20).optional(),
})
const Chat = z.object({ id: z.number(), type: z.string() })
const Size = z.object({ file_id: z.string(), file_size: z.number().optional() })
const Document = Size.extend({ mime_type: z.string().optional() })

/** What we use of a message; of other fields only whether they are there. */
export const Message = z.looseObject({
  message_id: z.number(),
  date: z.number(),
  chat: Chat,
  from: User.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  media_group_id: z.string().max(100).optional(),
  photo: z.array(Size).optional(),
  document: Document.optional(),
  video: Size.optional().catch(undefined),
  video_note: Size.optional().catch(undefined),
  voice: Size.optional().catch(undefined),
  audio: Size.optional().catch(undefined),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  venue: z.object({ title: z.string() }).optional(),
  contact: z.object({ phone_number: z.string(), user_id: z.number().optional() }).optional(),
})
export type Message = z.infer<typeof Message>

/** Null for what no person said: a pinned message, another deletion timer. */
export function contentOf(message: Message): MsgContent | null {
  if (message.text !== undefined) return fromText(message.text)
  if (message.location) return fromLocation(message.location, message.venue?.title)
  // An animation carries a document too, for clients that know none.
  if (message['animation'] !== undefined) return unsupported('animation', message.caption)
  if (message.photo) return fromPhoto(message, message.photo)
  const file = fileIn(message)
  if (file !== null) return fromFile(message, file)
  if (message.contact) return fromContact(message.contact, message.from?.id)
  if (SERVICE.some((kind) => message[kind] !== undefined)) return null
  return unsupported(KINDS.find((kind) => message[kind] !== undefined) ?? 'other', message.caption)
}

const KINDS = ['sticker', 'poll', 'dice'] as const

/** Telegram's own lines in a private chat. */
const SERVICE = [
  'pinned_message',
  'message_auto_delete_timer_changed',
  'write_access_allowed',
  'web_app_data',
  'connected_website',
  'users_shared',
  'chat_shared',
  'user_shared',
  'chat_background_set',
  'proximity_alert_triggered',
  'successful_payment',
  'refunded_payment',
  'passport_data',
  'gift',
  'unique_gift',
] as const

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
  ['human', 'human'],
  ['nguyhiem', 'danger'],
  ['danger', 'danger'],
  ['quaylai', 'back'],
  ['back', 'back'],
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

/** The largest size that we fetch. Telegram has drawn it anew: nothing in it tells place or time. */
function fromPhoto(message: Message, sizes: z.infer<typeof Size>[]): MsgContent {
  const fitting = sizes.filter((size) => (size.file_size ?? 0) <= MAX_PHOTO_BYTES).at(-1)
  if (fitting === undefined) return unsupported('too_large', message.caption)
  return withWords(message, refTo(fitting, 'photo'))
}

/** A file of the message, and what it is to us; `kind` null: of a type that nobody could clean. */
interface SentFile {
  file: z.infer<typeof Size>
  kind: FileKind | null
  /** As the device made it. */
  untouched: boolean
}

function fileIn({ document, video, video_note, voice, audio }: Message): SentFile | null {
  if (document) return { file: document, kind: kindOfType(document.mime_type ?? ''), untouched: true }
  const pictures = video ?? video_note
  if (pictures) return { file: pictures, kind: 'video', untouched: false }
  const sound = voice ?? audio
  return sound ? { file: sound, kind: 'audio', untouched: false } : null
}

/** Refused at once where it could never be taken: what is too long for us Telegram would not give out either. */
function fromFile(message: Message, { file, kind, untouched }: SentFile): MsgContent {
  if (kind === null) return unsupported('file', message.caption)
  if ((file.file_size ?? 0) > fileLimits[kind]) return unsupported('too_large', message.caption)
  const ref = refTo(file, kind)
  return withWords(message, untouched && kind === 'photo' ? { ...ref, shot: true } : ref)
}

function refTo({ file_id: ref, file_size: bytes }: z.infer<typeof Size>, kind: FileKind): FileRef {
  return { channel: 'telegram', ref, kind, ...(bytes !== undefined && { bytes }) }
}

function withWords({ caption, media_group_id: album }: Message, photo: FileRef): MsgContent {
  return {
    type: 'photo',
    photo,
    ...(caption !== undefined && { caption }),
    ...(album !== undefined && { album }),
  }
}

/** A contact card may be anybody's: only the sender's own number is taken as given by its owner. */
function fromContact(
  contact: { phone_number: string; user_id?: number | undefined },
  sender: number | undefined,
): MsgContent {
  if (contact.user_id === undefined || contact.user_id !== sender) return unsupported('contact_card')
  return { type: 'contact', phone: contact.phone_number }
}

/** Words beside what we cannot use are read for danger all the same. */
function unsupported(kind: string, text?: string): MsgContent {
  return text === undefined ? { type: 'unsupported', kind } : { type: 'unsupported', kind, text }
}
