import type { TipCategory } from '../../core/tip.ts'
import { limits } from '../../flows/limits.ts'
import { cutText, shorten } from '../cut-text.ts'
import { fitText, keepResult, resultOf } from '../results.ts'
import type { Result } from '../session.ts'
import type { Telling } from '../telling/read-telling.ts'
import type { Standing, TurnState } from '../turn-state.ts'
import { type ActionOf, type Executor, GO_ON } from './executor.ts'

type TakeApart = ActionOf<'take_apart'>

/** `{ type: take_apart, from: told, category: category, what: what, place: place, when: when }` */
export const executeTakeApart: Executor<TakeApart> = (turn, action, at) => {
  const told = resultOf(turn, action.from)?.text ?? ''
  if (told.trim() === '') return GO_ON
  addStory(turn, action, at, told)
  const telling = turn.needs.understanding
    .tipReading()
    ?.readTelling(told, turn.needs.places, turn.context.now)
  if (telling === undefined) return GO_ON
  for (const [name, result] of recognised(turn, action, at, telling)) {
    if (name === undefined || result === null) continue
    if (isOpen(turn, name)) keepResult(at.run, name, result)
    else addWords(turn, name, result, at)
  }
  return GO_ON
}

/** Several messages make one story. */
function addStory(turn: TurnState, { what, from }: TakeApart, { run }: Standing, told: string): void {
  if (what === undefined) return
  const before = what === from || !isTold(turn, what) ? '' : `${resultOf(turn, what)?.text ?? ''}\n`
  keepResult(run, what, { text: fitText(turn, cutText(before + told, limits.textChars)) })
}

/** What a second message tells of people or vehicles stands beside what the first one told. */
function addWords(turn: TurnState, name: string, result: Result, { run }: Standing): void {
  const before = resultOf(turn, name)?.text ?? ''
  if (!isOnlyWords(result) || before.includes(result.text)) return
  keepResult(run, name, { text: cutText(`${before}; ${result.text}`, 500) })
}

function isOnlyWords(result: Result): boolean {
  return result.choice === undefined && result.place === undefined && result.time === undefined
}

function recognised(
  turn: TurnState,
  action: TakeApart,
  at: Standing,
  telling: Telling,
): readonly (readonly [string | undefined, Result | null])[] {
  const { place, when } = telling
  return [
    [action.category, chosen(turn, at, action.category, telling.category satisfies TipCategory | null)],
    [action.place, place && { text: shorten(place.text, limits.shownChars), place }],
    [action.when, when && { text: shorten(when.text, limits.shownChars), time: when }],
    [action.people, words(telling.people)],
    [action.vehicles, words(telling.vehicles)],
    [action.substances, words(telling.substances)],
    [action.still_going, chosen(turn, at, action.still_going, telling.stillGoing)],
    [action.danger, chosen(turn, at, action.danger, telling.danger)],
  ]
}

function words(text: string | null): Result | null {
  return text === null ? null : { text: cutText(text, 500) }
}

/** As if its button had been pressed, wherever in the flow that button is. */
function chosen(turn: TurnState, at: Standing, name: string | undefined, id: string | null): Result | null {
  if (name === undefined || id === null) return null
  for (const { router, wait } of at.flow.nodes.values()) {
    if (router?.result !== name || wait?.type !== 'choice') continue
    const choice = wait.choices.find((one) => one.id === id)
    if (choice !== undefined) return { text: choice.title[turn.session.language], choice: id }
  }
  return { text: id, choice: id }
}

function isTold(turn: TurnState, name: string): boolean {
  const result = resultOf(turn, name)
  return result !== null && result.skipped !== true
}

/** Not answered, or answered with the story itself: a story typed instead of a button is no kind of thing. */
function isOpen(turn: TurnState, name: string): boolean {
  const result = resultOf(turn, name)
  return result === null || result.skipped === true || result.choice === 'other'
}
