import { countSyllables } from '../../lib/vietnamese.ts'
import type { Action } from '../flow.ts'
import type { FlowPath } from '../flow-source.ts'
import { limits } from '../limits.ts'
import { isServiceAction, serviceValues } from '../service-exits.ts'
import { type FlowText, placeholdersIn, textsOf, wordingsOf } from './flow-texts.ts'
import type { FlowView } from './flow-view.ts'
import { writtenResults } from './inspect-names.ts'

/** Wording: placeholders that exist and agree between the languages, and a length that people read. */
export function inspectTexts(view: FlowView): void {
  const known = knownPlaceholders(view)
  for (const text of textsOf(view)) {
    for (const { wording, path } of wordingsOf(text)) {
      inspectPlaceholders(view, wording, path, known)
      if (text.isMessage) inspectLength(view, wording, path)
    }
    inspectAgreement(view, text)
    inspectProtection(view, text)
  }
  for (const [name, node] of view.nodes) {
    for (const [i, action] of node.actions.entries())
      inspectTemplate(view, action, ['nodes', name, 'actions', i], known)
  }
}

function inspectTemplate(view: FlowView, action: Action, path: FlowPath, known: ReadonlySet<string>): void {
  if (action.type === 'set_result') inspectPlaceholders(view, action.value, [...path, 'value'], known)
  if (action.type === 'send_msg' && action.link !== undefined)
    inspectPlaceholders(view, action.link.url, [...path, 'link', 'url'], known)
}

function knownPlaceholders(view: FlowView): Set<string> {
  const results = [...writtenResults(view)].map((name) => `result.${name}`)
  const services = view.nodes.flatMap(([, node]) => node.actions.filter((action) => isServiceAction(action)))
  const values = services.flatMap((action): readonly string[] => serviceValues[action.type])
  const hotlines = (view.options.hotlines ?? []).flatMap((id) =>
    ['', '.name', '.hours'].map((part) => `hotline.${id}${part}`),
  )
  return new Set(['place', 'opening_hours', 'channel', 'recovery', ...results, ...values, ...hotlines])
}

function inspectPlaceholders(
  view: FlowView,
  wording: string,
  path: FlowPath,
  known: ReadonlySet<string>,
): void {
  for (const name of placeholdersIn(wording)) {
    if (known.has(name) || (name.startsWith('hotline.') && view.options.hotlines === undefined)) continue
    view.error(path, unknownPlaceholder(name))
  }
}

function unknownPlaceholder(name: string): string {
  const [kind, id] = name.split('.')
  if (kind === 'result') return `{{${name}}}: nothing in this flow sets the result "${id}"`
  if (kind === 'hotline') return `{{${name}}}: the deployment has no hotline "${id}"`
  return `{{${name}}} means nothing here; it may be a value of a service that this flow does not call`
}

function inspectLength(view: FlowView, wording: string, path: FlowPath): void {
  const shown = wording.replace(/\{\{[^{}]*\}\}/g, '115')
  if (shown.length > limits.messageChars) {
    view.error(
      path,
      `${shown.length} characters are too long for one message; at most ${limits.messageChars}`,
    )
  }
  const syllables = countSyllables(shown)
  if (syllables > limits.messageSyllables)
    view.warn(path, `${syllables} syllables; people read at most ${limits.messageSyllables} at once`)
  const questions = shown.match(/\?/g)?.length ?? 0
  if (questions > 1) view.warn(path, `${questions} questions in one message; ask one at a time`)
}

function inspectAgreement(view: FlowView, text: FlowText): void {
  const { vi, en } = text.text
  const [inVi, inEn] = [vi, en].map((wording) => placeholdersIn([wording].flat().join(' ')).sort())
  if (JSON.stringify(inVi) !== JSON.stringify(inEn)) {
    view.error(
      text.path,
      `Vietnamese has ${named(inVi)}, English has ${named(inEn)}; both must show the same`,
    )
  }
  if (JSON.stringify(vi) === JSON.stringify(en) && countSyllables([vi].flat().join(' ')) >= 4) {
    view.warn(text.path, 'Vietnamese and English are the same; one of them is not translated')
  }
}

function named(names: readonly string[] | undefined): string {
  return names === undefined || names.length === 0
    ? 'no placeholder'
    : names.map((name) => `{{${name}}}`).join(', ')
}

function inspectProtection(view: FlowView, text: FlowText): void {
  const showsReceipt = wordingsOf(text).some(({ wording }) => placeholdersIn(wording).includes('receipt'))
  if (showsReceipt && !text.protect)
    view.warn(
      text.path,
      'a receipt code is shown; add "protect: true", so that it is not forwarded by mistake',
    )
}
