import type { Flow, Node } from '../flow.ts'
import { type FlowView, reachable, successors } from './flow-view.ts'

/** Circles in which nobody is asked anything: the engine would stop them, so nobody may write them. */
export function inspectLoops(view: FlowView): void {
  const silent = (node: Node): boolean => !asks(node, view.all, new Set([view.flow.name]))
  const found = new Set<string>()
  for (const [name, node] of view.nodes) {
    if (found.has(name) || !silent(node)) continue
    const circle = reachable(view.flow, successors(node), (one) => !silent(one))
    if (!circle.has(name)) continue
    view.error(
      ['nodes', name],
      `from "${name}" it goes round to "${name}" again without asking anything; put a question in between`,
    )
    for (const other of circle) if (leadsTo(view.flow, other, name, silent)) found.add(other)
  }
}

function leadsTo(flow: Flow, from: string, to: string, silent: (node: Node) => boolean): boolean {
  const node = flow.nodes[from]
  return (
    node !== undefined && silent(node) && reachable(flow, successors(node), (one) => !silent(one)).has(to)
  )
}

/** Whether a node certainly waits for the person, itself or in the flow that it enters. */
function asks(node: Node, all: ReadonlyMap<string, Flow>, within: ReadonlySet<string>): boolean {
  if (node.wait !== undefined) return true
  const entered = node.actions.find((action) => action.type === 'enter_flow')
  const flow = entered?.type === 'enter_flow' ? all.get(entered.flow) : undefined
  if (flow === undefined || within.has(flow.name)) return false
  return !canEndUnasked(flow, all, new Set([...within, flow.name]))
}

function canEndUnasked(flow: Flow, all: ReadonlyMap<string, Flow>, within: ReadonlySet<string>): boolean {
  const silent = (node: Node): boolean => !asks(node, all, within)
  return [...reachable(flow, [flow.start], (node) => !silent(node))].some((name) => {
    const node = flow.nodes[name]
    return node !== undefined && silent(node) && endsHere(node)
  })
}

function endsHere(node: Node): boolean {
  return node.next === 'end' || Object.values(node.router?.exits ?? {}).includes('end')
}
