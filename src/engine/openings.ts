import type { MsgContent } from '../core/message.ts'
import { isAnswered } from './albums.ts'
import { ask } from './ask.ts'
import { openMenu, openWelcome } from './menu.ts'
import { sayUnsupported } from './not-understood.ts'
import { refuse } from './refuse.ts'
import { say } from './render.ts'
import { fitText } from './results.ts'
import { dropRuns } from './runs.ts'
import type { TurnState } from './turn-state.ts'
import { startFlow } from './walk.ts'

/** How sure an intent must be between flows. */
const SURE = 0.4

/** Takes a message between flows: an intent starts its flow, a question is answered, anything else gets the menu. */
export function takeOpening(turn: TurnState, content: MsgContent): void {
  const text =
    content.type === 'text' ? content.text : content.type === 'photo' ? (content.caption ?? '') : ''
  if (text === '') return takeWordless(turn, content)
  if (refuse(turn, text)) return openMenu(turn)
  if (openByIntent(turn, text) || openByQuestion(turn, text)) return
  if (turn.session.turn === 1) return openWelcome(turn)
  turn.events.push({ type: 'input_not_understood', times: 1 })
  say(turn, 'notUnderstood')
  openMenu(turn)
  if (turn.session.waiting.for === 'answer') turn.session.waiting.notUnderstood = 1
}

/** In place of what is in progress, `flow` for a text that wants it. A question goes straight to its answer. */
export function openFlowFor(turn: TurnState, flow: string, text: string): boolean {
  const indexed = turn.needs.index.flows.get(flow)
  if (indexed === undefined) return false
  dropRuns(turn)
  const said = { text: fitText(turn, text) }
  const { answering } = indexed
  if (answering !== null && turn.needs.understanding.looksLikeQuestion(text)) {
    startFlow(turn, flow, { node: answering.node, results: { said, [answering.from]: said } })
  } else {
    startFlow(turn, flow, { results: { said } })
  }
  return true
}

function openByIntent(turn: TurnState, text: string): boolean {
  const found = turn.needs.understanding.classifyIntent(text, turn.needs.index.set)
  if (found === null || found.confidence < SURE || !turn.needs.index.flows.has(found.flow)) return false
  turn.events.push({ type: 'intent_recognised', intent: found.intent })
  return openFlowFor(turn, found.flow, text)
}

function openByQuestion(turn: TurnState, text: string): boolean {
  return turn.needs.understanding.looksLikeQuestion(text) && openFlowFor(turn, 'ask', text)
}

function takeWordless(turn: TurnState, content: MsgContent): void {
  if (isAnswered(turn, content)) return
  if (content.type === 'choice') say(turn, 'stalePress')
  else sayUnsupported(turn, content)
  if (turn.session.runs.length === 0) openMenu(turn)
  else ask(turn)
}
