import { ask } from './ask.ts'
import { offersOf } from './offers.ts'
import { render } from './render.ts'
import { dropRuns } from './runs.ts'
import { emitMsg, standing, type TurnState } from './turn-state.ts'
import { walk } from './walk.ts'

/** The clock passed a time that the waiting node had set: its reminder, or the end of its patience. */
export function takeTick(turn: TurnState): void {
  const at = standing(turn)
  const { waiting } = turn.session
  const { now } = turn.context
  if (at === null || waiting.for !== 'answer') return
  if (waiting.timeoutAt !== null && waiting.timeoutAt <= now) return timeOut(turn)
  if (waiting.remindAt === null || waiting.remindAt > now) return
  turn.session.waiting = { ...waiting, remindAt: null }
  const reminder = at.node.wait?.reminder
  if (reminder === undefined) return
  const choices = offersOf(turn, at)
  emitMsg(turn, render(turn, reminder.text), choices.length > 0 ? { choices, prompt: waiting.prompt } : {})
}

/** Along the node's exit for it; without one everything ends quietly, and danger goes on waiting. */
function timeOut(turn: TurnState): void {
  const at = standing(turn)
  const exit = at?.node.router?.exits['timeout']
  if (exit !== undefined) return walk(turn, exit)
  if (at?.flow.flow.guarded === true) return ask(turn)
  dropRuns(turn)
}
