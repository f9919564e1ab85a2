import type { Ward } from '../../core/deployment.ts'
import type { TipPlace } from '../../core/tip.ts'
import { limits } from '../../flows/limits.ts'
import { cutText, shorten } from '../cut-text.ts'
import { nearestWard, wardChoice, wardsIn } from '../places.ts'
import { sentence } from '../render.ts'
import { fitText } from '../results.ts'
import type { TurnState } from '../turn-state.ts'
import { NONE, type Reading, type WaitOf, type WaitTester } from './wait-tester.ts'

const ELSEWHERE = 'ward.unknown'
/** Names that several wards own can be asked about only with buttons for each. */
const MAX_ASKED = 8

/** A ward picked or named, a shared location, or a place in the person's own words. */
export const placeTester: WaitTester<WaitOf<'place'>> = {
  numbered: true,
  request: 'location',
  offers: (turn) => {
    const asked = askedWards(turn)
    const wards = asked ?? (turn.needs.places.offered ? turn.needs.places.wards : [])
    if (wards.length === 0) return []
    const elsewhere = { id: ELSEWHERE, title: sentence(turn.session.language, 'otherPlace') }
    return [...wards.map((ward) => ({ id: wardChoice(ward), title: shorten(ward.name, 40) })), elsewhere]
  },
  read: (turn, _wait, content) => {
    if (content.type === 'choice') return picked(turn, content.choice)
    return content.type === 'location' ? located(turn, content) : NONE
  },
  readFreely: (turn, _wait, text) => {
    const wards = wardsIn(text, turn.needs.places)
    if (wards.length > 1 && wards.length <= MAX_ASKED && askedWards(turn) === null)
      return askWhich(turn, text, wards)
    return answer(turn, { ward: wards.length === 1 ? (wards[0]?.code ?? 'unknown') : 'unknown', text })
  },
}

function picked(turn: TurnState, choice: string): Reading {
  const ward = turn.needs.places.wards.find((one) => wardChoice(one) === choice)
  if (ward === undefined && choice !== ELSEWHERE) return NONE
  const { waiting } = turn.session
  const told = waiting.for === 'answer' ? waiting.choosingWard?.told : undefined
  const text = told ?? ward?.name ?? sentence(turn.session.language, 'otherPlace')
  return answer(turn, { ward: ward?.code ?? 'unknown', text })
}

function located(turn: TurnState, at: { latitude: number; longitude: number; name?: string }): Reading {
  const { latitude, longitude } = at
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return NONE
  const ward = nearestWard(latitude, longitude, turn.needs.places)
  const named =
    at.name === undefined || at.name === ''
      ? sentence(turn.session.language, 'sharedLocation')
      : cutText(at.name, 200)
  const text = ward === null ? named : `${named} (${ward.name})`
  return answer(turn, { ward: ward?.code ?? 'unknown', latitude, longitude, text })
}

function answer(turn: TurnState, place: TipPlace & { text: string }): Reading {
  const text = fitText(turn, place.text)
  return { type: 'answer', result: { text: shorten(text, limits.shownChars), place: { ...place, text } } }
}

/** Wards of the question "which one do you mean?", or null when it was not asked. */
function askedWards(turn: TurnState): readonly Ward[] | null {
  const { waiting } = turn.session
  if (waiting.for !== 'answer' || waiting.choosingWard === undefined) return null
  const { wards } = waiting.choosingWard
  return turn.needs.places.wards.filter((ward) => wards.includes(ward.code))
}

function askWhich(turn: TurnState, told: string, wards: readonly Ward[]): Reading {
  const { waiting } = turn.session
  if (waiting.for !== 'answer') return NONE
  turn.session.waiting = {
    ...waiting,
    choosingWard: { told: cutText(told, 600), wards: wards.map((ward) => ward.code) },
  }
  return { type: 'hint', sentence: 'whichWard' }
}
