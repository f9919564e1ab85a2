import type { Language } from '../core/language.ts'
import type { TurnState } from './turn-state.ts'

export function changeLanguage(turn: TurnState, language: Language): void {
  if (turn.session.language === language) return
  turn.session.language = language
  turn.events.push({ type: 'language_changed', language })
}
