import type { MsgContent, MsgOut, QuickReply } from '../../core/message.ts'
import type { Wait } from '../../flows/flow.ts'
import type { SentenceName } from '../sentences.ts'
import type { Result } from '../session.ts'
import type { Standing, TurnState } from '../turn-state.ts'

/** What a step makes of what came in. */
export type Reading =
  /** The answer. `exit` where the kind of wait has its own; else the choice, or `answered`. */
  | { type: 'answer'; result: Result; exit?: string }
  /** Meant for this step but not usable: says why, and asks again. */
  | { type: 'hint'; sentence: SentenceName; values?: Readonly<Record<string, string | number>> }
  /** Dealt with; the step goes on waiting. The tester has said what is to be said. */
  | { type: 'handled' }
  /** Nothing of this step's. */
  | { type: 'none' }

/** One kind of wait: what it offers, and how it reads an answer. */
export interface WaitTester<W extends Wait> {
  /** Buttons, in the order in which typed numbers count. */
  offers(turn: TurnState, wait: W, at: Standing): QuickReply[]
  /** The platform's own button that helps here. */
  request?: NonNullable<MsgOut['request']>
  /** Whether "2" means the second button here. */
  numbered: boolean
  /** Takes what can only be meant as the answer. Presses arrive with an id of `offers`. */
  read(turn: TurnState, wait: W, content: MsgContent, at: Standing): Reading
  /** Takes any text that is not a command, a refusal or a question; absent where free text is no answer. */
  readFreely?(turn: TurnState, wait: W, text: string, at: Standing): Reading
}

export type WaitOf<T extends Wait['type']> = Extract<Wait, { type: T }>

export const NONE: Reading = { type: 'none' }
