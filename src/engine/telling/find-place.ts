import type { MarkedText, Span } from '../../lib/marked-text.ts'
import type { PlaceIndex } from '../places.ts'
import {
  continuesPlace,
  endsWith,
  headAt,
  isInside,
  isPartOfName,
  isSpokenNumber,
  isStop,
  isStreetName,
  LEFT_STOPS,
  leadsOn,
  nameAt,
  needsName,
  type Part,
  PREPOSITIONS,
  partAt,
  RELATIONS,
} from './place-parts.ts'

/** A place is at most this long. */
const MAX_TOKENS = 16
/** Words of one phrase before its first known word: "quầy sim thẻ | đầu chợ". */
const MAX_BEFORE = 6
/** Small words after a landmark that still belong to its name: "cửa hàng gà rán". */
const MAX_PLAIN = 4

interface Candidate extends Span {
  score: number
}

/** What all steps of one search share. */
interface Reading {
  text: MarkedText
  places: PlaceIndex
  /** Words of time belong to no place. */
  time: readonly Span[]
}

/**
 * The words of a telling that say where: an address, a landmark, a ward by any of its names. The fullest of several,
 * the first of equals. Null when there are none.
 */
export function findPlace(text: MarkedText, places: PlaceIndex, time: readonly Span[]): Span | null {
  const reading = { text, places, time }
  let best: Candidate | null = null
  for (let i = 0; i < text.tokens.length; i++) {
    const one = beginsAt(reading, i) ? candidateAt(reading, i) : null
    if (one !== null && (best === null || one.score > best.score)) best = one
  }
  return best === null ? null : { start: best.start, end: best.end }
}

/** What stands in quotation marks is the name of an account or a thing. */
function beginsAt({ text, places, time }: Reading, at: number): boolean {
  if (headAt(text, at) === 0 && nameAt(text, at, places) === 0) return false
  return !isInside(text.tokens[at], time) && !/["“]/.test(text.tokens[at]?.gap ?? '')
}

function candidateAt(reading: Reading, at: number): Candidate | null {
  const { text, time } = reading
  const grown = growRight(reading, at)
  if (grown === null) return null
  const first = growLeft(text, at, time)
  const start = text.tokens[first]?.start ?? 0
  const led = first > 0 && endsWith(text, first - 1, PREPOSITIONS) ? 2 : 0
  const score = grown.score + led + (first < at ? 1.5 : 0)
  return { start, end: text.tokens[grown.last]?.end ?? start, score }
}

interface Growth {
  from: number
  at: number
  last: number
  score: number
  /** Small words since the last known part. */
  plain: number
  /** Something more than the first head. */
  named: boolean
  /** A proper name has been read: small words after it belong to something else. */
  nameEnded: boolean
}

/** From a head on: names, numbers and further parts, until a word that belongs to something else. */
function growRight(reading: Reading, from: number): Growth | null {
  const growth: Growth = {
    from,
    at: from,
    last: from - 1,
    score: 0,
    plain: 0,
    named: false,
    nameEnded: false,
  }
  while (growth.at - from < MAX_TOKENS && takeStep(reading, growth)) continue
  const { last, named } = growth
  return last < from || (!named && needsName(reading.text, from, last)) ? null : growth
}

function takeStep(reading: Reading, growth: Growth): boolean {
  const { text, places, time } = reading
  const { at, from } = growth
  if (at >= text.tokens.length || isInside(text.tokens[at], time)) return false
  const part = partAt(text, at, places)
  if (at > from && !continuesPlace(text, at, part)) return false
  return part.kind === 'other' ? takeWord(text, growth) : takePart(reading, growth, part)
}

function takeWord(text: MarkedText, growth: Growth): boolean {
  const { at } = growth
  const token = text.tokens[at]
  if (token === undefined) return false
  const hasSubstance = /\d/.test(token.raw) || token.capital
  if (growth.nameEnded && !hasSubstance) return false
  const isName =
    hasSubstance ||
    isPartOfName(text, at) ||
    isSpokenNumber(text, at) ||
    (!text.marked && isStreetName(text, at))
  if (!isName && (++growth.plain > MAX_PLAIN || isStop(text, at))) return false
  growth.score += isName ? 1 : 0.25
  growth.named = true
  growth.nameEnded ||= token.capital
  growth.last = growth.at++
  return true
}

function takePart({ text, places }: Reading, growth: Growth, part: Part): boolean {
  const { at, from } = growth
  if (part.kind === 'relation') {
    if (!leadsOn(text, at + part.length, places)) return false
  } else growth.plain = 0
  growth.nameEnded = part.kind === 'name'
  growth.score += part.weight
  growth.named ||= part.kind === 'name' || growth.last >= from
  growth.at += part.length
  growth.last = growth.at - 1
  return true
}

/** Back over what the place is to another ("đối diện"), then over the words of the same phrase that stand before. */
function growLeft(text: MarkedText, at: number, time: readonly Span[]): number {
  let first = at
  for (let steps = 0; steps < 3 && first > 0 && text.tokens[first]?.gap.trim() === ''; steps++) {
    const length = endsWith(text, first - 1, RELATIONS)
    if (length === 0) break
    first -= length
  }
  return phraseStart(text, first, time)
}

/** The words between a preposition, or the beginning of a clause, and the place, when none of them is a verb or a person. */
function phraseStart(text: MarkedText, from: number, time: readonly Span[]): number {
  for (let at = from; at > 0 && from - at <= MAX_BEFORE; at--) {
    if (text.tokens[at]?.gap.trim() !== '' || isInside(text.tokens[at - 1], time)) return at
    if (endsWith(text, at - 1, PREPOSITIONS) > 0)
      return endsWith(text, at - 1, RELATIONS) > 0 && at === from ? from : at
    if (endsWith(text, at - 1, LEFT_STOPS) > 0 && text.tokens[at - 1]?.capital !== true) return from
    if (at === 1) return from <= MAX_BEFORE ? 0 : from
  }
  return from
}
