import { fold } from '../../lib/vietnamese.ts'
import type { Choice } from '../flow.ts'
import type { FlowPath } from '../flow-source.ts'
import type { FlowView } from './flow-view.ts'

/** Choices that cannot be told apart. */
export function inspectChoices(view: FlowView): void {
  for (const [name, node] of view.nodes) {
    if (node.wait?.type !== 'choice') continue
    const path = ['nodes', name, 'wait', 'choices']
    const owners = new Map<string, string>()
    const ids = new Set<string>()
    for (const [i, choice] of node.wait.choices.entries()) {
      if (ids.has(choice.id)) view.error([...path, i, 'id'], `"${choice.id}" stands here twice`)
      ids.add(choice.id)
      inspectPhrases(view, choice, [...path, i], owners)
    }
  }
}

function inspectPhrases(view: FlowView, choice: Choice, path: FlowPath, owners: Map<string, string>): void {
  const { title, synonyms } = choice
  for (const phrase of [title.vi, title.en, ...(synonyms?.vi ?? []), ...(synonyms?.en ?? [])]) {
    const folded = fold(phrase).trim()
    const owner = owners.get(folded)
    if (owner !== undefined && owner !== choice.id)
      view.warn(path, `"${phrase}" means "${owner}" already; people who type it get that`)
    else owners.set(folded, choice.id)
  }
}
