import { say } from './render.ts'
import type { TurnState } from './turn-state.ts'

/** A request that is not to be answered gets a short, calm refusal. True when it was one; the caller goes on from there. */
export function refuse(turn: TurnState, text: string): boolean {
  const reason = turn.needs.understanding.detectRefusal(text)
  if (reason === null) return false
  turn.events.push({ type: 'request_refused', reason })
  say(turn, 'refused')
  return true
}
