import { type Language, languages } from '../../core/language.ts'
import type { Action, Node, Text, Wait } from '../flow.ts'
import type { FlowPath } from '../flow-source.ts'
import type { FlowView } from './flow-view.ts'

export interface FlowText {
  text: Text
  path: FlowPath
  /** Whether people read it as a message of its own. */
  isMessage: boolean
  protect: boolean
}

/** Every text of a flow that the engine may show. */
export function textsOf(view: FlowView): FlowText[] {
  return view.nodes.flatMap(([name, node]) => textsOfNode(node, ['nodes', name]))
}

export function textsOfNode(node: Node, path: FlowPath): FlowText[] {
  return [
    ...node.actions.flatMap((action, i) => textsOfAction(action, [...path, 'actions', i])),
    ...(node.wait === undefined ? [] : textsOfWait(node.wait, [...path, 'wait'])),
  ]
}

function textsOfAction(action: Action, path: FlowPath): FlowText[] {
  if (action.type !== 'send_msg') return []
  const { link, text, protect = false } = action
  const title =
    link === undefined
      ? []
      : [{ text: link.title, path: [...path, 'link', 'title'], isMessage: false, protect: false }]
  return [{ text, path: [...path, 'text'], isMessage: true, protect }, ...title]
}

function textsOfWait(wait: Wait, path: FlowPath): FlowText[] {
  const label =
    wait.label === undefined
      ? []
      : [{ text: wait.label, path: [...path, 'label'], isMessage: false, protect: false }]
  const reminder =
    wait.reminder === undefined
      ? []
      : [{ text: wait.reminder.text, path: [...path, 'reminder', 'text'], isMessage: true, protect: false }]
  return [...label, ...reminder]
}

/** Each wording with its language and its own path. */
export function wordingsOf({
  text,
  path,
}: FlowText): { language: Language; wording: string; path: FlowPath }[] {
  return languages.flatMap((language) => {
    const wording = text[language]
    if (typeof wording === 'string') return [{ language, wording, path: [...path, language] }]
    return wording.map((one, i) => ({ language, wording: one, path: [...path, language, i] }))
  })
}

/** Names between {{ and }}, each once. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{([^{}]*)\}\}/g)].map((match) => (match[1] ?? '').trim()))]
}
