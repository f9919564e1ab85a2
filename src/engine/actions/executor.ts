import type { Action } from '../../flows/flow.ts'
import type { Standing, TurnState } from '../turn-state.ts'

/** What happens after an action. */
export type Step =
  | { type: 'go_on' }
  /** A service was called; the turn ends here. */
  | { type: 'wait' }
  /** Another flow lies on top now; it begins at this node. */
  | { type: 'enter'; node: string }
  | { type: 'stop'; limit: string }

/** Carries out one kind of action. */
export type Executor<A extends Action> = (turn: TurnState, action: A, at: Standing) => Step

export type ActionOf<T extends Action['type']> = Extract<Action, { type: T }>

export const GO_ON: Step = { type: 'go_on' }
export const WAIT: Step = { type: 'wait' }
