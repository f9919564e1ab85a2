import type { Case } from '../flows/flow.ts'
import type { IndexedNode } from './flow-index.ts'
import { plainOwnPhrase, plainPhrase } from './plain-phrase.ts'
import type { Result, Run } from './session.ts'

/** The exit for an answer: the first case that holds, else the answer's own exit (a choice, `answered`, `skipped` …). */
export function exitFor(node: IndexedNode, result: Result, own: string): string {
  if (result.skipped === true) return 'skipped'
  return caseFor(node, result) ?? own
}

/** The exit of a node without a wait: the first case that holds for the named result, else `other`. */
export function exitWithout(node: IndexedNode, run: Run): string {
  const name = node.router?.result
  const result = name !== undefined && Object.hasOwn(run.results, name) ? run.results[name] : undefined
  return (result === undefined || result.skipped === true ? undefined : caseFor(node, result)) ?? 'other'
}

/** Where an exit leads: by its own name, else as any answer, else `next`, else the flow ends. */
export function destinationOf(node: IndexedNode, exit: string): string {
  const exits = node.router?.exits ?? {}
  for (const name of [exit, 'answered', 'other']) {
    const to = Object.hasOwn(exits, name) ? exits[name] : undefined
    if (to !== undefined) return to
  }
  return node.next ?? 'end'
}

function caseFor(node: IndexedNode, result: Result): string | undefined {
  return node.router?.cases.find((one) => holds(one, result))?.exit
}

/** Named tests of a case. */
const tests: { [T in Case['test']]: (one: Case, result: Result) => boolean } = {
  equals: (one, result) => one.value !== undefined && isSame(result, one.value),
  one_of: (one, result) => valuesOf(one).some((value) => isSame(result, value)),
  has_text: (one, result) => {
    const text = ` ${plainPhrase(result.text)} `
    return valuesOf(one).some((word) => text.includes(` ${plainOwnPhrase(word)} `))
  },
  is_set: (_one, result) => valueOf(result) !== '' || (result.photos ?? []).length > 0,
  has_photo: (_one, result) => (result.photos ?? []).some((file) => file.kind === 'photo'),
  has_shot: (_one, result) => (result.photos ?? []).some((file) => file.shot === true),
  number_at_least: (one, result) => result.number !== undefined && result.number >= Number(one.value),
}

function holds(one: Case, result: Result): boolean {
  return tests[one.test](one, result)
}

/** What routing compares: the id of a choice, the code of a ward, else the words. */
export function valueOf(result: Result): string {
  return result.choice ?? result.place?.ward ?? result.text
}

/** Ids exactly; people's own words whatever their case and marks. */
function isSame(result: Result, value: string): boolean {
  if (valueOf(result) === value) return true
  return (
    result.choice === undefined &&
    result.place === undefined &&
    plainPhrase(result.text) === plainOwnPhrase(value)
  )
}

function valuesOf(one: Case): string[] {
  return one.values ?? (one.value === undefined ? [] : [one.value])
}
