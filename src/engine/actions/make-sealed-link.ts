import { callService } from '../services.ts'
import { type ActionOf, type Executor, WAIT } from './executor.ts'

/** `{ type: make_sealed_link }` */
export const executeMakeSealedLink: Executor<ActionOf<'make_sealed_link'>> = (turn, _action, at) => {
  callService(turn, at, { type: 'make_sealed_link', language: turn.session.language })
  return WAIT
}
