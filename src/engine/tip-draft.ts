import type { TipCategory, TipDraft, TipPlace } from '../core/tip.ts'
import type { Action } from '../flows/flow.ts'
import { hasKey } from '../lib/has-key.ts'
import { valueOf } from './exits.ts'
import { resultOf } from './results.ts'
import type { Result } from './session.ts'
import type { TurnState } from './turn-state.ts'

type SubmitTip = Extract<Action, { type: 'submit_tip' }>

/** Spelt out instead of asked of zod: the engine stays free of run-time schemas. `satisfies` keeps it complete. */
const CATEGORIES = {
  selling: true,
  using: true,
  storing: true,
  venue: true,
  delivery: true,
  making: true,
  growing: true,
  online: true,
  disguised: true,
  school: true,
  danger: true,
  driving: true,
  other: true,
  house: true,
  border: true,
  minors: true,
  precursors: true,
} as const satisfies Record<TipCategory, true>

/** The draft from the results that the action names; what was skipped is left out. */
export function draftOf(turn: TurnState, action: SubmitTip): TipDraft {
  const given = (name: string | undefined): Result | null => {
    const result = name === undefined ? null : resultOf(turn, name)
    return result?.skipped === true ? null : result
  }
  const what = given(action.what)?.text
  const people = given(action.people)?.text
  const vehicles = given(action.vehicles)?.text
  const substances = given(action.substances)?.text
  const place = placeOf(given(action.place), given(action.address))
  const when = timeOf(given(action.when))
  const stillGoing = certainty(given(action.still_going))
  const danger = certainty(given(action.danger))
  const useShot = agreement(given(action.use_shot))
  const keepOriginals = agreement(given(action.keep_originals))
  return {
    category: categoryOf(given(action.category)),
    language: turn.session.language,
    files: given(action.photos)?.photos?.slice(0, 5) ?? [],
    ...(what && { what }),
    ...(people && { people }),
    ...(vehicles && { vehicles }),
    ...(substances && { substances }),
    ...(place && { place }),
    ...(when && { when }),
    ...(stillGoing && { stillGoing }),
    ...(danger && { danger }),
    ...(useShot && { useShot }),
    ...(keepOriginals && { keepOriginals }),
  }
}

function categoryOf(result: Result | null): TipCategory {
  const value = result === null ? '' : valueOf(result)
  return hasKey(CATEGORIES, value) ? value : 'other'
}

function certainty(result: Result | null): 'yes' | 'no' | 'unknown' | null {
  if (result === null) return null
  const value = valueOf(result)
  return value === 'yes' || value === 'no' ? value : 'unknown'
}

/** Nothing but a plain yes counts as one. */
function agreement(result: Result | null): 'yes' | 'no' | null {
  if (result === null) return null
  return valueOf(result) === 'yes' ? 'yes' : 'no'
}

function placeOf(place: Result | null, address: Result | null): TipPlace | null {
  if (place === null && address === null) return null
  const base: TipPlace = place?.place ?? { ward: 'unknown', ...(place && { text: place.text }) }
  if (address === null || address.text === '') return base
  return {
    ...base,
    text: base.text === undefined ? address.text : `${address.text}, ${base.text}`.slice(0, 4_000),
  }
}

function timeOf(result: Result | null): TipDraft['when'] | null {
  if (result === null) return null
  return result.time ?? (result.text === '' ? null : { text: result.text })
}
