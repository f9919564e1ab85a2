/** Flows that the engine itself starts; each must exist. */
export const requiredFlows = {
  welcome: 'greets; its node "menu", where it has one, is what "menu" shows',
  ask: 'answers a question; a question typed anywhere goes straight to its answer_question node',
  emergency: 'answers danger; guarded, with an entry for every type',
  erase: 'asks once more, then forgets the conversation',
  human: 'calls a counsellor',
} as const

/** Results that the engine sets when it starts a flow: the text that started it, and for `emergency` what was seen. */
export const givenResults = ['said', 'danger_type', 'danger_level', 'danger_about'] as const
