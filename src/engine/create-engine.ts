import type { Engine, EngineNeeds, Input, Turn, TurnContext } from './engine.ts'
import { indexFlows } from './flow-index.ts'
import { openMenu } from './menu.ts'
import { indexPlaces } from './places.ts'
import { say } from './render.ts'
import { dropRuns } from './runs.ts'
import type { Session } from './session.ts'
import { takeMessage } from './take-message.ts'
import { takeServiceOutcome } from './take-outcome.ts'
import { takeTick } from './take-tick.ts'
import { beginTurn, placeOf, type TurnNeeds, type TurnState } from './turn-state.ts'

/** The conversation engine for one flow set. Everything that can be worked out once is worked out here. */
export function createEngine(needs: EngineNeeds): Engine {
  const shared: TurnNeeds = {
    index: indexFlows(needs.flows),
    places: indexPlaces(needs.deployment),
    deployment: needs.deployment,
    understanding: needs.understanding,
  }
  return {
    begin: (who) => emptySession(who, needs.flows.hash),
    resume: (session, input, context) => resume(shared, session, input, context),
  }
}

function emptySession(who: Parameters<Engine['begin']>[0], flowSet: string): Session {
  return {
    v: 2,
    ...who,
    flowSet,
    turn: 0,
    runs: [],
    waiting: { for: 'anything' },
    values: {},
    recent: [],
    danger: null,
  }
}

function resume(shared: TurnNeeds, session: Session, input: Input, context: TurnContext): Turn {
  const turn = beginTurn(shared, session, context)
  if (isLost(turn)) restart(turn, input)
  else takeInput(turn, input)
  return { session: turn.session, events: turn.events }
}

function takeInput(turn: TurnState, input: Input): void {
  if (input.type === 'msg') takeMessage(turn, input.content)
  else if (input.type === 'service') takeServiceOutcome(turn, input.outcome)
  else takeTick(turn)
}

/** Whether a run stands where this flow set has no place (its own set is gone). */
function isLost(turn: TurnState): boolean {
  const { runs, waiting } = turn.session
  return runs.some((run) => placeOf(turn, run) === null) || (runs.length === 0 && waiting.for !== 'anything')
}

/** Says so and starts again; what the message said still counts, danger above all. */
function restart(turn: TurnState, input: Input): void {
  dropRuns(turn)
  turn.session.flowSet = turn.needs.index.hash
  if (input.type !== 'msg') return
  say(turn, 'restarted')
  takeMessage(turn, input.content)
  if (turn.session.runs.length === 0 && turn.session.waiting.for === 'anything' && turn.events.length === 1)
    openMenu(turn)
}
