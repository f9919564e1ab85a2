import { dangerTypes } from '../../core/danger.ts'
import type { Node } from '../flow.ts'
import { placeholdersIn, textsOfNode, wordingsOf } from './flow-texts.ts'
import { type FlowView, reachable, successors } from './flow-view.ts'

/**
 * Help in danger is one step away everywhere. Outside guarded flows the engine sees to it (danger is looked for in every
 * text, before anything else); inside, every question must name a number or lead to one with its next answer.
 */
export function inspectDanger(view: FlowView): void {
  const { flow } = view
  if (flow.name === 'emergency') inspectEmergency(view)
  else if (flow.entries !== undefined) view.error(['entries'], 'only the flow "emergency" has entries')
  if (!flow.guarded) return
  for (const [name, node] of view.nodes) {
    if (node.wait !== undefined && !namesHelp(node) && !leadsToHelp(view, node)) {
      view.error(
        ['nodes', name],
        `at "${name}" help is more than one step away: name a number ({{hotline.…}}) here or right after each answer`,
      )
    }
  }
}

function inspectEmergency(view: FlowView): void {
  const missing = dangerTypes.filter((type) => view.flow.entries?.[type] === undefined)
  for (const type of missing)
    view.error(
      view.flow.entries === undefined ? ['start'] : ['entries'],
      `there is no entry for "${type}"; every danger needs an answer`,
    )
  if (!view.flow.guarded) view.error(['name'], '"emergency" must be guarded: true')
}

/** With any answer: whatever is said next, up to the next question, names a number or calls a person. */
function leadsToHelp(view: FlowView, node: Node): boolean {
  const next = successors(node)
  return (
    next.length > 0 &&
    next.every((name) =>
      [...reachable(view.flow, [name], (one) => one.wait !== undefined)].some((one) =>
        isHelp(view.flow.nodes[one]),
      ),
    )
  )
}

function isHelp(node: Node | undefined): boolean {
  return (
    node !== undefined && (namesHelp(node) || node.actions.some((action) => action.type === 'request_human'))
  )
}

function namesHelp(node: Node): boolean {
  return textsOfNode(node, []).some(
    (text) =>
      text.isMessage &&
      wordingsOf(text).every(({ wording }) =>
        placeholdersIn(wording).some((name) => name.startsWith('hotline.')),
      ),
  )
}
