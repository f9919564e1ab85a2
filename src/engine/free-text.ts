import { ask, sayAndAsk } from './ask.ts'
import { isClearQuestion } from './clear-question.ts'
import { interrupt } from './interrupt.ts'
import { notUnderstood } from './not-understood.ts'
import { openFlowFor } from './openings.ts'
import { refuse } from './refuse.ts'
import { fitText } from './results.ts'
import { callService } from './services.ts'
import { isGuarded, type Standing, type TurnState } from './turn-state.ts'
import { testerOf } from './waits/testers.ts'
import type { Reading } from './waits/wait-tester.ts'

/** How sure an intent must be to leave the menu, and to leave a question half way. */
const SURE = { inMenu: 0.4, elsewhere: 0.7 } as const

/**
 * A text that the node's precise test did not take. A reading comes back when it is the answer after all; null when it
 * was dealt with as something else.
 */
export function takeFreeText(turn: TurnState, text: string, at: Standing): Reading | null {
  const free = takesFreeText(at)
  if (!(free && at.flow.gathersTip) && refuse(turn, text)) {
    ask(turn)
    return null
  }
  if (free && !isDigression(turn, text, at)) return readFreely(turn, text, at)
  if (!free && openIntent(turn, text, at)) return null
  if (turn.needs.understanding.looksLikeQuestion(text)) answerBetween(turn, text, at)
  else notUnderstood(turn, at)
  return null
}

function takesFreeText(at: Standing): boolean {
  const { wait } = at.node
  if (wait === null || testerOf(wait).readFreely === undefined) return false
  return wait.type !== 'choice' || wait.free_text
}

function readFreely(turn: TurnState, text: string, at: Standing): Reading | null {
  return at.node.wait === null
    ? null
    : (testerOf(at.node.wait).readFreely?.(turn, at.node.wait, text, at) ?? null)
}

/** Where free text is the answer, only a clear question is not: never in the tale of a tip, nor where a question is asked for. */
function isDigression(turn: TurnState, text: string, at: Standing): boolean {
  const name = at.node.router?.result
  if (isGuarded(turn) || (name !== undefined && at.flow.told.has(name))) return false
  return isClearQuestion(text) && turn.needs.understanding.looksLikeQuestion(text)
}

/** The answer comes first, then the step is asked again; in danger the step comes first. */
function answerBetween(turn: TurnState, text: string, at: Standing): void {
  if (isGuarded(turn)) return sayAndAsk(turn, 'answerLater')
  callService(turn, at, { type: 'answer_question', question: text, language: turn.session.language }, true)
}

/** Free text that wants another flow: from the menu it takes its place, from elsewhere it comes back. Small talk wants none. */
function openIntent(turn: TurnState, text: string, at: Standing): boolean {
  if (isGuarded(turn)) return false
  const { index, understanding } = turn.needs
  const inMenu = at.flow.name === 'welcome'
  const found = understanding.classifyIntent(text, index.set)
  if (
    found === null ||
    found.intent === 'other' ||
    found.flow === at.flow.name ||
    found.confidence < (inMenu ? SURE.inMenu : SURE.elsewhere)
  )
    return false
  const answers = index.flows.get(found.flow)?.answering != null
  if (answers && understanding.looksLikeQuestion(text)) return false
  turn.events.push({ type: 'intent_recognised', intent: found.intent })
  if (inMenu) return openFlowFor(turn, found.flow, text)
  return interrupt(turn, found.flow, { results: { said: { text: fitText(turn, text) } } })
}
