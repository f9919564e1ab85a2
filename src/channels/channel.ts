import type { Address, ChannelType, MsgIn, MsgOut } from '../core/message.ts'

/** A webhook request as it came: header names in lower case, body as raw bytes. */
export interface WebhookRequest {
  headers: Readonly<Record<string, string | undefined>>
  body: Uint8Array
}

/** What a delivered message is called on the platform, to delete it later. */
export interface Sent {
  platformId: string | null
  /** Of the parts before, where one message had to be sent as several. */
  alsoSent?: string[]
}

/** What a platform tells about a contact besides messages: it blocked the bot, or asks that we forget everything. */
export type ContactNotice = (contact: Address, what: 'gone' | 'erase') => Promise<void>

/** Something on the platform's side that an operator must know. */
export interface ChannelFinding {
  level: 'warn' | 'bad'
  /** A static word for logs and metrics. */
  name: string
  /** Who must do what, in one English sentence; no secret, no address of a contact. */
  text: string
  /** Calling `prepare` again puts it right. */
  mendable?: true
}

/** A file fetched from the platform. */
export interface FetchedFile {
  bytes: Uint8Array
  mime: string
}

/**
 * A platform through which contacts write to us. Foreign words stop here: nothing outside the folder knows `chat_id`.
 * What only some platforms can do is an optional method.
 */
export interface Channel {
  readonly type: ChannelType
  /** Longest text that the platform takes, in UTF-16 units. */
  readonly maxTextChars: number
  /** The platform wants its answer within this time; without it, within a minute. */
  readonly answerWithinMs?: number
  /**
   * How long after a contact's last message the platform takes an answer, and how long we send what nobody asked for
   * (a reminder); what is later is dropped. Without it: for ever.
   */
  readonly window?: { readonly replyMs: number; readonly reminderMs: number }
  /**
   * Checks and maps one webhook request, oldest message first. Events without a message give an empty list.
   * @throws AppError `channel:unverified` (not the platform's), `channel:malformed` (will never parse: do not retry).
   */
  receive(request: WebhookRequest): Promise<MsgIn[]>
  /** Delivers one message. @throws AppError `channel:*`; `retryable` says whether waiting helps. */
  send(to: Address, msg: MsgOut): Promise<Sent>
  /** Whom to tell when the platform reports that a contact is gone or wants to be forgotten; the 200 waits for it. */
  listen?(notice: ContactNotice): void
  /** How `send` would split a message that is too long, so that each part can be sent and noted alone. */
  divide?(msg: MsgOut): MsgOut[]
  /** Fetches a photo that the contact sent, at most `maxBytes`. */
  fetchPhoto?(ref: string, maxBytes: number): Promise<FetchedFile>
  /** Deletes messages of a conversation where the platform can; ones already gone are fine. */
  deleteMessages?(to: Address, platformIds: string[]): Promise<void>
  /** Long polling instead of a webhook: calls `deliver` for each message and confirms only after it resolved. */
  poll?(deliver: (msg: MsgIn) => Promise<void>): { stop(): Promise<void> }
  /** Registers the webhook, commands and menu. Called at start, and again when something was out of order: repeating does no harm. */
  prepare?(options: { publicUrl: string | null }): Promise<void>
  /** Looks at the platform's side: are we registered, do its deliveries arrive, are our credentials taken. Changes nothing. */
  examine?(options: { publicUrl: string | null }): Promise<ChannelFinding[]>
  /** The platform's question (GET on the webhook) whether the address is ours: what to answer; null: not the platform. */
  answerChallenge?(query: URLSearchParams): string | null
}
