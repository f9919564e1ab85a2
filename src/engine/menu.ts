import type { TurnState } from './turn-state.ts'
import { startFlow } from './walk.ts'

/** The greeting, then the menu. */
export function openWelcome(turn: TurnState): void {
  startFlow(turn, 'welcome')
}

/** The menu without the greeting, where the flow `welcome` has a node of that name. */
export function openMenu(turn: TurnState): void {
  const hasMenu = turn.needs.index.flows.get('welcome')?.nodes.has('menu') === true
  startFlow(turn, 'welcome', hasMenu ? { node: 'menu' } : {})
}
