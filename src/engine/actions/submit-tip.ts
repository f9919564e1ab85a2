import { callService } from '../services.ts'
import { draftOf } from '../tip-draft.ts'
import { type ActionOf, type Executor, WAIT } from './executor.ts'

/** `{ type: submit_tip, category: category, what: what, place: place }`: each part from the result of that name. */
export const executeSubmitTip: Executor<ActionOf<'submit_tip'>> = (turn, action, at) => {
  callService(turn, at, { type: 'submit_tip', draft: draftOf(turn, action), secret: at.run.secret })
  return WAIT
}
