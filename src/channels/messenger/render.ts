import type { MsgOut } from '../../core/message.ts'
import { divideMessage } from '../divide-message.ts'
import { choicePayload } from './payload.ts'

export const MAX_TEXT_CHARS = 2_000
/** Meta cuts longer titles without a sign. */
const MAX_TITLE = 20
const MAX_TEMPLATE_TEXT = 640
const MAX_QUICK_REPLIES = 13
const LEAST_TEXT = 500

/** Parts whose text and list of choices together are short enough. */
export function divideForMessenger(msg: MsgOut): MsgOut[] {
  if (toText(msg).length <= MAX_TEXT_CHARS) return [msg]
  return divideMessage(msg, Math.max(LEAST_TEXT, MAX_TEXT_CHARS - appendix(msg).length))
}

/** What stands in the text: titles too long for a button as a numbered list, and a link that gets no button. */
export function toText(msg: MsgOut): string {
  return `${msg.text}${appendix(msg)}`.normalize('NFC')
}

function appendix(msg: MsgOut): string {
  const link = msg.link === undefined || hasButton(msg) ? '' : `\n\n${msg.link.title}: ${msg.link.url}`
  if (!isNumbered(msg)) return link
  return `${link}\n\n${msg.choices.map(({ title }, at) => `${at + 1}. ${title}`).join('\n')}`
}

/** The `message` of a send call; `text` is `toText` or its last part. */
export function toMessage(msg: MsgOut, text: string): object {
  const quick_replies = toQuickReplies(msg)
  const body = hasButton(msg) && msg.link !== undefined ? toTemplate(text, msg.link) : { text }
  return quick_replies.length === 0 ? body : { ...body, quick_replies }
}

function toTemplate(text: string, link: NonNullable<MsgOut['link']>): object {
  const buttons = [{ type: 'web_url', url: link.url, title: cutTitle(link.title) }]
  return { attachment: { type: 'template', payload: { template_type: 'button', text, buttons } } }
}

/** Quick replies vanish after a tap; a typed number or word does the same. */
function toQuickReplies(msg: MsgOut): object[] {
  const numbered = isNumbered(msg)
  const choices = msg.choices.map(({ id, title }, at) => ({
    content_type: 'text',
    title: cutTitle(numbered ? `${at + 1}. ${title}` : title),
    payload: choicePayload(msg.prompt, id),
  }))
  const own = msg.request === 'phone' ? [{ content_type: 'user_phone_number' }] : []
  return [...own, ...choices].slice(0, MAX_QUICK_REPLIES)
}

function isNumbered(msg: MsgOut): boolean {
  return msg.choices.some(({ title }) => title.normalize('NFC').length > MAX_TITLE)
}

/** A link is a button where the text is short enough to stand over one. */
function hasButton(msg: MsgOut): boolean {
  const list = isNumbered(msg) ? msg.choices.reduce((sum, { title }) => sum + title.length + 5, 2) : 0
  return (
    msg.link !== undefined && /^https?:\/\//.test(msg.link.url) && msg.text.length + list <= MAX_TEMPLATE_TEXT
  )
}

function cutTitle(title: string): string {
  const whole = title.normalize('NFC')
  if (whole.length <= MAX_TITLE) return whole
  // Not between the halves of a surrogate pair.
  return `${whole
    .slice(0, MAX_TITLE - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`
}
