import type { Language } from '../core/language.ts'
import type { MsgContent, QuickReply } from '../core/message.ts'
import { limits } from '../flows/limits.ts'
import { shorten } from './cut-text.ts'
import { plainOwnPhrase, plainPhrase } from './plain-phrase.ts'
import { sentence } from './render.ts'
import type { SentenceName } from './sentences.ts'
import { type Standing, standing, type TurnState } from './turn-state.ts'
import { testerOf } from './waits/testers.ts'

/** The buttons of the question that waits, in the order in which typed numbers count. */
export function offersOf(turn: TurnState, at: Standing): QuickReply[] {
  const { waiting, language } = turn.session
  if (at.node.wait === null || waiting.for !== 'answer') return []
  if (waiting.choosingEdit === true) return editOffers(turn, at)
  const offers = testerOf(at.node.wait).offers(turn, at.node.wait, at)
  if (at.node.wait.skippable) offers.push(button('cmd.skip', 'buttonSkip', language))
  if (waiting.notUnderstood >= limits.notUnderstood) {
    offers.push(button('cmd.human', 'buttonHuman', language), button('cmd.menu', 'buttonMenu', language))
  }
  return offers.slice(0, 12)
}

/** Labelled answers that were given, as buttons. */
export function editOffers(turn: TurnState, at: Standing): QuickReply[] {
  const { language } = turn.session
  const given = at.flow.labelled.filter(({ result }) => Object.hasOwn(at.run.results, result)).slice(0, 11)
  const offers = given.map(({ result, label }) => {
    const wording = label[language]
    return {
      id: `edit.${result}`.slice(0, 40),
      title: shorten(typeof wording === 'string' ? wording : (wording[0] ?? result), 40),
    }
  })
  return [...offers, button('cmd.keep', 'buttonKeep', language)]
}

function button(id: string, name: SentenceName, language: Language): QuickReply {
  return { id, title: sentence(language, name) }
}

/** A typed number ("2", "2.", "số 2") or a button's own words as the press that they stand for; anything else unchanged. */
export function asPress(turn: TurnState, content: MsgContent): MsgContent {
  const at = standing(turn)
  const { waiting } = turn.session
  if (content.type !== 'text' || content.text.length > 120 || at === null || waiting.for !== 'answer')
    return content
  const offers = offersOf(turn, at)
  const pressed = offers[numberIn(turn, at, content.text)] ?? withTitle(offers, content.text)
  return pressed === undefined ? content : { type: 'choice', choice: pressed.id, prompt: waiting.prompt }
}

function numberIn(turn: TurnState, at: Standing, text: string): number {
  const { waiting } = turn.session
  const counts =
    at.node.wait !== null &&
    (testerOf(at.node.wait).numbered || (waiting.for === 'answer' && waiting.choosingEdit === true))
  const found = counts ? /^(?:(?:so|chon|cau|muc|number|no) )?(\d{1,2})$/.exec(plainPhrase(text)) : null
  return found === null ? -1 : Number(found[1]) - 1
}

function withTitle(offers: readonly QuickReply[], text: string): QuickReply | undefined {
  const plain = plainPhrase(text)
  return plain === '' ? undefined : offers.find((offer) => plainOwnPhrase(offer.title) === plain)
}
