import { limits } from '../../flows/limits.ts'
import { pushRun } from '../runs.ts'
import type { ActionOf, Executor } from './executor.ts'

/** `{ type: enter_flow, flow: tip }`: when that flow ends, this node's router goes on. `at` begins elsewhere than at its start. */
export const executeEnterFlow: Executor<ActionOf<'enter_flow'>> = (turn, action, at) => {
  if (turn.session.runs.length >= limits.runDepth) return { type: 'stop', limit: 'run_depth' }
  const node = pushRun(turn, action.flow)
  if (node === null) return { type: 'stop', limit: 'unknown_flow' }
  at.run.onReturn = 'route'
  return { type: 'enter', node: action.at ?? node }
}
