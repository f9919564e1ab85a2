import { forgetResults } from '../results.ts'
import { type ActionOf, type Executor, GO_ON } from './executor.ts'

/** `{ type: clear_results }`: nothing of the answers so far stays, "quay lại" included, nor of what services said. */
export const executeClearResults: Executor<ActionOf<'clear_results'>> = (turn, _action, at) => {
  forgetResults(at.run)
  turn.session.values = {}
  return GO_ON
}
