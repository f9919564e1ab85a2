import { forgetResults } from '../results.ts'
import { type ActionOf, type Executor, GO_ON } from './executor.ts'

/** `{ type: clear_results }`: nothing of the answers so far stays, "quay lại" included. */
export const executeClearResults: Executor<ActionOf<'clear_results'>> = (_turn, _action, at) => {
  forgetResults(at.run)
  return GO_ON
}
