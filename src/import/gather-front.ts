import { vietnamDay } from '../core/clock.ts'
import { FrontMatter } from '../knowledge/document.ts'
import type { Guess } from './guess-front.ts'
import { refuseImport } from './refuse-import.ts'

export type FrontKey = keyof FrontMatter
export type FrontValues = Partial<Record<FrontKey, string | null>>

/** In the order in which they are written. */
export const frontKeys = [
  'id',
  'kind',
  'number',
  'title',
  'shortTitle',
  'issuer',
  'place',
  'formerPlace',
  'issued',
  'inForceFrom',
  'inForceTo',
  'replacedBy',
  'replaces',
  'source',
  'verifiedOn',
  'verifiedHow',
  'reviewBy',
  'wording',
] as const satisfies readonly FrontKey[]

const HALF_A_YEAR_MS = 182 * 86_400_000
const SELDOM = { formerPlace: null, inForceTo: null, replacedBy: null, replaces: null, source: null }
/** Belong to the wording: those of our restatement say nothing about the original. */
const OF_THE_WORDING: readonly FrontKey[] = ['verifiedOn', 'verifiedHow', 'reviewBy', 'wording']

export interface FrontSources {
  /** Options of the command, then the file given with them, then the head of the imported file itself. */
  given: readonly FrontValues[]
  /** Head of the document that the import replaces or stands beside. */
  existing: FrontMatter | undefined
  guess: Guess
  /** ms. */
  now: number
}

/** What is known of the head; what nobody said is left out. The first source that has a key wins. */
export function gatherFront({ given, existing, guess, now }: FrontSources): FrontValues {
  const kept = Object.fromEntries(
    Object.entries(existing ?? {}).filter(([key]) => !OF_THE_WORDING.some((of) => of === key)),
  )
  const sources: FrontValues[] = [...given, kept, fromGuess(guess), fromKind(guess, given), fromToday(now)]
  const front: FrontValues = {}
  for (const key of frontKeys) {
    const source = sources.find((values) => values[key] !== undefined)
    if (source !== undefined) front[key] = source[key] ?? null
  }
  return { ...front, wording: 'original' }
}

function fromGuess({ kind, number, title, titleNeedsLook, issuer, issued }: Guess): FrontValues {
  return Object.fromEntries(
    Object.entries({ kind, number, title: titleNeedsLook ? null : title, issuer, issued }).filter(
      ([, value]) => value !== null,
    ),
  )
}

function fromKind(
  { kind: guessed, number: guessedNumber }: Guess,
  given: readonly FrontValues[],
): FrontValues {
  const kind = given.find((values) => values.kind !== undefined)?.kind ?? guessed
  const number = given.find((values) => values.number !== undefined)?.number ?? guessedNumber
  if (kind === 'plan' || kind === null) return SELDOM
  const word = kind === 'law' ? 'Luật' : kind === 'decree' ? 'Nghị định' : null
  return {
    ...SELDOM,
    place: 'vn',
    ...(word === null || number === null ? {} : { shortTitle: `${word} ${number}` }),
  }
}

function fromToday(now: number): FrontValues {
  const today = vietnamDay(now)
  const [year, month, day] = today.split('-')
  return {
    verifiedOn: today,
    verifiedHow: `Nguyên văn theo tệp do đơn vị triển khai cung cấp, nhập ngày ${day}/${month}/${year}; máy đã kiểm tra không mất chữ nào khi chia điều, khoản; chưa có người so lại với bản gốc.`,
    reviewBy: vietnamDay(now + HALF_A_YEAR_MS),
  }
}

/** An id from the number, as the documents here are named: "luat-120-2025". */
export function idFromNumber(
  kind: string | null | undefined,
  number: string | null | undefined,
): string | null {
  const word = kind === 'law' ? 'luat' : kind === 'decree' ? 'nghi-dinh' : null
  const parts = /^(\d+)\/(\d{4})\//.exec(number ?? '')
  return word === null || parts === null ? null : `${word}-${parts[1]}-${parts[2]}`
}

/** Keys that nobody gave. */
export function missingKeys(front: FrontValues): FrontKey[] {
  return frontKeys.filter((key) => front[key] === undefined)
}

/** @throws AppError `content:invalid` naming every key that is wrong, and when the text is of another document. */
export function checkFront(values: FrontValues, guess: Guess): FrontMatter {
  const parsed = FrontMatter.safeParse(values)
  if (!parsed.success) {
    const list = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    refuseImport(`The front matter is not complete or not right:\n${list.join('\n')}`)
  }
  const front = parsed.data
  if (
    guess.number !== null &&
    front.number !== null &&
    comparable(front.number) !== comparable(guess.number)
  ) {
    refuseImport(
      `The text says it is number ${guess.number}, the front matter says ${front.number}: another file, or another --id?`,
    )
  }
  if (front.kind === 'guide') refuseImport('Guides are written, not imported.')
  return front
}

function comparable(number: string): string {
  return number.normalize('NFC').replace(/\s/g, '').toUpperCase()
}
