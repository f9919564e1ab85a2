import { cutText } from '../cut-text.ts'
import { resultOf } from '../results.ts'
import { callService } from '../services.ts'
import { type ActionOf, type Executor, WAIT } from './executor.ts'

/** `{ type: add_to_tip, code: code, text: addition }` */
export const executeAddToTip: Executor<ActionOf<'add_to_tip'>> = (turn, action, at) => {
  const code = cutText(resultOf(turn, action.code)?.text ?? '', 300)
  const text = resultOf(turn, action.text)?.text ?? ''
  const { language } = turn.session
  callService(turn, at, { type: 'add_to_tip', code, text, secret: at.run.secret, language })
  return WAIT
}
