import { z } from 'zod'

/** A platform through which contacts write. `terminal` is `npm run flow`. */
export const ChannelType = z.enum(['telegram', 'zalo', 'messenger', 'web', 'terminal'])
export type ChannelType = z.infer<typeof ChannelType>

/** Where one contact is reached. `id` is the platform's own and is personal: it is never logged or stored in clear. */
export interface Address {
  channel: ChannelType
  id: string
}

/** What a file is taken for before anybody has looked inside: limits and questions go by it. */
export const FileKind = z.enum(['photo', 'video', 'audio', 'document'])
export type FileKind = z.infer<typeof FileKind>

/** A file that the contact sent. `ref` is the platform's file id, or the page's own handle; never a URL with a token. */
export const FileRef = z.strictObject({
  channel: ChannelType,
  ref: z.string().min(1).max(2_000),
  /** As the platform tells. */
  bytes: z.number().int().nonnegative().optional(),
  kind: FileKind.default('photo'),
  /** It may still say where and when it was made: on the page known, from a messenger when it came as a file. */
  shot: z.literal(true).optional(),
})
export type FileRef = z.infer<typeof FileRef>

/** Words that do the same at every step, whatever is being asked. */
export const Command = z.enum([
  'start',
  'menu',
  'back',
  'edit',
  'cancel',
  'erase',
  'language',
  'human',
  'help',
  'danger',
])
export type Command = z.infer<typeof Command>

/** What one message from a contact holds, whatever the platform. */
export type MsgContent =
  | { type: 'text'; text: string }
  /** A pressed button. `prompt` tells which question it belonged to, so that a stale press is known as such. */
  | { type: 'choice'; choice: string; prompt?: string }
  | { type: 'location'; latitude: number; longitude: number; name?: string }
  /** A photo, or another file: its `kind` tells. `album`: the same for those that were sent together and came one by one; they get one answer. */
  | { type: 'photo'; photo: FileRef; caption?: string; album?: string }
  | { type: 'contact'; phone: string }
  /** `ifIdle`: the platform greets for the contact; nothing that is under way gives way to it. */
  | { type: 'command'; command: Command; argument?: string; ifIdle?: true }
  /** Something that we cannot use: a sticker, an archive, a video too long. `kind` is our word for it; `text` what stood beside it. */
  | { type: 'unsupported'; kind: string; text?: string }

export interface MsgIn {
  /** The platform's id of this delivery; the same id twice is the same message. */
  id: string
  from: Address
  /** When the platform says that it was sent, in ms. */
  sentAt: number
  content: MsgContent
  /** The language of the contact's app, when the platform tells. A hint only. */
  languageHint?: string
  /** What the platform calls the message itself, to delete it later. */
  platformId?: string
}

export const QuickReply = z.strictObject({
  /** ASCII, at most 40 characters: with its prompt it must fit Telegram's 64 bytes of callback data. */
  id: z.string().regex(/^[\w.-]{1,40}$/),
  title: z.string().min(1).max(100),
})
export type QuickReply = z.infer<typeof QuickReply>

/** One message to a contact, whatever the platform. A channel shows what it can: buttons, or numbered text. */
export const MsgOut = z.strictObject({
  /** Unique in the conversation; the outbox delivers each id in order. */
  id: z.string().min(1).max(80),
  text: z.string().min(1).max(4_000),
  choices: z.array(QuickReply).max(12).default([]),
  /** Tags the choices with their question; comes back as `prompt`. */
  prompt: z
    .string()
    .regex(/^[\w-]{1,20}$/)
    .optional(),
  /** Offer the platform's own button for this, where it has one. */
  request: z.enum(['location', 'phone', 'photo']).optional(),
  link: z.strictObject({ title: z.string().max(100), url: z.string().max(2_000) }).optional(),
  /** Shown where the platform can forbid forwarding (a receipt code). */
  protect: z.boolean().default(false),
  /** A danger reply: sent before anything else that waits. */
  urgent: z.boolean().default(false),
})
export type MsgOut = z.infer<typeof MsgOut>
