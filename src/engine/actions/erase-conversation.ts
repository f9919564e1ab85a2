import { callService } from '../services.ts'
import { type ActionOf, type Executor, WAIT } from './executor.ts'

/** `{ type: erase_conversation }` */
export const executeEraseConversation: Executor<ActionOf<'erase_conversation'>> = (turn, _action, at) => {
  callService(turn, at, { type: 'erase_conversation' })
  return WAIT
}
