import { createHmac } from 'node:crypto'
import { TELEGRAM_SECRET } from '../chaos/telegram-platform.ts'
import { signZalo, zaloIdentity } from '../chaos/zalo-platform.ts'
import { type Mark, type MessengerDoor, markOf } from './marks.ts'

/** What a platform sends to the hotline. */
export interface Webhook {
  path: string
  body: string
  headers: Record<string, string>
}

/** Words, or a photo that the platform holds. */
export type Said = string | { photo: string }

/** A message of one person of a door. */
export interface Message {
  contact: string
  said: Said
  /** Different for each message of a run. */
  number: number
  marks: readonly Mark[]
  photoUrl: (id: string) => string
}

/** Credentials of the fake Page. */
export const pageIdentity = {
  pageToken: 'page-token-of-the-canary-run',
  appSecret: 'app-secret-of-the-canary-run',
  verifyToken: 'verify-token-of-the-canary-run',
} as const

const PAGE = '1906385232743851'
const SENT_AT = 1_780_000_000_000

/** The webhook of each platform, signed as it signs. */
export const webhookOf: Readonly<Record<MessengerDoor, (message: Message) => Webhook>> = {
  telegram: telegramUpdate,
  zalo: zaloEvent,
  messenger: pageEvent,
}

function telegramUpdate({ contact, said, number, marks }: Message): Webhook {
  const profile = {
    id: Number(contact),
    first_name: markOf(marks, 'telegram', 'name').text,
    username: markOf(marks, 'telegram', 'username').text,
  }
  const content =
    typeof said === 'string'
      ? { text: said }
      : {
          photo: [{ file_id: said.photo, file_unique_id: said.photo, width: 60, height: 40, file_size: 900 }],
        }
  const chat = { ...profile, type: 'private' }
  const from = { ...profile, is_bot: false, language_code: 'vi' }
  const message = { message_id: number, date: SENT_AT / 1_000, chat, from, ...content }
  return {
    path: '/webhooks/telegram',
    body: JSON.stringify({ update_id: 500_000 + number, message }),
    headers: { 'x-telegram-bot-api-secret-token': TELEGRAM_SECRET },
  }
}

function zaloEvent({ contact, said, number, photoUrl }: Message): Webhook {
  const timestamp = String(SENT_AT + number)
  const content =
    typeof said === 'string'
      ? { text: said }
      : {
          attachments: [
            { type: 'image', payload: { url: photoUrl(said.photo), thumbnail: photoUrl(said.photo) } },
          ],
        }
  const body = JSON.stringify({
    app_id: zaloIdentity.appId,
    sender: { id: contact },
    user_id_by_app: contact,
    recipient: { id: zaloIdentity.oaId },
    event_name: typeof said === 'string' ? 'user_send_text' : 'user_send_image',
    message: { ...content, msg_id: `msg-${number}` },
    timestamp,
  })
  const headers = { 'x-zevent-signature': `mac=${signZalo(body, timestamp)}` }
  return { path: '/webhooks/zalo', body, headers }
}

function pageEvent({ contact, said, number, photoUrl }: Message): Webhook {
  const content =
    typeof said === 'string'
      ? { text: said }
      : { attachments: [{ type: 'image', payload: { url: photoUrl(said.photo) } }] }
  const event = {
    ...{ sender: { id: contact }, recipient: { id: PAGE }, timestamp: SENT_AT + number },
    message: { mid: `m_canary_${number}`, ...content },
  }
  const body = JSON.stringify({ object: 'page', entry: [{ id: PAGE, time: SENT_AT, messaging: [event] }] })
  const signature = createHmac('sha256', pageIdentity.appSecret).update(body).digest('hex')
  return { path: '/webhooks/messenger', body, headers: { 'x-hub-signature-256': `sha256=${signature}` } }
}
