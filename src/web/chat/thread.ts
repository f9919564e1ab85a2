import type { Event, ServiceCall } from '../../core/event.ts'
import type { Language } from '../../core/language.ts'
import type { MsgOut } from '../../core/message.ts'
import type { Input } from '../../engine/engine.ts'
import type { Session } from '../../engine/session.ts'

/** One thing on the screen, oldest first. */
export type Entry =
  | { type: 'mine'; id: string; text: string; photo?: string }
  /** `receipt`: the code that stands in the text; it is shown large. */
  | { type: 'theirs'; id: string; msg: MsgOut; language: Language; receipt?: string }
  /** Said by the page, not by the conversation. */
  | { type: 'note'; id: string; text: string; receipt?: string }

/** What the page works on while the person waits. */
export type Work = 'writing' | 'sealing' | 'lookingUp'

export function workOf(call: ServiceCall): Work {
  if (call.type === 'submit_tip' || call.type === 'add_to_tip') return 'sealing'
  return call.type === 'look_up_receipt' ? 'lookingUp' : 'writing'
}

/** What was said in a step of the engine. */
export function toEntries(
  events: readonly Event[],
  from: { input: Input; session: Session; nextId: () => string },
): Entry[] {
  const { input, session } = from
  const receipt =
    input.type === 'service' && input.outcome.type === 'tip_submitted' ? input.outcome.receipt : undefined
  return events.flatMap((event): Entry[] => {
    if (event.type !== 'msg_created') return []
    const { msg } = event
    const held = receipt !== undefined && msg.text.includes(receipt) ? { receipt } : {}
    return [{ type: 'theirs', id: from.nextId(), msg, language: session.language, ...held }]
  })
}

/** The last message whose buttons answer the question that waits now; null when no button does. */
export function openQuestion(entries: readonly Entry[], prompt: string | null): MsgOut | null {
  if (prompt === null) return null
  const entry = entries.findLast((one) => one.type === 'theirs' && one.msg.prompt === prompt)
  return entry?.type === 'theirs' ? entry.msg : null
}
