import type { ServiceOutcome } from '../core/event.ts'
import { ask } from './ask.ts'
import { destinationOf } from './exits.ts'
import { sayAnswer, takeOutcome } from './outcomes.ts'
import { dropRuns } from './runs.ts'
import { standing, type TurnState } from './turn-state.ts'
import { walk } from './walk.ts'

/** A service has answered: along the exit of its outcome, or back to the step that the question had interrupted. */
export function takeServiceOutcome(turn: TurnState, outcome: ServiceOutcome): void {
  const { waiting } = turn.session
  if (waiting.for !== 'service') return
  const at = standing(turn)
  if (at === null) return dropRuns(turn)
  if (waiting.digression === true) {
    sayAnswer(turn, outcome)
    return ask(turn)
  }
  walk(turn, destinationOf(at.node, takeOutcome(turn, waiting.call, outcome, at)))
}
