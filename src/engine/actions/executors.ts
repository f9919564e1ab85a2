import type { Action } from '../../flows/flow.ts'
import { executeAddToTip } from './add-to-tip.ts'
import { executeAnswerQuestion } from './answer-question.ts'
import { executeCheckWording } from './check-wording.ts'
import { executeClearResults } from './clear-results.ts'
import { executeEnterFlow } from './enter-flow.ts'
import { executeEraseConversation } from './erase-conversation.ts'
import type { ActionOf, Executor } from './executor.ts'
import { executeLookUpReceipt } from './look-up-receipt.ts'
import { executeMakeSealedLink } from './make-sealed-link.ts'
import { executeRequestHuman } from './request-human.ts'
import { executeSendMsg } from './send-msg.ts'
import { executeSetLanguage } from './set-language.ts'
import { executeSetResult } from './set-result.ts'
import { executeSubmitTip } from './submit-tip.ts'
import { executeTakeApart } from './take-apart.ts'

/** Every kind of action. */
export const executors = {
  send_msg: executeSendMsg,
  set_result: executeSetResult,
  clear_results: executeClearResults,
  set_language: executeSetLanguage,
  enter_flow: executeEnterFlow,
  answer_question: executeAnswerQuestion,
  take_apart: executeTakeApart,
  check_wording: executeCheckWording,
  submit_tip: executeSubmitTip,
  look_up_receipt: executeLookUpReceipt,
  add_to_tip: executeAddToTip,
  make_sealed_link: executeMakeSealedLink,
  request_human: executeRequestHuman,
  erase_conversation: executeEraseConversation,
} satisfies { [T in Action['type']]: Executor<ActionOf<T>> }

/** The executor of an action. */
export function executorOf(action: Action): Executor<Action> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each entry takes exactly the action of its own key, which the compiler cannot follow
  return executors[action.type] as Executor<Action>
}
