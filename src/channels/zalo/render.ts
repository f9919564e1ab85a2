import type { MsgOut } from '../../core/message.ts'
import { divideMessage } from '../divide-message.ts'
import { buttonPayload } from './event.ts'

/** Zalo refuses more than 2,000 and does not say in which unit; 1,900 UTF-16 units are safe under any reading. */
export const MAX_TEXT_CHARS = 1_900
const MAX_BUTTONS = 5
const LEAST_TEXT = 500

/** The whole screen as text: choices are numbered, and the number typed is understood. */
export function toText(msg: MsgOut): string {
  return `${msg.text}${appendix(msg)}`.normalize('NFC')
}

function appendix(msg: MsgOut): string {
  const lines = msg.choices.map(({ title }, at) => `${at + 1}. ${title}`)
  const choices = lines.length === 0 ? '' : `\n\n${lines.join('\n')}`
  return msg.link === undefined ? choices : `\n\n${msg.link.title}: ${msg.link.url}${choices}`
}

/** Parts whose text and numbered choices together are short enough. */
export function divideForZalo(msg: MsgOut): MsgOut[] {
  if (toText(msg).length <= MAX_TEXT_CHARS) return [msg]
  return divideMessage(msg, Math.max(LEAST_TEXT, MAX_TEXT_CHARS - appendix(msg).length))
}

/** The `message` of a send call. Buttons only decorate: everything they offer stands in the text too. */
export function toMessage(msg: MsgOut, text: string, withButtons: boolean): object {
  const buttons = withButtons ? toButtons(msg) : []
  if (buttons.length === 0) return { text }
  return { text, attachment: { type: 'template', payload: { buttons } } }
}

/** None when they would not show every choice: half a list misleads. */
function toButtons(msg: MsgOut): object[] {
  const link =
    msg.link === undefined
      ? []
      : [{ title: msg.link.title, type: 'oa.open.url', payload: { url: msg.link.url } }]
  if (msg.choices.length + link.length > MAX_BUTTONS) return []
  const choices = msg.choices.map(({ id, title }) => ({
    title,
    type: 'oa.query.hide',
    payload: buttonPayload(msg.prompt, id),
  }))
  return [...link, ...choices]
}
