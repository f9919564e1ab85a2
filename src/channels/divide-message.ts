import type { MsgOut } from '../core/message.ts'
import { splitText } from './split-text.ts'

/** A message as parts that the platform takes; choices, request and link go with the last one. */
export function divideMessage(msg: MsgOut, maxChars: number): MsgOut[] {
  if (msg.text.length <= maxChars) return [msg]
  const texts = splitText(msg.text, maxChars)
  const { choices: _choices, prompt: _prompt, request: _request, link: _link, ...plain } = msg
  return texts.map((text, at) => {
    const id = `${msg.id}.${at + 1}`
    return at === texts.length - 1 ? { ...msg, id, text } : { ...plain, choices: [], id, text }
  })
}
