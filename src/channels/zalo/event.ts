import { z } from 'zod'
import type { Address, MsgContent, MsgIn } from '../../core/message.ts'
import { guestAddress, userAddress } from './address.ts'

/** Ids are strings beyond 2^53; anything else is refused rather than rounded. */
const Id = z.string().min(1).max(200)
const Party = z.object({ id: Id })

const Payload = z.looseObject({
  url: z.string().max(2_000).optional(),
  description: z.string().optional(),
  coordinates: z.object({ latitude: z.coerce.number(), longitude: z.coerce.number() }).optional(),
})
const Attachment = z.object({ type: z.string(), payload: Payload.optional() })

const EventMessage = z.object({
  text: z.string().optional(),
  msg_id: Id.optional(),
  conversation_id: Id.optional(),
  attachments: z.array(Attachment).optional(),
})

/** Only what we use of Zalo's events; other fields are none of our business. */
export const ZaloEvent = z.object({
  event_name: z.string().max(100),
  timestamp: z.union([z.string(), z.number()]).optional(),
  sender: Party.optional(),
  follower: Party.optional(),
  user_id: Id.optional(),
  message: EventMessage.optional(),
  info: z.looseObject({ phone: z.union([z.string(), z.number()]).optional() }).optional(),
})
export type ZaloEvent = z.infer<typeof ZaloEvent>

/** What an event means to us. `ignored` says why, for counting. */
export type Meaning =
  | { type: 'messages'; msgs: MsgIn[] }
  | { type: 'notice'; contact: Address; what: 'gone' | 'erase' }
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

const SILENT = new RegExp(
  '^(user_seen_message|user_received_message|user_reacted_message|oa_reacted_message|oa_send_\\w+|update_user_info' +
    '|add_user_to_tag|remove_user_from_tag|remove_tag|widget_\\w+)$',
)

/** Maps one event. @see Meaning */
export function toMeaning(event: ZaloEvent, now: number): Meaning {
  const mapper = Object.hasOwn(MAPPERS, event.event_name) ? MAPPERS[event.event_name] : undefined
  if (mapper) return mapper(event, now)
  return { type: 'ignored', why: SILENT.test(event.event_name) ? 'silent_event' : 'unknown_event' }
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
  if (kind === 'location') return [fromLocation(message)]
  if (kind === 'link') return [fromLink(message)]
  return [{ type: 'unsupported', kind: UNSUPPORTED[kind] ?? 'other' }]
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
    const content: MsgContent = { type: 'photo', photo: { channel: 'zalo', ref } }
    return at === 0 && caption ? { ...content, caption } : content
  })
  return photos.length > 0 ? photos : [{ type: 'unsupported', kind: 'other' }]
}

/** Coordinates come as strings, and the text is the place's name. */
function fromLocation(message: EventMessage): MsgContent {
  const coordinates = message.attachments?.[0]?.payload?.coordinates
  if (coordinates === undefined) return { type: 'unsupported', kind: 'other' }
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
  return { type: 'messages', msgs: [eventMessage(event, userId, { type: 'command', command: 'start' }, now)] }
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
