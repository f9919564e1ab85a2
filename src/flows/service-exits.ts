import type { Action } from './flow.ts'

/** Exits of the actions that ask for work outside the engine. Such an action is the last of its node, which has no wait. */
export const serviceExits = {
  answer_question: ['answered', 'refused'],
  submit_tip: ['success', 'failure', 'incomplete'],
  look_up_receipt: ['found', 'unknown', 'wrong_word', 'failure'],
  add_to_tip: ['success', 'closed', 'failure'],
  make_sealed_link: ['success', 'failure'],
  request_human: ['success', 'failure'],
  erase_conversation: ['success', 'failure'],
} as const satisfies Partial<Record<Action['type'], readonly string[]>>

export type ServiceActionType = keyof typeof serviceExits
export type ServiceAction = Extract<Action, { type: ServiceActionType }>

export function isServiceAction(action: Action | undefined): action is ServiceAction {
  return action !== undefined && Object.hasOwn(serviceExits, action.type)
}

/** What services leave for texts of the same flow. */
export const serviceValues = {
  answer_question: [],
  submit_tip: ['receipt', 'unit'],
  look_up_receipt: ['status', 'updated', 'notes', 'word', 'news', 'until', 'reward', 'slip'],
  add_to_tip: [],
  make_sealed_link: ['link', 'privacy'],
  request_human: ['wait', 'wait_minutes'],
  erase_conversation: [],
} as const satisfies Record<ServiceActionType, readonly string[]>
