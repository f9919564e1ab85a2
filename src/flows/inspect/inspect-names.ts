import type { Action, Node } from '../flow.ts'
import { givenResults } from '../flow-names.ts'
import type { FlowPath } from '../flow-source.ts'
import type { FlowView } from './flow-view.ts'

/** Results that are read but that nothing in the flow ever sets. */
export function inspectNames(view: FlowView): void {
  const written = writtenResults(view)
  for (const [name, node] of view.nodes) {
    for (const { result, path } of readBy(node, ['nodes', name])) {
      if (!written.has(result)) view.error(path, `nothing in this flow sets the result "${result}"`)
    }
  }
}

export function writtenResults(view: FlowView): Set<string> {
  const names = new Set<string>(givenResults)
  for (const [, node] of view.nodes) {
    if (node.wait !== undefined && node.router?.result !== undefined) names.add(node.router.result)
    for (const action of node.actions) for (const name of writtenBy(action)) names.add(name)
  }
  return names
}

function writtenBy(action: Action): string[] {
  if (action.type === 'set_result') return [action.name]
  if (action.type === 'check_wording') return [action.marked, action.part]
  if (action.type !== 'take_apart') return []
  const { type: _, from: __, ...fields } = action
  return Object.values(fields).filter((name) => name !== undefined)
}

interface Read {
  result: string
  path: FlowPath
}

function readBy(node: Node, path: FlowPath): Read[] {
  const tested =
    node.wait === undefined && node.router?.result !== undefined
      ? [{ result: node.router.result, path: [...path, 'router', 'result'] }]
      : []
  return [...tested, ...node.actions.flatMap((action, i) => readByAction(action, [...path, 'actions', i]))]
}

function readByAction(action: Action, path: FlowPath): Read[] {
  if (action.type === 'check_wording')
    return action.results.map((result, i) => ({ result, path: [...path, 'results', i] }))
  if ('from' in action) return [{ result: action.from, path: [...path, 'from'] }]
  if (action.type !== 'submit_tip') return []
  const { type: _, ...fields } = action
  return Object.entries(fields).flatMap(([field, result]) =>
    result === undefined ? [] : [{ result, path: [...path, field] }],
  )
}
