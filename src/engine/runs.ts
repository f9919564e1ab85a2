import type { Result } from './session.ts'
import { newSecret, type TurnState } from './turn-state.ts'

/** Puts a run on top and gives the node where its flow starts; null when there is no such flow. */
export function pushRun(turn: TurnState, name: string, results: Record<string, Result> = {}): string | null {
  const flow = turn.needs.index.flows.get(name)
  if (flow === undefined) return null
  if (turn.session.runs.length === 0) turn.session.flowSet = turn.needs.index.hash
  const start = flow.flow.start
  turn.session.runs.push({ flow: name, node: start, results, history: [], secret: newSecret(turn) })
  turn.events.push({ type: 'flow_entered', flow: name })
  return start
}

/** Drops runs from the top until `keep` are left, without returning anywhere. */
export function dropRuns(turn: TurnState, keep = 0): void {
  const { session } = turn
  while (session.runs.length > keep) dropTop(turn)
  if (keep === 0) {
    session.waiting = { for: 'anything' }
    session.values = {}
    session.danger = null
  }
}

/** Takes the innermost run away, with what it left for texts. */
export function dropTop(turn: TurnState): void {
  const run = turn.session.runs.pop()
  if (run === undefined) return
  turn.events.push({ type: 'flow_ended', flow: run.flow })
  const guarded = turn.needs.index.flows.get(run.flow)?.flow.guarded === true
  if (!guarded) turn.session.values = {}
  else {
    turn.session.danger = null
    turn.session.recent = []
  }
}
