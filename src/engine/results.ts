import type { Language } from '../core/language.ts'
import { limits } from '../flows/limits.ts'
import { cutText } from './cut-text.ts'
import { sentences } from './sentences.ts'
import type { Result, Run, Step } from './session.ts'
import type { TurnState } from './turn-state.ts'

/** The answer of that name in the innermost run, or null. */
export function resultOf(turn: TurnState, name: string): Result | null {
  const run = turn.session.runs.at(-1)
  return run !== undefined && Object.hasOwn(run.results, name) ? (run.results[name] ?? null) : null
}

export function shownResult(result: Result, language: Language): string {
  return result.skipped === true ? sentences.skipped[language] : result.text
}

/** Notes that a node was answered: what is kept from now on can be undone as one step. */
export function openStep(run: Run, node: string): void {
  run.history.push({ node, undo: {} })
  if (run.history.length > limits.historyLength) run.history.shift()
}

/** Keeps a result, and the one it replaces for "quay lại". */
export function keepResult(run: Run, name: string, result: Result): void {
  const last = run.history.at(-1)
  if (last !== undefined && !Object.hasOwn(last.undo, name)) {
    const before = Object.hasOwn(run.results, name) ? (run.results[name] ?? null) : null
    run.history[run.history.length - 1] = { ...last, undo: { ...last.undo, [name]: before } }
  }
  run.results[name] = result
}

/** Takes the newest step back; null when there is none. */
export function undoStep(run: Run): Step | null {
  const step = run.history.pop()
  if (step === undefined) return null
  for (const [name, before] of Object.entries(step.undo)) {
    if (before === null) delete run.results[name]
    else run.results[name] = before
  }
  return step
}

export function forgetResults(run: Run): void {
  run.results = {}
  run.history = []
  delete run.returnTo
}

/** As much of a text as the conversation may still keep. Older wordings held for "quay lại" give way first. */
export function fitText(turn: TurnState, text: string): string {
  const room = limits.keptChars - keptChars(turn)
  if (text.length <= room) return text
  for (const run of turn.session.runs) run.history = run.history.map(forgetWording)
  return cutText(text, Math.max(0, limits.keptChars - keptChars(turn)))
}

function forgetWording(step: Step): Step {
  return { ...step, undo: {} }
}

function keptChars(turn: TurnState): number {
  let count = 0
  for (const run of turn.session.runs) {
    for (const result of Object.values(run.results)) count += charsOf(result)
    for (const step of run.history)
      for (const result of Object.values(step.undo)) count += result === null ? 0 : charsOf(result)
  }
  return count
}

function charsOf(result: Result): number {
  const photos = (result.photos ?? []).reduce((sum, photo) => sum + photo.ref.length, 0)
  return result.text.length + (result.place?.text?.length ?? 0) + (result.time?.text?.length ?? 0) + photos
}
