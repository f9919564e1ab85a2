import { isBare, mayBe, type SyllableKey, syllableKey } from '../lib/vietnamese-key.ts'
import { letterMask } from './letter-mask.ts'
import type { Word } from './words.ts'

/**
 * Phrases as authors of patterns write them: words with all their marks, in order.
 * `a|b_c` one of several (`_` joins the syllables of one alternative) · `x?` or `a|b|?` may be missing · `*3` up to three other
 * words (`*` is two) · `@name` one of a named list · `!a|b` none of these comes next · `^x` only with its marks typed.
 */
export interface Phrase {
  elements: readonly Element[]
}

export interface Option {
  syllables: readonly SyllableKey[]
  /** Only with its marks typed. */
  exact: boolean
}
/** Alternatives by the letters of their first syllable: a list of a hundred names costs one look-up. */
type Options = ReadonlyMap<string, readonly Option[]>
/** `mask` is that of the letters in `options`. */
type Element =
  | { kind: 'words'; options: Options; mask: number; optional: boolean }
  | { kind: 'not'; options: Options; mask: number }
  | { kind: 'gap'; max: number }

export type WordLists = Readonly<Record<string, string>>

/** @throws if a named list is unknown or the phrase begins with a gap: a mistake in our own data. */
export function compilePhrase(text: string, lists: WordLists): Phrase {
  const parts = text.trim().split(/\s+/u)
  const elements = parts.map((part) => compileElement(part, lists, parts.length === 1))
  const first = elements[0]
  if (first?.kind !== 'words' || first.optional) throw new Error(`a phrase must begin with a word: ${text}`)
  return { elements }
}

/** A single syllable without marks means too many things, except these. */
const CLEAR_WHEN_BARE = new Set(
  'chết xỉu liệt lịm giết chém ngáo choáng hiếp vừa đang rồi giờ nãy lại cứu gấp nó nếu từng nghiện sốt ngất bầu xích trói nhốt phạt tội luật chồng vợ nữa suốt phút thuốc rượu gục khóc'
    .split(' ')
    .map((word) => keyText(syllableKey(word))),
)

function keyText({ shaped, tone }: SyllableKey): string {
  return `${shaped}${tone}`
}

/** Elements already made, by list set: the same lists stand in hundreds of phrases. */
const elementCaches = new WeakMap<WordLists, Map<string, Element>>()

function compileElement(part: string, lists: WordLists, isWhole: boolean): Element {
  const cache = elementCaches.get(lists) ?? new Map<string, Element>()
  elementCaches.set(lists, cache)
  const name = isWhole ? `${part} alone` : part
  const known = cache.get(name)
  if (known) return known
  const made = makeElement(part, lists, isWhole)
  cache.set(name, made)
  return made
}

function makeElement(part: string, lists: WordLists, isWhole: boolean): Element {
  if (part.startsWith('*')) return { kind: 'gap', max: part.length > 1 ? Number(part.slice(1)) : 2 }
  const optional = part.endsWith('?')
  const texts = expandLists(part.replace(/^!|\?$/gu, ''), lists).filter((option) => option !== '')
  const options = byFirstLetters(texts.map((option) => compileOption(option, isWhole)))
  const mask = letterMask(options.keys())
  return part.startsWith('!') ? { kind: 'not', options, mask } : { kind: 'words', options, mask, optional }
}

function compileOption(option: string, isWhole: boolean): Option {
  const syllables = option.replace('^', '').split('_').map(syllableKey)
  const only = syllables.length === 1 ? syllables[0] : undefined
  const isUnclear = isWhole && only !== undefined && !CLEAR_WHEN_BARE.has(keyText(only))
  return { syllables, exact: option.startsWith('^') || isUnclear }
}

function byFirstLetters(options: readonly Option[]): Options {
  const grouped = new Map<string, Option[]>()
  for (const option of options) {
    const letters = option.syllables[0]?.folded ?? ''
    const group = grouped.get(letters) ?? []
    group.push(option)
    grouped.set(letters, group)
  }
  return grouped
}

function expandLists(body: string, lists: WordLists): string[] {
  return body.split('|').flatMap((option) => {
    if (!option.startsWith('@')) return [option]
    const list = lists[option.slice(1)]
    if (list === undefined) throw new Error(`unknown word list ${option}`)
    return expandLists(list, lists)
  })
}

/** The words a phrase may begin with, for the index. */
export function openingsOf(phrase: Phrase): Option[] {
  const first = phrase.elements[0]
  return first?.kind === 'words' ? [...first.options.values()].flat() : []
}

/** The most words that the phrase can take up. */
export function spanOf({ elements }: Phrase): number {
  return elements.reduce((sum, element) => sum + longestOf(element), 0)
}

