import type { Action, Flow, Node } from './flow.ts'

/** A flow as a Mermaid flowchart: questions are rounded, services are boxes with a double edge, sub-flows hexagons. */
export function drawFlow(flow: Flow): string {
  const nodes = Object.entries(flow.nodes)
  const lines = [
    ...nodes.map(([name, node]) => `  ${idOf(name)}${shape(name, node)}`),
    `  begin((${flow.name})) --> ${idOf(flow.start)}`,
    ...Object.entries(flow.entries ?? {}).map(([type, node]) => `  begin -- ${type} --> ${idOf(node)}`),
    ...nodes.flatMap(([name, node]) => edges(name, node)),
    '  finish((end))',
  ]
  return ['flowchart TD', ...lines].join('\n')
}

/** Apart from Mermaid's own words, "end" above all. */
function idOf(name: string): string {
  return name === 'end' ? 'finish' : `n_${name}`
}

function shape(name: string, node: Node): string {
  const label = `"${escape([name, ...node.actions.flatMap(lineOf)].join('<br>'))}"`
  if (node.wait !== undefined) return `([${label}])`
  const closing = node.actions.at(-1)?.type
  if (closing === 'enter_flow') return `{{${label}}}`
  return closing === undefined || closing === 'send_msg' || closing === 'set_result'
    ? `[${label}]`
    : `[[${label}]]`
}

function lineOf(action: Action): string[] {
  if (action.type === 'send_msg') return [firstWords([action.text.vi].flat()[0] ?? '')]
  if (action.type === 'enter_flow') return [`→ ${action.flow}`]
  return action.type === 'set_result' ? [] : [action.type]
}

function firstWords(text: string): string {
  const line = text.replaceAll('\n', ' ')
  return line.length > 48 ? `${line.slice(0, 47).trimEnd()}…` : line
}

/** Exits that lead to the same node share an arrow. */
function edges(name: string, node: Node): string[] {
  const exits = new Map<string, string[]>()
  for (const [exit, target] of Object.entries(node.router?.exits ?? {}))
    exits.set(target, [...(exits.get(target) ?? []), exit])
  const drawn = [...exits].map(
    ([target, names]) => `  ${idOf(name)} -- "${names.join(', ')}" --> ${idOf(target)}`,
  )
  return node.next === undefined ? drawn : [...drawn, `  ${idOf(name)} --> ${idOf(node.next)}`]
}

function escape(text: string): string {
  return text.replaceAll('"', '#quot;').replaceAll('{', '#123;').replaceAll('}', '#125;')
}
