import type { MarkedText, Span, Token } from '../../lib/marked-text.ts'
import { fold } from '../../lib/vietnamese.ts'
import type { PlaceIndex } from '../places.ts'
import { type Phrases, phraseAt, phrasesOf } from './phrases.ts'
import {
  addressHeads,
  landmarkHeads,
  leftStops,
  numberWords,
  prepositions,
  relations,
  stops,
} from './place-words.ts'

const HEADS = phrasesOf(`${addressHeads}, ${landmarkHeads}`)
const ADDRESS = new Set(addressHeads.split(', ').map(fold))
const ADDRESS_HEADS = phrasesOf(addressHeads)
export const RELATIONS = phrasesOf(relations)
export const PREPOSITIONS = phrasesOf(prepositions)
const STOPS = phrasesOf(stops)
export const LEFT_STOPS = phrasesOf(`${stops}, ${leftStops}`)
const NUMBER_WORDS = phrasesOf(numberWords)
/** Words of the rivers and roads that mostly mean something else: only a name makes a place of them. */
const NEEDS_CAPITAL = new Set(['kinh', 'rach', 'vam', 'con', 'lo', 'song'])
/** Heads that many other words fold to, or that mean a place only with a name: they need one. */
const NEEDS_NAME = new Set(
  'so p quan truong xa ho ao san cong phong can lo moc tram ben cua dinh trai doi tang hem ban to cau cho de bar pub ga kho quay bai rap lang ap thon chua hong studio nha lau quay dong am cang net khu day ke'.split(
    ' ',
  ),
)
/** "chỗ", "cho" and "chợ" fold to the same: without marks only these before it make a market of it. */
const BEFORE_MARKET = /(?:^| )(?:o|tai|sau|truoc|canh|gan|dau|cuoi|dien|goc|khu|trong|ra|cong) $/

/** A piece of a place: `length` tokens, and how much it says of where. */
export interface Part {
  kind: 'head' | 'name' | 'relation' | 'other'
  length: number
  weight: number
}

export function partAt(text: MarkedText, at: number, places: PlaceIndex): Part {
  const name = nameAt(text, at, places)
  if (name > 0) return { kind: 'name', length: name, weight: 2.5 }
  const head = headAt(text, at)
  if (head > 0) return { kind: 'head', length: head, weight: ADDRESS.has(foldedAt(text, at, head)) ? 2 : 1.5 }
  const relation = phraseAt(text, at, RELATIONS)
  if (relation > 0) return { kind: 'relation', length: relation, weight: 0.5 }
  return isAtAddress(text, at, places)
    ? { kind: 'relation', length: 1, weight: 0.5 }
    : { kind: 'other', length: 1, weight: 0 }
}

/** How many tokens the word for a kind of place has that begins here; 0 when none does. */
export function headAt(text: MarkedText, at: number): number {
  const length = phraseAt(text, at, HEADS)
  if (length !== 1) return length
  const folded = text.tokens[at]?.folded ?? ''
  if (isOtherThing(text, at, folded)) return 0
  if (NEEDS_CAPITAL.has(folded) && !nameFollows(text, at + 1)) return 0
  return text.marked || isBareHead(text, at, folded) ? 1 : 0
}

/** "xe ben" is a lorry, "đồng hồ" a clock, "hầm hành lý" a part of a bus. */
function isOtherThing(text: MarkedText, at: number, folded: string): boolean {
  const [before, after] = [text.tokens[at - 1]?.folded, text.tokens[at + 1]?.folded]
  if (folded === 'ben') return before === 'xe'
  if (folded === 'ho') return before === 'dong'
  if (folded === 'dong') return after === 'ho'
  return folded === 'ham' && (after === 'hang' || after === 'hanh')
}

function isBareHead(text: MarkedText, at: number, folded: string): boolean {
  if (folded === 'cho') return BEFORE_MARKET.test(text.folded.slice(0, text.tokens[at]?.start ?? 0))
  return !NEEDS_NAME.has(folded) || nameFollows(text, at + 1)
}

/** A ward by any of its names of two words and more. */
export function nameAt(text: MarkedText, at: number, places: PlaceIndex): number {
  for (const length of [5, 4, 3, 2]) {
    const words = foldedAt(text, at, length)
    if (words !== '' && places.names.some(([name]) => name === words) && isWholeRun(text, at, length))
      return length
  }
  return 0
}

/** In a text with marks a name typed with marks must be a name: "bỏ đề" is not "Bồ Đề". */
function isWholeRun(text: MarkedText, at: number, length: number): boolean {
  const run = text.tokens.slice(at, at + length)
  if (run.slice(1).some((token) => token.gap.trim() !== '')) return false
  return !text.marked || run.some((token) => token.capital || token.raw === token.folded) || length > 2
}

