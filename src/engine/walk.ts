import { limits } from '../flows/limits.ts'
import { isServiceAction } from '../flows/service-exits.ts'
import { executorOf } from './actions/executors.ts'
import { ask } from './ask.ts'
import { destinationOf, exitFor, exitWithout } from './exits.ts'
import { say } from './render.ts'
import { dropRuns, dropTop, pushRun } from './runs.ts'
import type { Result, Run } from './session.ts'
import { placeOf, type Standing, standing, type TurnState } from './turn-state.ts'

/** Goes on from a node of the innermost run until something must be waited for, or everything has ended. */
export function walk(turn: TurnState, destination: string): void {
  let next: string | null = destination
  while (next !== null) next = next === 'end' ? endRun(turn) : visit(turn, next)
}

/** Starts a flow on top of what is in progress. Where it begins, and with which results, may be given. */
export function startFlow(
  turn: TurnState,
  name: string,
  given: { node?: string; results?: Record<string, Result> } = {},
): void {
  const start = pushRun(turn, name, given.results)
  if (start !== null) walk(turn, given.node ?? start)
}

/** The innermost run is over: back to what it interrupted or came from. */
function endRun(turn: TurnState): string | null {
  const { session } = turn
  dropTop(turn)
  const parent = session.runs.at(-1)
  if (parent === undefined) {
    dropRuns(turn)
    return null
  }
  return goBackTo(turn, parent)
}

function goBackTo(turn: TurnState, parent: Run): string | null {
  const how = parent.onReturn ?? 'ask'
  delete parent.onReturn
  const at = placeOf(turn, parent)
  if (at === null) return giveUp(turn, 'lost_place')
  if (how === 'route') return routeOn(turn, at)
  if (how === 'call' && callAgain(turn, at)) return null
  say(turn, 'backToQuestion')
  ask(turn)
  return null
}

/** After a sub-flow: the router without an answer. After an answer that was taken earlier: as if it came now. */
function routeOn(turn: TurnState, at: Standing): string {
  if (at.node.wait === null) return destinationOf(at.node, exitWithout(at.node, at.run))
  say(turn, 'toldKept')
  const name = at.node.router?.result
  const result = name !== undefined && Object.hasOwn(at.run.results, name) ? at.run.results[name] : undefined
  const own = at.node.wait.type === 'choice' ? 'other' : 'answered'
  return destinationOf(at.node, result === undefined ? own : exitFor(at.node, result, own))
}

function visit(turn: TurnState, name: string): string | null {
  if (++turn.visited > limits.nodesPerTurn) return giveUp(turn, 'nodes_per_turn')
  const run = turn.session.runs.at(-1)
  if (run === undefined) return null
  run.node = name
  delete run.returnTo
  const at = standing(turn)
  return at === null ? giveUp(turn, 'lost_place') : arrive(turn, at)
}

function arrive(turn: TurnState, at: Standing): string | null {
  for (const action of at.node.actions) {
    const step = executorOf(action)(turn, action, at)
    if (step.type === 'enter') return step.node
    if (step.type === 'wait') return null
    if (step.type === 'stop') return giveUp(turn, step.limit)
  }
  if (at.node.wait === null) return destinationOf(at.node, exitWithout(at.node, at.run))
  ask(turn)
  return null
}

/** An author's mistake that inspection did not see: said plainly, and everything ends. */
function giveUp(turn: TurnState, limit: string): null {
  turn.events.push({ type: 'limit_reached', limit })
  say(turn, 'trouble')
  dropRuns(turn)
  return null
}

/** Issues the service call of a node again (same draft, same secret). False when the node has none. */
export function callAgain(turn: TurnState, at: Standing): boolean {
  const action = at.node.actions.at(-1)
  if (!isServiceAction(action)) return false
  executorOf(action)(turn, action, at)
  return true
}
