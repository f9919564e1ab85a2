import { emitLong } from '../ask.ts'
import { cutText } from '../cut-text.ts'
import { fill, render } from '../render.ts'
import type { MsgExtras, TurnState } from '../turn-state.ts'
import { type ActionOf, type Executor, GO_ON } from './executor.ts'

/** `{ type: send_msg, text: { vi: "Chào bạn", en: "Hello" } }` */
export const executeSendMsg: Executor<ActionOf<'send_msg'>> = (turn, action) => {
  emitLong(turn, render(turn, action.text), extrasOf(turn, action))
  return GO_ON
}

/** A link whose address is empty (the service gave none) is left out. */
function extrasOf(turn: TurnState, action: ActionOf<'send_msg'>): MsgExtras {
  const url = action.link === undefined ? '' : fill(turn, action.link.url)
  const link =
    action.link !== undefined && url !== '' && url.length <= 2_000
      ? { title: cutText(render(turn, action.link.title), 100), url }
      : undefined
  return { ...(link && { link }), ...(action.protect === true && { protect: true }) }
}
