import type { FileKind, MsgContent } from '../core/message.ts'
import type { Wait } from '../flows/flow.ts'
import { limits } from '../flows/limits.ts'
import { ask } from './ask.ts'
import { say } from './render.ts'
import type { SentenceName } from './sentences.ts'
import type { Standing, TurnState } from './turn-state.ts'

/** Another sentence the second time; from the third on a person and the menu are offered. The step is asked again. */
export function notUnderstood(turn: TurnState, at: Standing): void {
  const { waiting } = turn.session
  const times = waiting.for === 'answer' ? Math.min(waiting.notUnderstood + 1, limits.notUnderstood) : 1
  turn.events.push({ type: 'input_not_understood', times })
  say(turn, sentenceFor(times, at.node.wait))
  ask(turn, { notUnderstood: times })
}

function sentenceFor(times: number, wait: Wait | null): SentenceName {
  if (times >= limits.notUnderstood) return 'offerPerson'
  if (times === 2) return 'notUnderstoodAgain'
  return wait === null ? 'notUnderstood' : (firstSentence[wait.type] ?? 'notUnderstood')
}

const firstSentence: Partial<Record<Wait['type'], SentenceName>> = {
  choice: 'notUnderstoodChoice',
  confirm: 'notUnderstoodChoice',
  number: 'needNumber',
  phone: 'needPhone',
  photo: 'needPhoto',
}

const kinds: Readonly<Record<string, SentenceName>> = {
  sticker: 'unsupportedSticker',
  animation: 'unsupportedSticker',
  gif: 'unsupportedSticker',
  voice: 'unsupportedVoice',
  audio: 'unsupportedVoice',
  video: 'unsupportedVideo',
  video_note: 'unsupportedVideo',
  file: 'unsupportedFile',
  document: 'unsupportedFile',
  too_large: 'unsupportedLarge',
  group: 'unsupportedGroup',
  edited_message: 'unsupportedEdit',
}

/** What a file is told where none is asked for. */
const notHere = {
  photo: 'photoNotHere',
  video: 'unsupportedVideo',
  audio: 'unsupportedVoice',
  document: 'photoNotHere',
} as const satisfies Record<FileKind, SentenceName>

/** Says why this kind of message cannot be used here. */
export function sayUnsupported(turn: TurnState, content: MsgContent): void {
  if (content.type === 'photo') say(turn, notHere[content.photo.kind])
  else if (content.type === 'location') say(turn, 'locationNotHere')
  else if (content.type === 'contact') say(turn, 'phoneNotHere')
  else if (content.type === 'unsupported')
    say(
      turn,
      Object.hasOwn(kinds, content.kind) ? (kinds[content.kind] ?? 'unsupportedOther') : 'unsupportedOther',
    )
  else say(turn, 'unsupportedOther')
}
