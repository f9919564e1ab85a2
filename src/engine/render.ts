import type { Hotline } from '../core/deployment.ts'
import type { Language } from '../core/language.ts'
import type { Text } from '../flows/flow.ts'
import { limits } from '../flows/limits.ts'
import { shorten } from './cut-text.ts'
import { hash } from './hash.ts'
import { resultOf, shownResult } from './results.ts'
import { type SentenceName, sentences } from './sentences.ts'
import { emitMsg, type MsgExtras, type TurnState } from './turn-state.ts'

const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*\}\}/g

/** The text in the conversation's language, one variant of it, with every placeholder filled. */
export function render(turn: TurnState, text: Text): string {
  return fill(turn, variantOf(text[turn.session.language], turn))
}

/** Replaces `{{name}}`; a name without a value gives nothing. What a person or a service wrote is never filled again. */
export function fill(turn: TurnState, template: string): string {
  if (!template.includes('{{')) return template
  return template.replace(PLACEHOLDER, (_, name: string) => valueOf(turn, name)).trim()
}

/** One of the engine's own sentences. */
export function sentence(
  language: Language,
  name: SentenceName,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text: string = sentences[name][language]
  return text.replace(PLACEHOLDER, (_, key: string) => String(values[key] ?? ''))
}

/** The same, in the conversation's language, as a message. */
export function say(
  turn: TurnState,
  name: SentenceName,
  values?: Readonly<Record<string, string | number>>,
  extras?: MsgExtras,
): void {
  emitMsg(turn, sentence(turn.session.language, name, values), extras)
}

/** `115`, and for a number that nobody has checked: `0769 04 04 04 (gọi trước để hỏi)`. */
function hotlineText(hotline: Hotline, language: Language): string {
  return hotline.verified === null ? `${hotline.phone} (${sentence(language, 'callFirst')})` : hotline.phone
}

function variantOf(wording: string | string[], turn: TurnState): string {
  if (typeof wording === 'string') return wording
  return wording[hash(`${turn.session.id}:${turn.session.turn}`) % wording.length] ?? ''
}

function valueOf(turn: TurnState, name: string): string {
  const [kind = '', id = '', part] = name.split('.')
  if (kind === 'result') return resultText(turn, id)
  if (kind === 'hotline') return hotlineValue(turn, id, part)
  if (name === 'place') return turn.needs.deployment.name[turn.session.language]
  if (name === 'channel') return turn.session.channel
  if (name === 'recovery') return recoveryText(turn)
  if (name === 'opening_hours') return turn.needs.deployment.openingHours.counsellors[turn.session.language]
  return Object.hasOwn(turn.session.values, name) ? (turn.session.values[name] ?? '') : ''
}

/** Nothing where the deployment has no such key. */
function recoveryText({ needs, session }: TurnState): string {
  const holder = needs.deployment.recovery?.holder[session.language]
  return holder === undefined ? '' : sentence(session.language, 'recoveryKey', { holder })
}

function resultText(turn: TurnState, name: string): string {
  const result = resultOf(turn, name)
  return result === null ? '' : shorten(shownResult(result, turn.session.language), limits.shownChars)
}

function hotlineValue(turn: TurnState, id: string, part: string | undefined): string {
  const { language } = turn.session
  const hotline = turn.needs.deployment.hotlines.find((one) => one.id === id)
  if (hotline === undefined) return ''
  if (part === 'name') return hotline.name[language]
  return part === 'hours' ? hotline.hours[language] : hotlineText(hotline, language)
}
