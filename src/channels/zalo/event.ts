import { z } from 'zod'
import { fileLimits } from '../../core/file-limits.ts'
import type { Address, FileKind, FileRef, MsgContent, MsgIn } from '../../core/message.ts'
import { kindOfName } from '../kind-of-type.ts'
import { guestAddress, userAddress } from './address.ts'

/** Ids are strings beyond 2^53; anything else is refused rather than rounded. */
const Id = z.string().min(1).max(200)
const Party = z.object({ id: Id })

/** A detail of another shape than documented must not lose what somebody wrote: it is left out. */
const Payload = z.looseObject({
  url: z.string().max(2_000).optional().catch(undefined),
  name: z.string().max(500).optional().catch(undefined),
  size: z.coerce.number().optional().catch(undefined),
  coordinates: z
    .object({ latitude: z.coerce.number(), longitude: z.coerce.number() })
    .optional()
    .catch(undefined),
})
const Attachment = z.object({ payload: Payload.optional().catch(undefined) })

const EventMessage = z.object({
  text: z.string().optional().catch(undefined),
  msg_id: Id.optional(),
  conversation_id: Id.optional(),
  attachments: z.array(Attachment).optional().catch(undefined),
})

/** Only what we use of Zalo's events; other fields are none of our business. */
export const ZaloEvent = z.object({
  event_name: z.string().max(100),
  timestamp: z.union([z.string(), z.number()]).optional(),
  sender: Party.optional(),
  recipient: Party.optional().catch(undefined),
  follower: Party.optional(),
  user_id: Id.optional(),
  message: EventMessage.optional(),
  info: z
    .looseObject({ phone: z.union([z.string(), z.number()]).optional() })
    .optional()
    .catch(undefined),
})
export type ZaloEvent = z.infer<typeof ZaloEvent>

/** What an event means to us. `ignored` says why, for counting. */
export type Meaning =
  | { type: 'messages'; msgs: MsgIn[] }
  | { type: 'notice'; contact: Address; what: 'gone' | 'erase' }
  /** Somebody writes in a group chat of the account. */
  | { type: 'group'; groupId: string }
  | { type: 'ignored'; why: string }

type Mapper = (event: ZaloEvent, now: number) => Meaning

/** Every event of the reference. Adding one is a line here. */
const MAPPERS: Readonly<Record<string, Mapper>> = {
  user_send_text: fromSent,
  user_send_image: fromSent,
  user_send_gif: fromSent,
  user_send_sticker: fromSent,
  user_send_audio: fromSent,
  user_send_video: fromSent,
  user_send_file: fromSent,
  user_send_link: fromSent,
  user_send_location: fromSent,
  user_send_business_card: fromSent,
  anonymous_send_text: fromSent,
  anonymous_send_image: fromSent,
  anonymous_send_file: fromSent,
  anonymous_send_sticker: fromSent,
  user_submit_info: fromInfo,
  follow: fromGreeting,
  user_click_chatnow: fromGreeting,
  unfollow: (event) => noticed(event, 'gone'),
  user_withdraw: (event) => noticed(event, 'erase'),
}

/** Events that ask nothing of us, by the kind under which they are counted. */
const SILENT: ReadonlyArray<readonly [RegExp, string]> = [
  // What we said ourselves, or a person in the OA's own inbox.
  [/^oa_send_/, 'echo'],
  [
    /^(user_(seen|received|reacted)_message|oa_reacted_message|update_user_info|widget_\w+)$|_tag$/,
    'silent_event',
  ],
  [/(^|_)group(_|$)/, 'group_event'],
  [/(^|_)call(_|$)/, 'call_event'],
  [/^change_|_template_|(^|_)quota(_|$)/, 'template_event'],
  [/^(shop|order)_/, 'shop_event'],
]

/** Maps one event. @see Meaning */
export function toMeaning(event: ZaloEvent, now: number): Meaning {
  const { event_name: name, recipient } = event
  const mapper = Object.hasOwn(MAPPERS, name) ? MAPPERS[name] : undefined
  if (mapper) return mapper(event, now)
  if (name.startsWith('user_send_group_') && recipient) return { type: 'group', groupId: recipient.id }
  const known = SILENT.find(([pattern]) => pattern.test(name))
  return { type: 'ignored', why: known?.[1] ?? 'unknown_event' }
}

function fromSent(event: ZaloEvent, now: number): Meaning {
  const { sender, message, event_name } = event
  if (sender === undefined || message?.msg_id === undefined)
    return { type: 'ignored', why: 'incomplete_event' }
  const guest = event_name.startsWith('anonymous_')
  if (guest && message.conversation_id === undefined) return { type: 'ignored', why: 'incomplete_event' }
  const from = guest ? guestAddress(sender.id, message.conversation_id ?? '') : userAddress(sender.id)
  const sentAt = timeOf(event, now)
  const msgs = contentsOf(event_name, message).map((content, at) => ({
    id: at === 0 ? `${message.msg_id}` : `${message.msg_id}.${at}`,
    from,
    sentAt,
    content,
  }))
  return { type: 'messages', msgs }
}

type EventMessage = z.infer<typeof EventMessage>

/** One content, but one for each picture where several come together. */
function contentsOf(eventName: string, message: EventMessage): MsgContent[] {
  const kind = eventName.replace(/^(user|anonymous)_send_/, '')
  if (kind === 'text') return [fromText(message.text ?? '')]
  if (kind === 'image') return fromImages(message)
  if (kind === 'video' || kind === 'audio' || kind === 'file') return [fromFile(message, kind)]
  if (kind === 'location') return [fromLocation(message)]
  if (kind === 'link') return [fromLink(message)]
  return [unsupported(UNSUPPORTED[kind] ?? 'other', message.text)]
}

