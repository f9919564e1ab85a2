import type { MsgContent } from '../core/message.ts'
import { limits } from '../flows/limits.ts'
import { clean } from '../lib/vietnamese.ts'
import { cutText } from './cut-text.ts'
import { asPress } from './offers.ts'
import { takeOpening } from './openings.ts'
import { say } from './render.ts'
import { takeAnswer } from './take-answer.ts'
import { takeCommand } from './take-command.ts'
import { takeDanger } from './take-danger.ts'
import { remember, standing, type TurnState } from './turn-state.ts'
import { callAgain } from './walk.ts'

/** One message, in the order that keeps people safe: danger, commands, the step's own answer, anything else. */
export function takeMessage(turn: TurnState, said: MsgContent): void {
  const content = tidy(turn, said)
  const text = textOf(content)
  if (text !== '' && takeDanger(turn, text)) return
  const meant = asPress(turn, content)
  if (takeCommand(turn, meant)) return
  // Presses and commands tell nothing: what was told before them stays in sight.
  if (textOf(meant) !== '') remember(turn, cutText(text, limits.recentChars))
  takeRest(turn, meant)
}

function takeRest(turn: TurnState, content: MsgContent): void {
  const { waiting } = turn.session
  if (waiting.for === 'answer') return takeAnswer(turn, content, waiting)
  const at = standing(turn)
  if (waiting.for === 'service' && at !== null && callAgain(turn, at)) return
  takeOpening(turn, content)
}

/** What a person wrote, readable and of bounded length; they are told when something was cut. */
function tidy(turn: TurnState, content: MsgContent): MsgContent {
  if (content.type === 'text') {
    const text = tidyText(content.text)
    if (content.text.length > 2 * limits.textChars || clean(content.text).length > limits.textChars)
      say(turn, 'textCut')
    return text === '' ? { type: 'unsupported', kind: 'empty' } : { type: 'text', text }
  }
  if (content.type === 'photo' && content.caption !== undefined)
    return { ...content, caption: tidyText(content.caption) }
  if (content.type === 'location' && content.name !== undefined)
    return { ...content, name: tidyText(content.name) }
  return content
}

/** Cleaning may shorten, so twice the limit is looked at before the cut. */
function tidyText(text: string): string {
  return cutText(clean(cutText(text, 2 * limits.textChars)).trim(), limits.textChars)
}

function textOf(content: MsgContent): string {
  if (content.type === 'text') return content.text
  return content.type === 'photo' ? (content.caption ?? '') : ''
}
