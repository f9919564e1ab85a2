import type { Chat, Option } from './chat.ts'

/** A platform from the contact's side: what a person can do in the app. */
export interface Messenger {
  open: (person: number) => Chat
  start: (chat: Chat) => void
  write: (chat: Chat, text: string) => void
  /** Presses a button; where the platform shows it as text only, it types the title. */
  press: (chat: Chat, option: Option) => void
}
