import type { IdSource } from '../core/clock.ts'

const messengers = ['telegram', 'zalo', 'messenger'] as const
export type MessengerDoor = (typeof messengers)[number]
/** The ways in that the canary uses. */
export const doors = ['web', ...messengers] as const
export type Door = (typeof doors)[number]

export type MarkKind = 'sentence' | 'name' | 'username' | 'id' | 'phone' | 'address' | 'exif' | 'control'

/** Something that must be found nowhere. `numbers`: a range of ids instead of a text; both ends are planted. */
export interface Mark {
  door: Door | 'all'
  kind: MarkKind
  text: string
  numbers?: { first: number; last: number }
}

/** Ids differ in their last three digits only, so that one search finds all. */
const IDS_PER_DOOR = 1_000
const VOWELS = ['ừ', 'ộ', 'ẳ', 'ỵ']
const CONSONANTS = 'bcdghklmnprstvx'

/** Marks of one run, made anew each time: nothing of them can stand anywhere by chance. */
export function makeMarks(ids: Pick<IdSource, 'bytes'>): Mark[] {
  const digits = (count: number) => Array.from(ids.bytes(count), (byte) => String(byte % 10)).join('')
  const texts: MarkKind[] = ['sentence', 'name', 'username', 'exif']
  const perDoor = doors.flatMap((door): Mark[] => [
    ...texts.map((kind) => ({ door, kind, text: kind === 'username' ? latinWord(ids) : markedWord(ids) })),
    { door, kind: 'phone', text: `09${digits(8)}` },
  ])
  const numbered = messengers.map((door) => idMark(door, ids))
  const [a = 0, b = 0] = ids.bytes(2)
  const addresses: Mark[] = [
    { door: 'web', kind: 'address', text: `127.${100 + (a % 150)}.${100 + (b % 150)}.` },
    { door: 'web', kind: 'address', text: `2001:db8:${hexWord(ids)}:${hexWord(ids)}` },
  ]
  return [...perDoor, ...numbered, ...addresses, { door: 'all', kind: 'control', text: markedWord(ids) }]
}

/** @throws Error when there is no such mark. */
export function markOf(marks: readonly Mark[], door: Mark['door'], kind: MarkKind, at = 0): Mark {
  const found = marks.filter((mark) => mark.door === door && mark.kind === kind)[at]
  if (found === undefined) throw new Error(`there is no mark ${door} ${kind}`)
  return found
}

/** A made-up word with tone marks: it takes another shape in every encoding. */
function markedWord(ids: Pick<IdSource, 'bytes'>): string {
  return wordOf(ids, VOWELS)
}

function latinWord(ids: Pick<IdSource, 'bytes'>): string {
  return wordOf(ids, ['a', 'e', 'i', 'u'])
}

function wordOf(ids: Pick<IdSource, 'bytes'>, vowels: readonly string[]): string {
  const [first = '', ...others] = Array.from(ids.bytes(8), (byte, at) =>
    at % 2 === 0 ? CONSONANTS[byte % CONSONANTS.length] : vowels[byte % vowels.length],
  )
  return `zq${first}${others.join('')}wk`
}

function hexWord(ids: Pick<IdSource, 'bytes'>): string {
  return `f${Buffer.from(ids.bytes(2)).toString('hex').slice(1)}`
}

/** Fifteen digits, within what JavaScript and Telegram count exactly. */
function idMark(door: Door, ids: Pick<IdSource, 'bytes'>): Mark {
  const stem = `2${Array.from(ids.bytes(11), (byte) => String(byte % 10)).join('')}`
  const first = Number(stem) * IDS_PER_DOOR
  return { door, kind: 'id', text: stem, numbers: { first, last: first + IDS_PER_DOOR - 1 } }
}
