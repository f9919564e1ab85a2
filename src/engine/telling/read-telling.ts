import type { TipCategory, TipPlace, TipTime } from '../../core/tip.ts'
import { type MarkedText, readyText, type Span, textAt } from '../../lib/marked-text.ts'
import { parseTime } from '../dates-vi.ts'
import { type PlaceIndex, wardsIn } from '../places.ts'
import { findCategory } from './find-category.ts'
import { findPeople } from './find-people.ts'
import { findPlace } from './find-place.ts'
import { findDanger, findStillGoing, findSubstances } from './find-signs.ts'
import { findTime } from './find-time.ts'
import { findVehicles } from './find-vehicles.ts'

const MOSTLY = 0.7

/** What was recognised in a telling; null where its words do not tell. Texts are the person's own words. */
export interface Telling {
  category: TipCategory | null
  place: (TipPlace & { text: string }) | null
  when: (TipTime & { text: string }) | null
  people: string | null
  vehicles: string | null
  substances: string | null
  stillGoing: 'yes' | 'no' | null
  danger: 'yes' | null
}

/**
 * Takes a story apart by its words, without a model: where, when, who, what with. Pure, the same on server and phone.
 * @param now ms, for "hôm qua".
 */
export function readTelling(told: string, places: PlaceIndex, now: number): Telling {
  const text = calmed(readyText(told))
  const time = findTime(text)
  const place = findPlace(text, places, time)
  const when = time.map((span) => textAt(text, span)).join(', ')
  return {
    category: findCategory(text),
    place: place === null ? placeByWard(told, places) : placeOf(text, place, places),
    when: when === '' ? null : { ...parseTime(when, now), text: when },
    people: listed(text, findPeople(text)),
    vehicles: listed(text, findVehicles(text)),
    substances: findSubstances(text).join(', ') || null,
    stillGoing: findStillGoing(text),
    danger: findDanger(text),
  }
}

/** Where everything is written large, a large letter marks no name. */
function calmed(text: MarkedText): MarkedText {
  const letters = text.original.replace(/\P{L}/gu, '')
  const large = letters.replace(/\P{Lu}/gu, '').length
  if (large < letters.length * MOSTLY) return text
  const folded = text.folded.toLowerCase()
  const tokens = text.tokens.map((token) => ({
    ...token,
    folded: token.folded.toLowerCase(),
    capital: false,
  }))
  return { ...text, folded, tokens }
}

/** The ward that the words of the place name, else one that stands elsewhere in the story; several leave it open. */
function placeOf(text: MarkedText, span: Span, places: PlaceIndex): TipPlace & { text: string } {
  const words = textAt(text, span)
  const near = wardsIn(words, places)
  const wards = near.length > 0 ? near : wardsIn(text.original, places)
  return { ward: wards.length === 1 ? (wards[0]?.code ?? 'unknown') : 'unknown', text: words }
}

function placeByWard(told: string, places: PlaceIndex): Telling['place'] {
  const [ward, ...others] = wardsIn(told, places)
  return ward === undefined || others.length > 0 ? null : { ward: ward.code, text: ward.name }
}

function listed(text: MarkedText, spans: readonly Span[]): string | null {
  return spans.map((span) => textAt(text, span)).join('; ') || null
}
