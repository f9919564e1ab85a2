import { callService } from '../services.ts'
import { type ActionOf, type Executor, WAIT } from './executor.ts'

/** `{ type: request_human, topic: "tư vấn gia đình" }` */
export const executeRequestHuman: Executor<ActionOf<'request_human'>> = (turn, action, at) => {
  callService(turn, at, { type: 'request_human', topic: action.topic, language: turn.session.language })
  return WAIT
}
