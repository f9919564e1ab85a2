import type { Language } from '../../core/language.ts'
import type { MsgOut } from '../../core/message.ts'

/** One thing on the screen, oldest first. */
export type Entry =
  | { type: 'mine'; id: string; text: string; photo?: string }
  /** `receipt`: the code that stands in the text; it is shown large. */
  | { type: 'theirs'; id: string; msg: MsgOut; language: Language; receipt?: string }
  /** Said by the page, not by the conversation. */
  | { type: 'note'; id: string; text: string; receipt?: string }

/** What the page works on while the person waits. */
export type Work = 'writing' | 'sealing' | 'lookingUp'

/** The last message whose buttons answer the question that waits now; null when no button does. */
export function openQuestion(entries: readonly Entry[], prompt: string | null): MsgOut | null {
  if (prompt === null) return null
  for (const entry of [...entries].reverse()) {
    if (entry.type === 'theirs' && entry.msg.prompt === prompt) return entry.msg
  }
  return null
}
