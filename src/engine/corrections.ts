import { ask, sayAndAsk } from './ask.ts'
import { openMenu } from './menu.ts'
import { say } from './render.ts'
import { undoStep } from './results.ts'
import { dropTop } from './runs.ts'
import { type Standing, standing, type TurnState } from './turn-state.ts'

/** One question back, with the answers as they were; out of a sub-flow when it has just begun. */
export function goBack(turn: TurnState): void {
  const at = standing(turn)
  if (at === null) {
    say(turn, 'nothingToGoBackTo')
    return openMenu(turn)
  }
  const { waiting } = turn.session
  if (waiting.for === 'answer' && waiting.choosingEdit === true) return ask(turn)
  if (at.run.returnTo !== undefined) return returnFromEdit(turn, at)
  const step = undoStep(at.run)
  if (step === null) return leaveSubFlow(turn, at)
  at.run.node = step.node
  ask(turn)
}

/** Asks the node of a labelled answer again; its answer leads back to where the person was. */
export function startEdit(turn: TurnState, at: Standing, result: string): void {
  const node = at.flow.labelled.find((one) => one.result === result)?.node
  if (node === undefined) return ask(turn)
  if (node !== at.run.node) at.run.returnTo ??= at.run.node
  at.run.node = node
  ask(turn)
}

/** After the correction, or instead of it. */
export function returnFromEdit(turn: TurnState, at: Standing): void {
  at.run.node = at.run.returnTo ?? at.run.node
  delete at.run.returnTo
  ask(turn)
}

function leaveSubFlow(turn: TurnState, at: Standing): void {
  const below = turn.session.runs.at(-2)
  if (below === undefined || at.flow.flow.guarded) return sayAndAsk(turn, 'nothingToGoBackTo')
  const entered = below.onReturn === 'route'
  dropTop(turn)
  delete below.onReturn
  const step = entered ? undoStep(below) : null
  if (step !== null) below.node = step.node
  const now = standing(turn)
  if (now?.node.wait == null) return openMenu(turn)
  ask(turn)
}
