import type { MsgContent } from '../core/message.ts'
import type { TurnState } from './turn-state.ts'

/** Another photo of an album whose first one was answered: it is kept where one is wanted, and gets no words. */
export function isAnswered(turn: TurnState, content: MsgContent): boolean {
  return content.type === 'photo' && content.album !== undefined && content.album === turn.session.album
}

/** Called at the end of each message: an album lasts only while its photos follow each other. */
export function noteAlbum(turn: TurnState, content: MsgContent): void {
  if (content.type === 'photo' && content.album !== undefined) turn.session.album = content.album
  else delete turn.session.album
}
