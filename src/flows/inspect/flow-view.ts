import type { Action, Flow, Node } from '../flow.ts'
import type { FlowPath, FlowSource } from '../flow-source.ts'
import type { Problem } from '../problem.ts'
import { isServiceAction } from '../service-exits.ts'

export interface InspectOptions {
  /** Ids of the deployment's hotlines; without them their names are not checked. */
  hotlines?: readonly string[]
  /** False when some file could not be read: then nothing is said about flows that are not there. */
  complete?: boolean
}

/** One flow as the checks see it. */
export interface FlowView {
  flow: Flow
  nodes: readonly (readonly [string, Node])[]
  /** Every flow by name, this one included. */
  all: ReadonlyMap<string, Flow>
  options: InspectOptions
  error(path: FlowPath, message: string): void
  warn(path: FlowPath, message: string): void
}

export function viewOf(
  source: FlowSource,
  all: ReadonlyMap<string, Flow>,
  options: InspectOptions,
  problems: Problem[],
): FlowView {
  const report = (severity: Problem['severity']) => (path: FlowPath, message: string) => {
    problems.push({ file: source.file, line: source.lineAt(path), severity, message })
  }
  return {
    flow: source.flow,
    nodes: Object.entries(source.flow.nodes),
    all,
    options,
    error: report('error'),
    warn: report('warning'),
  }
}

/** The action that must come last: one that asks a service or enters a flow. */
export function closingAction(node: Node): Action | undefined {
  return node.actions.find((action) => isServiceAction(action) || action.type === 'enter_flow')
}

/** Where a node can lead, `end` left out. */
export function successors(node: Node): string[] {
  const targets = [
    ...Object.values(node.router?.exits ?? {}),
    ...(node.next === undefined ? [] : [node.next]),
  ]
  return [...new Set(targets)].filter((target) => target !== 'end')
}

/** Nodes that can be reached from some, those included, without going through (past) a node that `stops`. */
export function reachable(
  flow: Flow,
  from: readonly string[],
  stops: (node: Node) => boolean = () => false,
): Set<string> {
  const seen = new Set<string>()
  const queue = [...from]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const node = Object.hasOwn(flow.nodes, name) ? flow.nodes[name] : undefined
    if (node === undefined || seen.has(name)) continue
    seen.add(name)
    if (!stops(node)) queue.push(...successors(node))
  }
  return seen
}

/** Where the engine can begin in a flow. */
export function beginnings(flow: Flow): string[] {
  const asked = Object.entries(flow.nodes).find(([, node]) =>
    node.actions.some((action) => action.type === 'answer_question'),
  )
  return [
    flow.start,
    ...Object.values(flow.entries ?? {}),
    ...(flow.name === 'welcome' ? ['menu'] : []),
    ...(asked ? [asked[0]] : []),
  ]
}
