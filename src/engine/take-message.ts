import type { MsgContent } from '../core/message.ts'
import { limits } from '../flows/limits.ts'
import { clean } from '../lib/vietnamese.ts'
import { noteAlbum } from './albums.ts'
import { cutText } from './cut-text.ts'
import { isReceipt } from './is-receipt.ts'
import { sayUnsupported } from './not-understood.ts'
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
  takeContent(turn, asNewAnswer(turn, tidy(turn, said)))
  noteAlbum(turn, said)
}

/** A corrected message is an answer only where the question is still open; elsewhere it belongs to one long answered. */
function asNewAnswer(turn: TurnState, content: MsgContent): MsgContent {
  if (content.type !== 'unsupported' || content.kind !== 'edited_message') return content
  const { waiting } = turn.session
  const open = waiting.for === 'answer' && waiting.notUnderstood > 0
  return open && content.text !== undefined ? { type: 'text', text: content.text } : content
}

/** The words under a video or a file are what counts; that the rest cannot be used is said. */
function wordsOf(turn: TurnState, content: MsgContent): MsgContent {
  if (content.type !== 'unsupported' || content.kind === 'edited_message' || !content.text) return content
  sayUnsupported(turn, content)
  return { type: 'text', text: content.text }
}

function takeContent(turn: TurnState, content: MsgContent): void {
  const text = textOf(content)
  if (text !== '' && !isReceipt(text) && takeDanger(turn, text)) return
  const meant = asPress(turn, wordsOf(turn, content))
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
  if (content.type === 'unsupported' && content.text !== undefined)
    return { ...content, text: tidyText(content.text) }
  return content
}

/** Cleaning may shorten, so twice the limit is looked at before the cut. */
function tidyText(text: string): string {
  return cutText(clean(cutText(text, 2 * limits.textChars)).trim(), limits.textChars)
}

function textOf(content: MsgContent): string {
  if (content.type === 'text') return content.text
  if (content.type === 'unsupported') return content.text ?? ''
  return content.type === 'photo' ? (content.caption ?? '') : ''
}
