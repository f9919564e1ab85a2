import type { MsgOut } from '../../core/message.ts'

export const MAX_TEXT_CHARS = 4_096
const BUTTONS_PER_ROW = 2
/** Longer titles get a row of their own, or a phone cuts them. */
const SHORT_TITLE = 16

/** The words on the platform's own buttons, in both languages since the channel does not know the contact's. */
const REQUESTS = {
  location: '📍 Gửi vị trí · Share location',
  phone: '📞 Gửi số điện thoại · Share phone number',
} as const

interface Button {
  text: string
  callback_data?: string
  url?: string
  request_location?: true
  request_contact?: true
}

/** The payload of `sendMessage`. One message has one kind of keyboard: the platform's own buttons, or ours. */
export function toSendMessage(chatId: string, msg: MsgOut): object {
  const markup =
    msg.request === 'location' || msg.request === 'phone'
      ? requestKeyboard(msg, msg.request)
      : inlineKeyboard(msg)
  return {
    chat_id: chatId,
    text: msg.text,
    link_preview_options: { is_disabled: true },
    ...(msg.protect ? { protect_content: true } : {}),
    reply_markup: markup,
  }
}

/** Pressed titles come back as text, which the engine understands like a press. */
function requestKeyboard(msg: MsgOut, request: 'location' | 'phone'): object {
  const own: Button =
    request === 'location'
      ? { text: REQUESTS.location, request_location: true }
      : { text: REQUESTS.phone, request_contact: true }
  const rows = inRows(msg.choices.map(({ title }) => ({ text: title })))
  return { keyboard: [[own], ...rows], resize_keyboard: true, one_time_keyboard: true }
}

function inlineKeyboard(msg: MsgOut): object {
  const choices = inRows(
    msg.choices.map(({ id, title }) => ({ text: title, callback_data: callbackData(msg.prompt, id) })),
  )
  const rows = isWebLink(msg.link) ? [...choices, [{ text: msg.link.title, url: msg.link.url }]] : choices
  // Takes away a location button that an earlier question left.
  return rows.length === 0 ? { remove_keyboard: true } : { inline_keyboard: rows }
}

/** Telegram refuses the whole message for a button with an address it does not like. */
function isWebLink(link: MsgOut['link']): link is NonNullable<MsgOut['link']> {
  return link !== undefined && /^https?:\/\/[^/]*\./.test(link.url)
}

/** At most 61 bytes of ASCII: 20 for the prompt, 40 for the choice. */
function callbackData(prompt: string | undefined, choice: string): string {
  return prompt === undefined ? choice : `${prompt}:${choice}`
}

function inRows(buttons: Button[]): Button[][] {
  const rows: Button[][] = []
  for (const button of buttons) {
    const last = rows.at(-1)
    const fits =
      last !== undefined &&
      last.length < BUTTONS_PER_ROW &&
      [...last, button].every((one) => one.text.length <= SHORT_TITLE)
    if (fits) last.push(button)
    else rows.push([button])
  }
  return rows
}
