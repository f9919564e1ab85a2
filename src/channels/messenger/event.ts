import { z } from 'zod'
import type { FileKind, FileRef, MsgContent, MsgIn } from '../../core/message.ts'
import { kindOfName } from '../kind-of-type.ts'
import { fromPayload } from './payload.ts'

const Id = z.string().min(1).max(300)

const Attachment = z.object({
  type: z.string(),
  payload: z
    .looseObject({
      url: z.string().max(2_000).optional(),
      sticker_id: z.number().optional(),
      coordinates: z.object({ lat: z.number(), long: z.number() }).optional(),
    })
    .nullish(),
})

const Message = z.object({
  mid: Id,
  text: z.string().optional(),
  is_echo: z.boolean().optional(),
  is_deleted: z.boolean().optional(),
  quick_reply: z.object({ payload: z.string() }).optional(),
  attachments: z.array(Attachment).optional(),
})
type Message = z.infer<typeof Message>

const Referral = z.object({ ref: z.string().optional() })
const Postback = z.object({
  mid: Id.optional(),
  payload: z.string().optional(),
  referral: Referral.optional(),
})

/** One event of a conversation with the Page. Only what we use; of other fields only their names. */
const PageEvent = z.looseObject({
  sender: z.object({ id: Id }),
  timestamp: z.number().optional(),
  message: Message.optional(),
  postback: Postback.optional(),
  referral: Referral.optional(),
  message_edit: z
    .object({ mid: Id, text: z.string().optional(), num_edit: z.coerce.number().optional() })
    .optional(),
  policy_enforcement: z.object({ action: z.string() }).optional(),
})
type PageEvent = z.infer<typeof PageEvent>

/** A webhook's body: events of several people at once. They are read one by one, so that one odd event spoils no other. */
export const PageBatch = z.object({
  object: z.literal('page'),
  entry: z.array(
    z.looseObject({ messaging: z.array(z.unknown()).optional(), standby: z.array(z.unknown()).optional() }),
  ),
})

/** What an event means to us. `alarm`: Meta acts against the Page. `ignored` says why, for counting. */
export type Meaning =
  | { type: 'messages'; msgs: MsgIn[] }
  | { type: 'alarm'; name: string }
  | { type: 'ignored'; why: string }

/** Kinds that need no answer. */
const SILENT = [
  'delivery',
  'read',
  'reaction',
  'optin',
  'account_linking',
  'pass_thread_control',
  'take_thread_control',
  'request_thread_control',
  'app_roles',
  'game_play',
] as const

/** Maps one event. @see Meaning */
export function toMeaning(raw: unknown, now: number): Meaning {
  const parsed = PageEvent.safeParse(raw)
  if (!parsed.success) return { type: 'ignored', why: 'malformed_event' }
  const event = parsed.data
  if (event.policy_enforcement) return fromPolicy(event.policy_enforcement.action)
  const contents = contentsOf(event)
  if (typeof contents === 'string') return { type: 'ignored', why: contents }
  const sentAt = event.timestamp ?? now
  const name = nameOf(event, sentAt)
  const msgs = contents.map(
    (content, at): MsgIn => ({
      id: at === 0 ? name : `${name}.${at}`,
      from: { channel: 'messenger', id: event.sender.id },
      sentAt,
      content,
    }),
  )
  return { type: 'messages', msgs }
}

function fromPolicy(action: string): Meaning {
  return { type: 'alarm', name: action === 'unblock' ? 'messenger_page_unblocked' : 'messenger_page_blocked' }
}

/** The contents, or why there are none. */
function contentsOf(event: PageEvent): MsgContent[] | string {
  if (event.message) return fromMessage(event.message)
  if (event.postback) return [fromPostback(event.postback)]
  if (event.message_edit) return fromEdit(event.message_edit.text)
  if (event.referral) return [started(event.referral)]
  return SILENT.find((kind) => event[kind] !== undefined) ?? 'unknown_event'
}

/** Events without a message id are told apart by kind and time. */
function nameOf(event: PageEvent, sentAt: number): string {
  if (event.message) return event.message.mid
  if (event.message_edit) return `${event.message_edit.mid} edit ${event.message_edit.num_edit ?? sentAt}`
  return event.postback?.mid ?? `${event.postback ? 'postback' : 'referral'} ${sentAt}`
}

function fromMessage(message: Message): MsgContent[] | string {
  if (message.is_echo) return 'echo'
  if (message.is_deleted) return 'unsent'
  const pressed = message.quick_reply && fromPayload(message.quick_reply.payload)
  if (pressed) return [pressed]
  if (message.attachments?.length) return fromAttachments(message, message.attachments)
  if (message.text !== undefined) return [{ type: 'text', text: message.text.normalize('NFC') }]
  return [{ type: 'unsupported', kind: 'other' }]
}

/** Our words for what we cannot use; the same as on other channels. */
const UNSUPPORTED: Readonly<Record<string, string>> = { audio: 'voice', video: 'video', file: 'file' }

function fromAttachments(message: Message, attachments: z.infer<typeof Attachment>[]): MsgContent[] {
  const text = message.text?.normalize('NFC')
  const files = attachments.flatMap((one) => fileIn(one) ?? [])
  if (files.length > 0) return fromFiles(files, text, message.mid)
  const [{ type, payload } = { type: '' }] = attachments
  if (payload?.coordinates)
    return [{ type: 'location', latitude: payload.coordinates.lat, longitude: payload.coordinates.long }]
  const kind = payload?.sticker_id === undefined ? UNSUPPORTED[type] : 'sticker'
  // A shared link or post: what was written beside it is what counts.
  if (kind === undefined && text) return [{ type: 'text', text }]
  return [{ type: 'unsupported', kind: kind ?? 'other', ...(text !== undefined && { text }) }]
}

/** What an attachment is to us. A file tells no more than its address does. */
const KINDS: Readonly<Record<string, (url: string) => FileKind | null>> = {
  image: () => 'photo',
  video: () => 'video',
  audio: () => 'audio',
  file: kindOfName,
}

function fileIn({ type, payload }: z.infer<typeof Attachment>): FileRef | null {
  const url = payload?.url
  if (url === undefined || payload?.sticker_id !== undefined) return null
  const kind = Object.hasOwn(KINDS, type) ? (KINDS[type]?.(url) ?? null) : null
  return kind === null
    ? null
    : { channel: 'messenger', ref: url, kind, ...(type === 'file' && kind === 'photo' && { shot: true }) }
}

function fromFiles(files: FileRef[], caption: string | undefined, mid: string): MsgContent[] {
  return files.map((photo, at) => ({
    type: 'photo',
    photo,
    ...(at === 0 && caption !== undefined && { caption }),
    ...(files.length > 1 && { album: mid }),
  }))
}

/** A button of ours, or the first one, with the reference of the link that led here. */
function fromPostback({ payload, referral }: z.infer<typeof Postback>): MsgContent {
  const content = fromPayload(payload ?? '')
  const isStart = content === null || (content.type === 'command' && content.command === 'start')
  return isStart ? started(referral) : content
}

function fromEdit(text: string | undefined): MsgContent[] | string {
  return text === undefined
    ? 'edit'
    : [{ type: 'unsupported', kind: 'edited_message', text: text.normalize('NFC') }]
}

/** "Get started", or a link m.me/PAGE?ref=…, which is what /start with an argument is on Telegram. */
function started(referral: z.infer<typeof Referral> | undefined): MsgContent {
  const argument = referral?.ref?.slice(0, 200)
  return { type: 'command', command: 'start', ...(argument !== undefined && { argument }) }
}
