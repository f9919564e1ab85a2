import { cutText } from '../cut-text.ts'
import { resultOf } from '../results.ts'
import { callService } from '../services.ts'
import { type ActionOf, type Executor, WAIT } from './executor.ts'

/** `{ type: look_up_receipt, from: code }` */
export const executeLookUpReceipt: Executor<ActionOf<'look_up_receipt'>> = (turn, action, at) => {
  const code = cutText(resultOf(turn, action.from)?.text ?? '', 300)
  callService(turn, at, { type: 'look_up_receipt', code, language: turn.session.language })
  return WAIT
}
