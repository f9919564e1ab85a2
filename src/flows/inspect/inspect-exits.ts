import type { Case, Node, Wait } from '../flow.ts'
import { isServiceAction, serviceExits } from '../service-exits.ts'
import { closingAction, type FlowView } from './flow-view.ts'

/** Exits: one for everything that can happen at a node, and none that nothing takes. */
export function inspectExits(view: FlowView): void {
  for (const [name, node] of view.nodes) {
    if (node.router === undefined) continue
    inspectCases(view, name, node)
    inspectMissing(view, name, node)
    inspectUntaken(view, name, node)
  }
}

function inspectCases(view: FlowView, name: string, node: Node): void {
  const cases = node.router?.cases ?? []
  if (cases.length > 0 && node.router?.result === undefined) {
    view.error(['nodes', name, 'router'], `the cases of "${name}" need the name of the result that they test`)
  }
  for (const [i, one] of cases.entries()) {
    const path = ['nodes', name, 'router', 'cases', i]
    if (!Object.hasOwn(node.router?.exits ?? {}, one.exit))
      view.error([...path, 'exit'], `"${one.exit}" is not among the exits of "${name}"`)
    const wrong = wrongCase(one)
    if (wrong !== null) view.error(path, wrong)
  }
}

function wrongCase(one: Case): string | null {
  if (one.test === 'equals' && one.value === undefined) return 'equals needs a value'
  if (one.test === 'number_at_least' && !(Number(one.value ?? Number.NaN) > Number.NEGATIVE_INFINITY))
    return 'number_at_least needs a number as its value'
  if (
    (one.test === 'one_of' || one.test === 'has_text') &&
    one.value === undefined &&
    (one.values ?? []).length === 0
  )
    return `${one.test} needs values`
  return null
}

/** For each thing that can happen, the exits of which one must be there. */
function outcomesOf(node: Node): string[][] {
  const closing = closingAction(node)
  if (isServiceAction(closing)) return serviceExits[closing.type].map((exit) => [exit])
  const { wait } = node
  if (wait === undefined) return [['other']]
  const skipped = wait.skippable ? [['skipped', 'answered', 'other']] : []
  return [...answersOf(wait), ...skipped]
}

function answersOf(wait: Wait): string[][] {
  if (wait.type === 'confirm') return [['confirmed'], ['cancelled']]
  if (wait.type !== 'choice') return [['answered', 'other']]
  const choices = wait.choices.map((choice) => [choice.id, 'answered', 'other'])
  return wait.free_text ? [...choices, ['other', 'answered']] : choices
}

function inspectMissing(view: FlowView, name: string, node: Node): void {
  const exits = node.router?.exits ?? {}
  const service = isServiceAction(closingAction(node))
  for (const outcome of outcomesOf(node)) {
    const covered =
      outcome.some((exit) => Object.hasOwn(exits, exit)) || (node.next !== undefined && !service)
    if (!covered) view.error(['nodes', name, 'router', 'exits'], `"${name}" has no exit for "${outcome[0]}"`)
  }
}

function inspectUntaken(view: FlowView, name: string, node: Node): void {
  const taken = new Set([...outcomesOf(node).flat(), ...(node.router?.cases ?? []).map((one) => one.exit)])
  if (node.wait?.timeout !== undefined) taken.add('timeout')
  for (const exit of Object.keys(node.router?.exits ?? {})) {
    if (!taken.has(exit))
      view.error(['nodes', name, 'router', 'exits', exit], `nothing at "${name}" takes the exit "${exit}"`)
  }
}
