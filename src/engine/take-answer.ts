import type { MsgContent } from '../core/message.ts'
import { isAnswered } from './albums.ts'
import { ask, sayAndAsk } from './ask.ts'
import { returnFromEdit, startEdit } from './corrections.ts'
import { destinationOf, exitFor } from './exits.ts'
import { takeFreeText } from './free-text.ts'
import { keepAnswer } from './keep-answer.ts'
import { notUnderstood, sayUnsupported } from './not-understood.ts'
import { offersOf } from './offers.ts'
import { say } from './render.ts'
import type { Result, Waiting } from './session.ts'
import { isSkip } from './skip-words.ts'
import { type Standing, standing, type TurnState } from './turn-state.ts'
import { testerOf } from './waits/testers.ts'
import { type Reading } from './waits/wait-tester.ts'
import { walk } from './walk.ts'

type AnswerWaiting = Extract<Waiting, { for: 'answer' }>

/** Takes a message at a node that waits: as its answer, or as whatever else it may be. */
export function takeAnswer(turn: TurnState, content: MsgContent, waiting: AnswerWaiting): void {
  const at = standing(turn)
  if (at === null || at.node.wait === null) return
  if (content.type === 'choice') return takePress(turn, content, waiting, at)
  if (waiting.choosingEdit === true) return takeEditText(turn, content, at)
  if (content.type === 'text' && at.node.wait.skippable && isSkip(content.text, at)) return skip(turn, at)
  const reading = testerOf(at.node.wait).read(turn, at.node.wait, content, at)
  if (reading.type !== 'none') return takeReading(turn, reading, at)
  if (content.type === 'text') return takeText(turn, content.text, at)
  if (content.type === 'photo' && content.caption) return takeText(turn, content.caption, at)
  if (isAnswered(turn, content)) return
  sayUnsupported(turn, content)
  ask(turn, { notUnderstood: waiting.notUnderstood })
}

function takeText(turn: TurnState, text: string, at: Standing): void {
  const reading = takeFreeText(turn, text, at)
  if (reading !== null) takeReading(turn, reading, at)
}

function takePress(
  turn: TurnState,
  content: Extract<MsgContent, { type: 'choice' }>,
  waiting: AnswerWaiting,
  at: Standing,
): void {
  if (content.prompt !== undefined && content.prompt !== waiting.prompt) return sayAndAsk(turn, 'stalePress')
  if (content.choice === 'cmd.keep')
    return at.run.returnTo === undefined ? ask(turn) : returnFromEdit(turn, at)
  if (!offersOf(turn, at).some((offer) => offer.id === content.choice)) return notUnderstood(turn, at)
  if (content.choice === 'cmd.skip') return skip(turn, at)
  if (content.choice.startsWith('edit.')) return startEdit(turn, at, editedResult(at, content.choice))
  if (at.node.wait === null) return
  takeReading(turn, testerOf(at.node.wait).read(turn, at.node.wait, content, at), at)
}

/** Ids of choices are cut at 40 characters, so compare them as they were sent. */
function editedResult(at: Standing, choice: string): string {
  return at.flow.labelled.find(({ result }) => `edit.${result}`.slice(0, 40) === choice)?.result ?? ''
}

/** Anything but one of the listed answers leaves the list. */
function takeEditText(turn: TurnState, content: MsgContent, at: Standing): void {
  if (content.type === 'text') return notUnderstood(turn, at)
  sayUnsupported(turn, content)
  ask(turn)
}

function skip(turn: TurnState, at: Standing): void {
  accept(turn, at, { text: '', skipped: true }, 'skipped')
}

function takeReading(turn: TurnState, reading: Reading, at: Standing): void {
  const { waiting } = turn.session
  if (reading.type === 'answer') return accept(turn, at, reading.result, reading.exit ?? 'answered')
  if (reading.type === 'none') return notUnderstood(turn, at)
  if (reading.type === 'handled') return
  const choosingWard = waiting.for === 'answer' ? waiting.choosingWard : undefined
  if (choosingWard !== undefined && reading.sentence === 'whichWard') return ask(turn, { choosingWard })
  say(turn, reading.sentence, reading.values)
  ask(turn)
}

/** The answer counts: kept, and on along its exit; a correction goes back to where it came from. */
function accept(turn: TurnState, at: Standing, result: Result, own: string): void {
  const corrected = at.run.returnTo !== undefined
  keepAnswer(at, result)
  if (corrected) return returnFromEdit(turn, at)
  walk(turn, destinationOf(at.node, exitFor(at.node, result, own)))
}