/** A part of a place after a comma goes on; after any other stop it does not. */
export function continuesPlace(text: MarkedText, at: number, part: Part): boolean {
  const gap = text.tokens[at]?.gap.trim() ?? ''
  if (gap === '' || gap === '-') return true
  if (gap !== ',' || (part.kind !== 'name' && part.kind !== 'head')) return false
  return (
    part.kind === 'name' ||
    ADDRESS.has(foldedAt(text, at, part.length)) ||
    nameFollows(text, at + part.length)
  )
}

/** Whether what follows a relation is a place. */
export function leadsOn(text: MarkedText, at: number, places: PlaceIndex): boolean {
  if (text.tokens[at]?.gap.trim() !== '') return false
  return headAt(text, at) > 0 || nameAt(text, at, places) > 0 || (text.tokens[at]?.capital ?? false)
}

function nameFollows(text: MarkedText, at: number): boolean {
  const next = text.tokens[at]
  return (
    next !== undefined &&
    next.gap.trim() === '' &&
    (next.capital || /\d/.test(next.raw) || headAt(text, at) > 0)
  )
}

/** "ngõ bốn mươi hai": a number in words, after what is numbered or after another such word. */
export function isSpokenNumber(text: MarkedText, at: number): boolean {
  if (phraseAt(text, at, NUMBER_WORDS) === 0 || text.tokens[at]?.gap.trim() !== '') return false
  return endsWith(text, at - 1, ADDRESS_HEADS) > 0 || phraseAt(text, at - 1, NUMBER_WORDS) > 0
}

/** A street has a name, whatever it would mean elsewhere: "phố Lâm Hạ" typed without marks. */
export function isStreetName(text: MarkedText, at: number): boolean {
  return /^(?:pho|duong)$/.test(text.tokens[at - 1]?.folded ?? '') && text.tokens[at]?.gap.trim() === ''
}

/** "quán … ở ngõ 12": a landmark and its address are one place. */
function isAtAddress(text: MarkedText, at: number, places: PlaceIndex): boolean {
  if (!/^(?:o|tai)$/.test(text.tokens[at]?.folded ?? '') || text.tokens[at + 1]?.gap.trim() !== '')
    return false
  const head = headAt(text, at + 1)
  return (head > 0 && ADDRESS.has(foldedAt(text, at + 1, head))) || nameAt(text, at + 1, places) > 0
}

/** Whether the words up to `last` say nothing without a name. */
export function needsName(text: MarkedText, from: number, last: number): boolean {
  return (
    NEEDS_NAME.has(foldedAt(text, from, last - from + 1)) ||
    (last === from && !/\d/.test(text.tokens[from]?.raw ?? ''))
  )
}

/** Names that small words belong to: "ng văn cừ", "ông Tường". */
export function isPartOfName(text: MarkedText, at: number): boolean {
  return isShortNguyen(text, at) || isTitle(text, at)
}

/** "ng văn cừ": the family name as people shorten it. */
function isShortNguyen(text: MarkedText, at: number): boolean {
  return (
    text.tokens[at]?.folded === 'ng' &&
    /^(?:van|trai|du|hue|thi|huu|dinh|khang|chi|son|tri|cong|duc)$/.test(text.tokens[at + 1]?.folded ?? '')
  )
}

/** "ông Tường", "của bà Ba": whose place it is belongs to its name. */
function isTitle(text: MarkedText, at: number): boolean {
  return (
    /^(?:ong|ba|anh|chi|co|chu|bac)$/.test(text.tokens[at]?.folded ?? '') &&
    text.tokens[at + 1]?.capital === true
  )
}

export function isStop(text: MarkedText, at: number): boolean {
  return phraseAt(text, at, STOPS) > 0
}

/** The length of the longest phrase that ends with the token `at`. */
export function endsWith(text: MarkedText, at: number, phrases: Phrases): number {
  for (const length of [3, 2, 1])
    if (at - length + 1 >= 0 && phraseAt(text, at - length + 1, phrases) === length) return length
  return 0
}

function foldedAt(text: MarkedText, at: number, length: number): string {
  const run = text.tokens.slice(at, at + length)
  return run.length < length ? '' : run.map((token) => token.folded.toLowerCase()).join(' ')
}

export function isInside(token: Token | undefined, spans: readonly Span[]): boolean {
  return token !== undefined && spans.some((span) => token.start < span.end && token.end > span.start)
}
