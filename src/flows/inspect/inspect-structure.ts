import type { Node } from '../flow.ts'
import type { FlowPath } from '../flow-source.ts'
import { limits } from '../limits.ts'
import { isServiceAction } from '../service-exits.ts'
import { beginnings, closingAction, type FlowView, reachable } from './flow-view.ts'

/** Nodes, their order inside, and whether anything leads to them. */
export function inspectStructure(view: FlowView): void {
  const { flow, nodes } = view
  if (nodes.length > limits.nodesPerFlow)
    view.error(['nodes'], `${nodes.length} nodes are too many; at most ${limits.nodesPerFlow}`)
  if (!Object.hasOwn(flow.nodes, flow.start)) view.error(['start'], `there is no node "${flow.start}"`)
  for (const [type, node] of Object.entries(flow.entries ?? {})) {
    if (!Object.hasOwn(flow.nodes, node)) view.error(['entries', type], `there is no node "${node}"`)
  }
  for (const [name, node] of nodes) inspectNode(view, name, node)
  inspectReach(view)
}

function inspectNode(view: FlowView, name: string, node: Node): void {
  if (name === 'end')
    view.error(['nodes', name], '"end" means the end of the flow; call this node something else')
  inspectTargets(view, name, node)
  inspectOrder(view, name, node)
  if (
    node.wait !== undefined &&
    node.wait.type !== 'confirm' &&
    !node.actions.some((action) => action.type === 'send_msg')
  ) {
    view.error(['nodes', name, 'wait'], `"${name}" waits but asks nothing; give it a send_msg`)
  }
  if (node.wait?.label !== undefined && node.router?.result === undefined) {
    view.error(
      ['nodes', name, 'wait', 'label'],
      `"${name}" has a label but keeps no answer; name it in router.result`,
    )
  }
}

function inspectTargets(view: FlowView, name: string, node: Node): void {
  const known = (target: string): boolean => target === 'end' || Object.hasOwn(view.flow.nodes, target)
  for (const [exit, target] of Object.entries(node.router?.exits ?? {})) {
    if (!known(target))
      view.error(
        ['nodes', name, 'router', 'exits', exit],
        `exit "${exit}" leads to "${target}", and there is no such node`,
      )
  }
  if (node.next !== undefined && !known(node.next))
    view.error(['nodes', name, 'next'], `there is no node "${node.next}"`)
  if (node.next === undefined && node.router === undefined) {
    view.error(
      ['nodes', name],
      `"${name}" is a dead end; say where it leads (next: end, if the flow ends here)`,
    )
  }
}

function inspectOrder(view: FlowView, name: string, node: Node): void {
  const closing = closingAction(node)
  if (closing === undefined) return
  const at = node.actions.indexOf(closing)
  if (at !== node.actions.length - 1) {
    view.error(
      ['nodes', name, 'actions', at],
      `${closing.type} must be the last action of "${name}"; move the rest to the next node`,
    )
  }
  if (node.wait !== undefined)
    view.error(
      ['nodes', name, 'wait'],
      `"${name}" cannot wait as well as ${closing.type}; ask in the next node`,
    )
  if (isServiceAction(closing) && node.router === undefined) {
    view.error(
      ['nodes', name],
      `${closing.type} can turn out differently, so "${name}" needs a router with its exits`,
    )
  }
  if (closing.type === 'enter_flow') {
    inspectEntered(view, name, at, closing.flow)
    inspectBeginning(view, ['nodes', name, 'actions', at, 'at'], closing)
  }
}

function inspectBeginning(
  view: FlowView,
  path: FlowPath,
  { flow, at }: { flow: string; at?: string | undefined },
): void {
  const nodes = view.all.get(flow)?.nodes
  if (nodes !== undefined && at !== undefined && !Object.hasOwn(nodes, at))
    view.error(path, `the flow "${flow}" has no node "${at}"`)
}

function inspectEntered(view: FlowView, name: string, at: number, entered: string): void {
  const path = ['nodes', name, 'actions', at, 'flow']
  if (!view.all.has(entered)) {
    if (view.options.complete !== false) view.error(path, `there is no flow "${entered}"`)
  } else if (entersItself(view, entered)) {
    view.error(path, `"${entered}" enters "${view.flow.name}" again, and so on without end`)
  }
}

function entersItself(view: FlowView, entered: string): boolean {
  const seen = new Set<string>()
  const queue = [entered]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (name === view.flow.name) return true
    if (seen.has(name)) continue
    seen.add(name)
    const nodes = Object.values(view.all.get(name)?.nodes ?? {})
    queue.push(
      ...nodes.flatMap((node) =>
        node.actions.flatMap((action) => (action.type === 'enter_flow' ? [action.flow] : [])),
      ),
    )
  }
  return false
}

function inspectReach(view: FlowView): void {
  if (!Object.hasOwn(view.flow.nodes, view.flow.start)) return
  const reached = reachable(view.flow, beginnings(view.flow))
  for (const [name] of view.nodes) {
    if (!reached.has(name) && name !== 'end')
      view.error(['nodes', name], `nothing leads to "${name}"; take it out or lead an exit there`)
  }
  const unconfirmed = reachable(view.flow, beginnings(view.flow), (node) => node.wait?.type === 'confirm')
  for (const [name, node] of view.nodes) {
    if (unconfirmed.has(name) && node.actions.some((action) => action.type === 'submit_tip')) {
      view.error(
        ['nodes', name],
        `"${name}" submits a tip that the person may not have confirmed; put a confirm wait before it`,
      )
    }
  }
}