/** What stood beside it is kept: it may tell of danger. */
function unsupported(kind: string, text: string | undefined): MsgContent {
  return text ? { type: 'unsupported', kind, text: text.normalize('NFC') } : { type: 'unsupported', kind }
}

/** Our words for what we cannot use; the same as Telegram's. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  gif: 'animation',
  sticker: 'sticker',
  audio: 'voice',
  video: 'video',
  file: 'file',
  business_card: 'contact_card',
}

/** The payload of a hidden button: `#c:prompt:choice`. */
const PRESS = /^#c:([\w-]{0,20}):([\w.-]{1,40})$/

export function buttonPayload(prompt: string | undefined, choice: string): string {
  return `#c:${prompt ?? ''}:${choice}`
}

function fromText(text: string): MsgContent {
  const [, prompt, choice] = PRESS.exec(text.trim()) ?? []
  if (choice === undefined) return { type: 'text', text: text.normalize('NFC') }
  return prompt ? { type: 'choice', choice, prompt } : { type: 'choice', choice }
}

function fromImages(message: EventMessage): MsgContent[] {
  const urls = (message.attachments ?? []).flatMap((one) =>
    one.payload?.url === undefined ? [] : [one.payload.url],
  )
  const caption = message.text?.normalize('NFC')
  const photos = urls.map((ref, at): MsgContent => {
    const content = photoOf({ channel: 'zalo', ref, kind: 'photo' })
    return at === 0 && caption ? { ...content, caption } : content
  })
  return photos.length > 0 ? photos : [unsupported('other', message.text)]
}

/** Voice messages come as AMR, which no browser plays and nobody here cleans: said at once, not when the tip is sent. */
function fromFile(message: EventMessage, sent: 'video' | 'audio' | 'file'): MsgContent {
  const { url, name = '', size = 0 } = message.attachments?.[0]?.payload ?? {}
  const kind = url === undefined ? null : kindOfSent(sent, url, name)
  if (url === undefined || kind === null) return unsupported(UNSUPPORTED[sent] ?? 'other', message.text)
  if (size > fileLimits[kind]) return unsupported('too_large', message.text)
  const shot = sent === 'file' && kind === 'photo'
  const content = photoOf({ channel: 'zalo', ref: url, kind, ...(shot && { shot }) })
  return message.text ? { ...content, caption: message.text.normalize('NFC') } : content
}

function kindOfSent(sent: 'video' | 'audio' | 'file', url: string, name: string): FileKind | null {
  if (sent === 'video') return 'video'
  return kindOfName(name) ?? kindOfName(url)
}

function photoOf(photo: FileRef): Extract<MsgContent, { type: 'photo' }> {
  return { type: 'photo', photo }
}

/** Coordinates come as strings, and the text is the place's name. */
function fromLocation(message: EventMessage): MsgContent {
  const coordinates = message.attachments?.[0]?.payload?.coordinates
  if (coordinates === undefined) return unsupported('other', message.text)
  const location: MsgContent = { type: 'location', ...coordinates }
  return message.text ? { ...location, name: message.text.normalize('NFC') } : location
}

function fromLink(message: EventMessage): MsgContent {
  const url = message.attachments?.[0]?.payload?.url
  const text = [message.text, url].filter((part) => part !== undefined && part !== '').join(' ')
  return text === '' ? { type: 'unsupported', kind: 'other' } : { type: 'text', text: text.normalize('NFC') }
}

/** The form for contact data; both shapes that Zalo has used hold `phone`. */
function fromInfo(event: ZaloEvent, now: number): Meaning {
  const phone = event.info?.phone
  if (event.sender === undefined || phone === undefined) return { type: 'ignored', why: 'incomplete_event' }
  return {
    type: 'messages',
    msgs: [eventMessage(event, event.sender.id, { type: 'contact', phone: String(phone) }, now)],
  }
}

/** Following and "chat now" begin a conversation, as /start does on Telegram. */
function fromGreeting(event: ZaloEvent, now: number): Meaning {
  const userId = userOf(event)
  if (userId === undefined) return { type: 'ignored', why: 'incomplete_event' }
  // Whoever follows us in the middle of a tip must not lose it.
  const content: MsgContent = { type: 'command', command: 'start', ifIdle: true }
  return { type: 'messages', msgs: [eventMessage(event, userId, content, now)] }
}

/** Events without a message id are told apart by name and time. */
function eventMessage(event: ZaloEvent, userId: string, content: MsgContent, now: number): MsgIn {
  return {
    id: `${event.event_name} ${event.timestamp ?? now}`,
    from: userAddress(userId),
    sentAt: timeOf(event, now),
    content,
  }
}

function noticed(event: ZaloEvent, what: 'gone' | 'erase'): Meaning {
  const userId = userOf(event)
  if (userId === undefined) return { type: 'ignored', why: 'incomplete_event' }
  return { type: 'notice', contact: userAddress(userId), what }
}

function userOf(event: ZaloEvent): string | undefined {
  return event.follower?.id ?? event.user_id ?? event.sender?.id
}

function timeOf(event: ZaloEvent, now: number): number {
  const time = Number(event.timestamp)
  return Number.isFinite(time) && time > 0 ? time : now
}
