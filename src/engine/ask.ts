import type { QuickReply } from '../core/message.ts'
import type { Wait } from '../flows/flow.ts'
import { limits } from '../flows/limits.ts'
import { shorten, splitText } from './cut-text.ts'
import { hash } from './hash.ts'
import { editOffers, offersOf } from './offers.ts'
import { render, say, sentence } from './render.ts'
import { shownResult } from './results.ts'
import type { Waiting } from './session.ts'
import { emitMsg, type MsgExtras, type Standing, standing, type TurnState } from './turn-state.ts'
import { testerOf } from './waits/testers.ts'

export interface AskOptions {
  /** Times the person was not understood at this step. */
  notUnderstood?: number
  choosingWard?: { told: string; wards: string[] }
}

/** Asks the question of the node where the conversation stands, and waits for it. Asking again is the same. */
export function ask(turn: TurnState, options: AskOptions = {}): void {
  const at = standing(turn)
  if (at === null || at.node.wait === null) return
  turn.session.waiting = waitingFor(turn, at, at.node.wait, options)
  const prompt = turn.session.waiting.prompt
  const choices = offersOf(turn, at)
  const tester = testerOf(at.node.wait)
  const extras: MsgExtras = {
    ...questionExtras(at),
    ...(choices.length > 0 && { choices, prompt }),
    ...(tester.request !== undefined && options.choosingWard === undefined && { request: tester.request }),
  }
  emitLong(
    turn,
    options.choosingWard === undefined
      ? questionText(turn, at, choices)
      : sentence(turn.session.language, 'whichWard'),
    extras,
  )
}

/** Says something first, then asks again. */
export function sayAndAsk(turn: TurnState, name: Parameters<typeof say>[1], options?: AskOptions): void {
  say(turn, name)
  ask(turn, options)
}

/** Offers the labelled answers for correction, or says that there are none. */
export function askWhichToEdit(turn: TurnState): void {
  const at = standing(turn)
  if (at === null || at.node.wait === null) return
  const choices = editOffers(turn, at)
  if (choices.length === 1) return sayAndAsk(turn, 'nothingToEdit')
  const waiting = waitingFor(turn, at, at.node.wait, {})
  turn.session.waiting = { ...waiting, prompt: `${waiting.prompt}e`, choosingEdit: true }
  say(turn, 'whichToEdit', {}, { choices, prompt: turn.session.waiting.prompt })
}

/** A text over a channel's limit goes as several messages; the last carries the buttons. */
export function emitLong(turn: TurnState, text: string, extras: MsgExtras = {}): void {
  const pieces = splitText(text, limits.messageChars)
  for (const piece of pieces.slice(0, -1)) emitMsg(turn, piece)
  emitMsg(turn, pieces.at(-1) ?? '', extras)
}

/** The same question at the same point has the same prompt, so that its older buttons still count. */
function promptOf(at: Standing): string {
  return `q${hash(`${at.run.secret}:${at.run.node}:${at.run.history.length}`).toString(36)}`
}

function waitingFor(
  turn: TurnState,
  at: Standing,
  wait: Wait,
  options: AskOptions,
): Extract<Waiting, { for: 'answer' }> {
  const { now } = turn.context
  return {
    for: 'answer',
    node: at.node.name,
    prompt: promptOf(at),
    notUnderstood: options.notUnderstood ?? 0,
    remindAt: wait.reminder === undefined ? null : now + durationMs(wait.reminder.after),
    timeoutAt: wait.timeout === undefined ? null : now + durationMs(wait.timeout),
    ...(options.choosingWard && { choosingWard: options.choosingWard }),
  }
}

function questionExtras(at: Standing): MsgExtras {
  return at.node.question?.protect === true ? { protect: true } : {}
}

function questionText(turn: TurnState, at: Standing, choices: readonly QuickReply[]): string {
  const text = at.node.question === null ? '' : render(turn, at.node.question.text)
  if (at.node.wait?.type === 'confirm') return summary(turn, at, text)
  return text === '' && choices.length > 0 ? sentence(turn.session.language, 'chooseBelow') : text
}

/** The heading, then each labelled answer on its line. */
function summary(turn: TurnState, at: Standing, heading: string): string {
  const { language } = turn.session
  const lines = at.flow.labelled.flatMap(({ result: name, label }) => {
    const result = Object.hasOwn(at.run.results, name) ? at.run.results[name] : undefined
    return result === undefined
      ? []
      : [`• ${render(turn, label)}: ${shorten(shownResult(result, language), limits.shownChars)}`]
  })
  return [heading === '' ? sentence(language, 'summaryHeading') : heading, ...lines].join('\n')
}

/** "30m", "2h", "1d" in ms. */
export function durationMs(duration: string): number {
  const unit = { m: 60_000, h: 3_600_000, d: 86_400_000 }[duration.slice(-1)] ?? 0
  return Number(duration.slice(0, -1)) * unit
}