function longestOf(element: Element): number {
  if (element.kind === 'gap') return element.max
  if (element.kind === 'not') return 0
  return Math.max(...[...element.options.values()].flat().map((option) => option.syllables.length))
}

/** The letters of every syllable by which the phrase goes on after its first word. */
export function lettersWithin({ elements }: Phrase): string[] {
  return elements.flatMap((element, at) => {
    if (element.kind !== 'words') return []
    const options = [...element.options.values()].flat()
    return options.flatMap(({ syllables }) => syllables.slice(at === 0 ? 1 : 0).map((key) => key.folded))
  })
}

/** Two openings of the same name match the same words. */
export function openingName({ syllables, exact }: Option): string {
  return `${exact ? '^' : ''}${syllables.map(keyText).join('_')}`
}

/** The place after the phrase when it stands at `start`, or -1. Gaps are short, so the work is bounded. */
export function matchPhrase(phrase: Phrase, words: readonly Word[], start: number, strict: boolean): number {
  return matchFrom(phrase.elements, 0, words, start, strict)
}

/** As `matchPhrase`, when its opening is known to end at `position`. */
export function matchRest(phrase: Phrase, words: readonly Word[], position: number, strict: boolean): number {
  return matchFrom(phrase.elements, 1, words, position, strict)
}

function matchFrom(
  elements: readonly Element[],
  at: number,
  words: readonly Word[],
  position: number,
  strict: boolean,
): number {
  const element = elements[at]
  if (element === undefined) return position
  if (element.kind === 'gap') return matchAfterGap(elements, at, words, position, strict)
  const word = words[position]
  if (word !== undefined && (word.mask & element.mask) !== 0) {
    for (const letters of word.letters) {
      for (const option of element.options.get(letters) ?? NO_OPTIONS) {
        const next = matchOption(option, words, position, strict)
        if (next < 0) continue
        if (element.kind === 'not') return -1
        const end = matchFrom(elements, at + 1, words, next, strict)
        if (end >= 0) return end
      }
    }
  }
  return element.kind === 'not' || element.optional
    ? matchFrom(elements, at + 1, words, position, strict)
    : -1
}

function matchAfterGap(
  elements: readonly Element[],
  at: number,
  words: readonly Word[],
  position: number,
  strict: boolean,
): number {
  const gap = elements[at]
  const after = elements[at + 1]
  const mask = after?.kind === 'words' && !after.optional ? after.mask : null
  const last = Math.min(position + (gap?.kind === 'gap' ? gap.max : 0), words.length)
  for (let next = position; next <= last; next += 1) {
    if (mask !== null && ((words[next]?.mask ?? 0) & mask) === 0) continue
    const end = matchFrom(elements, at + 1, words, next, strict)
    if (end >= 0) return end
  }
  return -1
}

const NO_OPTIONS: readonly Option[] = []

/** The place after one alternative, or -1. */
function matchOption(option: Option, words: readonly Word[], position: number, strict: boolean): number {
  const word = words[position]
  if (word === undefined) return -1
  if (standsFor(word, option)) return position + 1
  return mayBegin(word, option, strict) ? matchOn(option, words, position, strict) : -1
}

/** Whether the one word means the whole alternative: "nyc" is "người yêu cũ". */
export function standsFor({ phrases }: Word, { syllables }: Option): boolean {
  for (const phrase of phrases) if (equalPhrase(phrase, syllables)) return true
  return false
}

/** Whether the word may be the first syllable of the alternative. */
export function mayBegin(word: Word, { syllables, exact }: Option, strict: boolean): boolean {
  const first = syllables[0]
  return first !== undefined && meansWord(word, first, strict, exact)
}

/** The place after an alternative whose first syllable is known to be there, or -1. */
export function matchOn(
  { syllables, exact }: Option,
  words: readonly Word[],
  position: number,
  strict: boolean,
): number {
  for (let i = 1; i < syllables.length; i += 1) {
    const syllable = syllables[i]
    const typed = words[position + i]
    if (syllable === undefined || typed === undefined || !meansWord(typed, syllable, strict, exact)) return -1
  }
  return position + syllables.length
}

function equalPhrase(phrase: readonly SyllableKey[], option: readonly SyllableKey[]): boolean {
  return phrase.length === option.length && phrase.every((key, i) => key.folded === option[i]?.folded)
}

/** Whether a typed word may be this syllable, as typed or as teen-code; `exact`: with its marks, if it has any. */
export function meansWord(typed: Word, syllable: SyllableKey, strict: boolean, exact = false): boolean {
  // A loop without a closure: this is asked hundreds of times for each message.
  for (const key of typed.keys) {
    if (key.folded !== syllable.folded || !mayBe(key, syllable, strict || exact || typed.strict)) continue
    if (!(exact && isBare(key) && !isBare(syllable))) return true
  }
  return false
}
