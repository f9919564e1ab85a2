import { keepResult, openStep } from './results.ts'
import type { Result } from './session.ts'
import type { Standing } from './turn-state.ts'

/** Keeps the answer of the node under its name. A correction replaces it and is no step of its own. */
export function keepAnswer(at: Standing, result: Result): void {
  const name = at.node.router?.result
  if (at.run.returnTo !== undefined) {
    if (name !== undefined) at.run.results[name] = result
    return
  }
  openStep(at.run, at.run.node)
  if (name !== undefined) keepResult(at.run, name, result)
}
