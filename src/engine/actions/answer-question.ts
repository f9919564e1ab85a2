import { resultOf } from '../results.ts'
import { callService } from '../services.ts'
import { type ActionOf, type Executor, WAIT } from './executor.ts'

/** `{ type: answer_question, from: question }` */
export const executeAnswerQuestion: Executor<ActionOf<'answer_question'>> = (turn, action, at) => {
  const question = resultOf(turn, action.from)?.text ?? ''
  callService(turn, at, { type: 'answer_question', question, language: turn.session.language })
  return WAIT
}
