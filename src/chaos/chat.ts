import { monotonicMs } from '../core/clock.ts'

/** An answer that a message offers. `data` is what a press sends; null: pressing types the title. */
export interface Option {
  title: string
  data: string | null
}

/** A message as it stands on the contact's screen. */
export interface Shown {
  text: string
  options: Option[]
  at: number
  /** The process that sent it. */
  bot: number
  /** The process never learned that it was shown: it may rightly send it again. */
  answerLost: boolean
}

/** One contact's conversation, seen from the contact's side. */
export interface Chat {
  channel: 'telegram' | 'zalo'
  id: string
  shown: Shown[]
  /** Since when the contact waits for an answer; null: it has come. */
  waitingSince: number | null
  /** The process that last took a message of this chat, or tried to. */
  takenBy: number | null
  /** When the contact said the same once more, or asked for the menu while an answer was due. */
  repeated: number[]
  /** Where in `shown` the messages since the contact's last own message begin. */
  since: number
  /** What happened, for who has to explain a difference. */
  timeline: string[]
  /** Told of each message that appears. */
  onShown: (shown: Shown) => void
}

export function openChat(channel: Chat['channel'], id: string): Chat {
  return {
    ...{ channel, id, shown: [], waitingSince: null, takenBy: null, repeated: [], since: 0, timeline: [] },
    onShown: () => {},
  }
}

export function showIn(chat: Chat, shown: Shown): void {
  chat.shown.push(shown)
  note(chat, `← ${shown.answerLost ? '(answer lost) ' : ''}[${shown.bot}] ${shortened(shown.text)}`)
  chat.waitingSince = null
  chat.onShown(shown)
}

export function note(chat: Chat, what: string): void {
  chat.timeline.push(`${(monotonicMs() / 1_000).toFixed(2)}s ${what}`)
}

const CODE = /\b[a-z]+-[a-z]+(?: [a-z]+-[a-z]+){6}\b/g

/** One line, without the receipt code: it opens a mailbox. */
export function shortened(text: string): string {
  const line = text.replace(CODE, '‹code›').replace(/\s+/g, ' ')
  return line.length > 110 ? `${line.slice(0, 110)}…` : line
}

/** The receipt code in a message, or null. */
export function codeIn(text: string): string | null {
  return text.match(CODE)?.[0] ?? null
}
