import type { ServiceCall, ServiceOutcome } from '../core/event.ts'
import { limits } from '../flows/limits.ts'
import { hasKey } from '../lib/has-key.ts'
import { cutText, splitText } from './cut-text.ts'
import { say, sentence } from './render.ts'
import { forgetResults } from './results.ts'
import { emitMsg, newSecret, type Standing, type TurnState } from './turn-state.ts'

/** Takes the outcome of a call: what it leaves in the session and says itself. Gives the exit of the node. */
type Taker = (turn: TurnState, outcome: ServiceOutcome, at: Standing) => string

/** One taker per call. An outcome that does not belong to the call counts as a failure of the service. */
const takers: { [T in ServiceCall['type']]: Taker } = {
  answer_question: takeAnswerText,
  submit_tip: takeSubmission,
  look_up_receipt: takeStatus,
  add_to_tip: takeAddition,
  make_sealed_link: takeLink,
  request_human: takeHuman,
  erase_conversation: takeErasure,
}

export function takeOutcome(turn: TurnState, call: string, outcome: ServiceOutcome, at: Standing): string {
  return hasKey(takers, call) ? takers[call](turn, outcome, at) : 'failure'
}

/** Says an answer of the knowledge base; without one, that it cannot be looked up now. */
export function sayAnswer(turn: TurnState, outcome: ServiceOutcome): string {
  if (outcome.type !== 'question_answered' || outcome.answer.answer.trim() === '') {
    say(turn, 'noAnswerNow')
    return 'refused'
  }
  for (const piece of splitText(outcome.answer.answer, limits.messageChars)) emitMsg(turn, piece)
  return outcome.answer.refused ? 'refused' : 'answered'
}

function takeAnswerText(turn: TurnState, outcome: ServiceOutcome): string {
  return sayAnswer(turn, outcome)
}

/** Once stored, nothing of the draft stays here; another tip of the same run gets another secret. */
function takeSubmission(turn: TurnState, outcome: ServiceOutcome, at: Standing): string {
  if (outcome.type === 'tip_submitted') {
    forgetResults(at.run)
    at.run.secret = newSecret(turn)
    turn.session.recent = []
    keepValues(turn, { receipt: outcome.receipt, unit: outcome.unit })
    sayLeftOut(turn, outcome.leftOut)
    return 'success'
  }
  if (outcome.type !== 'tip_not_submitted') return 'failure'
  sayLeftOut(turn, outcome.leftOut)
  return outcome.reason === 'incomplete' ? 'incomplete' : 'failure'
}

/** Files that the tip went without are named before the receipt is shown. */
function sayLeftOut(turn: TurnState, leftOut: string | undefined): void {
  if (leftOut !== undefined) emitMsg(turn, cutText(leftOut, limits.messageChars))
}

function takeStatus(turn: TurnState, outcome: ServiceOutcome): string {
  const { language } = turn.session
  if (outcome.type === 'receipt_found') {
    const notes = outcome.notes.length === 0 ? sentence(language, 'noMessages') : outcome.notes.join('\n')
    const { status, updated, news = '', until = '', reward = '' } = outcome
    keepValues(turn, { status, updated, notes, news, until, reward })
    return 'found'
  }
  if (outcome.type !== 'receipt_not_found' || outcome.reason === 'unavailable') return 'failure'
  keepValues(turn, { word: outcome.word ?? '', slip: outcome.slip ?? '' })
  return outcome.reason
}

/** What was added is sealed and stored: nothing of it stays here. */
function takeAddition(turn: TurnState, outcome: ServiceOutcome, at: Standing): string {
  if (outcome.type === 'addition_sent') {
    forgetAddition(at)
    turn.session.recent = []
    return 'success'
  }
  const isOver =
    outcome.type === 'addition_not_sent' && ['closed', 'full', 'wrong_word'].includes(outcome.reason)
  return isOver ? 'closed' : 'failure'
}

/** Forgets the result that an action of the node took, and the way back to it. The code stays: more may follow. */
function forgetAddition({ run, node }: Standing): void {
  for (const action of node.actions) if (action.type === 'add_to_tip') delete run.results[action.text]
  run.history = []
  delete run.returnTo
}

/** The page that says who sees what, on the site of the link. */
function pageBeside(url: string): string {
  const site = /^https?:\/\/[^/?#]+/.exec(url)?.[0]
  return site === undefined ? '' : `${site}/an-danh`
}

function takeLink(turn: TurnState, outcome: ServiceOutcome): string {
  if (outcome.type !== 'link_made') return 'failure'
  keepValues(turn, { link: outcome.url, privacy: pageBeside(outcome.url) })
  return 'success'
}

function takeHuman(turn: TurnState, outcome: ServiceOutcome): string {
  if (outcome.type !== 'human_requested') return 'failure'
  const { language } = turn.session
  const minutes = outcome.waitMinutes
  const wait =
    minutes === null
      ? sentence(language, 'waitUnknown')
      : sentence(language, 'waitMinutes', { count: minutes })
  keepValues(turn, { wait, wait_minutes: minutes === null ? '?' : String(minutes) })
  return 'success'
}

/** Everything but the farewell is gone: other flows in progress, answers, recent texts. */
function takeErasure(turn: TurnState, outcome: ServiceOutcome, at: Standing): string {
  if (outcome.type !== 'conversation_erased') return 'failure'
  const { session } = turn
  forgetResults(at.run)
  delete at.run.onReturn
  session.runs = [at.run]
  session.values = {}
  session.recent = []
  delete session.recentAt
  session.danger = null
  return 'success'
}

/** Values for texts, none of them longer than a message could show. */
function keepValues(turn: TurnState, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) turn.session.values[name] = cutText(value, 2_000)
}
