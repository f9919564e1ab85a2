import { limits } from '../flows/limits.ts'
import { dropRuns } from './runs.ts'
import type { Result } from './session.ts'
import type { TurnState } from './turn-state.ts'
import { startFlow } from './walk.ts'

export function isInProgress(turn: TurnState, flow: string): boolean {
  return turn.session.runs.some((run) => run.flow === flow)
}

/**
 * Runs a flow on top of what is in progress and comes back to it afterwards. A flow that is in progress already begins
 * anew where it is. Danger goes deeper than the limit; anything else is not started then (false), nor an unknown flow.
 */
export function interrupt(
  turn: TurnState,
  flow: string,
  given: { node?: string; results?: Record<string, Result> } = {},
): boolean {
  const { session, needs } = turn
  const indexed = needs.index.flows.get(flow)
  if (indexed === undefined) return false
  const at = session.runs.findIndex((run) => run.flow === flow)
  if (at >= 0) dropRuns(turn, at)
  if (session.runs.length >= limits.runDepth && !indexed.flow.guarded) return false
  markReturn(turn)
  startFlow(turn, flow, given)
  return true
}

/** A digression's question is not asked again; a node's own call is issued again. */
function markReturn(turn: TurnState): void {
  const below = turn.session.runs.at(-1)
  if (below === undefined || below.onReturn !== undefined) return
  const { waiting } = turn.session
  below.onReturn = waiting.for === 'service' && waiting.digression !== true ? 'call' : 'ask'
}
