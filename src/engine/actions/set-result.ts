import { fill } from '../render.ts'
import { fitText, keepResult, resultOf } from '../results.ts'
import type { Result } from '../session.ts'
import type { Standing, TurnState } from '../turn-state.ts'
import { type ActionOf, type Executor, GO_ON } from './executor.ts'

const WHOLE_RESULT = /^\{\{\s*result\.([a-z][a-z0-9_]*)\s*\}\}$/

/**
 * `{ type: set_result, name: still_going, value: "yes" }`. A value that is one whole `{{result.x}}` copies that answer
 * uncut; one that is a choice of the question asked under this name counts as that choice; any other is text, with
 * its placeholders filled.
 */
export const executeSetResult: Executor<ActionOf<'set_result'>> = (turn, { name, value }, at) => {
  const result = copied(turn, value) ?? chosen(turn, at, name, value) ?? { text: fill(turn, value) }
  keepResult(at.run, name, { ...result, text: fitText(turn, result.text) })
  return GO_ON
}

function copied(turn: TurnState, value: string): Result | null {
  const source = WHOLE_RESULT.exec(value)?.[1]
  return source === undefined ? null : resultOf(turn, source)
}

/** So that a summary shows the words of the button, not its id. */
function chosen(turn: TurnState, at: Standing, name: string, value: string): Result | null {
  for (const { router, wait } of at.flow.nodes.values()) {
    if (router?.result !== name || wait?.type !== 'choice') continue
    const choice = wait.choices.find((one) => one.id === value)
    if (choice !== undefined) return { text: choice.title[turn.session.language], choice: choice.id }
  }
  return null
}
