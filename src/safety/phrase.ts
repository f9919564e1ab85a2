import { mayBe, type SyllableKey, syllableKey } from '../lib/vietnamese-key.ts'
import type { Word } from './words.ts'

/**
 * Phrases as authors of patterns write them: words with all their marks, in order.
 * `a|b_c` one of several (`_` joins the syllables of one alternative) · `x?` or `a|b|?` may be missing · `*3` up to three other
 * words (`*` is two) · `@name` one of a named list · `!a|b` none of these comes next · `^x` only with its marks typed.
 */
export interface Phrase {
  elements: readonly Element[]
}

interface Option {
  syllables: readonly SyllableKey[]
  /** Only with its marks typed. */
  exact: boolean
}
type Options = readonly Option[]
type Element =
  | { kind: 'words'; options: Options; optional: boolean }
  | { kind: 'not'; options: Options }
  | { kind: 'gap'; max: number }

export type WordLists = Readonly<Record<string, string>>

/** @throws if a named list is unknown or the phrase begins with a gap: a mistake in our own data. */
export function compilePhrase(text: string, lists: WordLists): Phrase {
  const elements = text.trim().split(/\s+/u).map((part) => compileElement(part, lists))
  if (elements.length === 1) return { elements: elements.map(guardSingle) }
  const first = elements[0]
  if (first?.kind !== 'words' || first.optional) throw new Error(`a phrase must begin with a word: ${text}`)
  return { elements }
}

/** A single syllable without marks means too many things, except these. */
const CLEAR_WHEN_BARE = new Set(
  'chết xỉu liệt lịm giết chém ngáo choáng hiếp vừa đang rồi giờ nãy lại cứu gấp nó nếu từng nghiện sốt ngất bầu xích trói nhốt phạt tội luật chồng vợ nữa suốt phút'
    .split(' ')
    .map((word) => keyText(syllableKey(word))),
)

function keyText({ shaped, tone }: SyllableKey): string {
  return `${shaped}${tone}`
}

function guardSingle(element: Element): Element {
  if (element.kind !== 'words') return element
  const options = element.options.map((option) => {
    const only = option.syllables.length === 1 ? option.syllables[0] : undefined
    return { ...option, exact: option.exact || (only !== undefined && !CLEAR_WHEN_BARE.has(keyText(only))) }
  })
  return { ...element, options }
}

function compileElement(part: string, lists: WordLists): Element {
  if (part.startsWith('*')) return { kind: 'gap', max: part.length > 1 ? Number(part.slice(1)) : 2 }
  const optional = part.endsWith('?')
  const body = part.replace(/^!|\?$/gu, '')
  const options = expandLists(body, lists).filter((option) => option !== '').map(compileOption)
  return part.startsWith('!') ? { kind: 'not', options } : { kind: 'words', options, optional }
}

function compileOption(option: string): Option {
  return { syllables: option.replace('^', '').split('_').map(syllableKey), exact: option.startsWith('^') }
}

function expandLists(body: string, lists: WordLists): string[] {
  return body.split('|').flatMap((option) => {
    if (!option.startsWith('@')) return [option]
    const list = lists[option.slice(1)]
    if (list === undefined) throw new Error(`unknown word list ${option}`)
    return expandLists(list, lists)
  })
}

/** The letters a phrase may begin with, for the index. */
export function firstLetters(phrase: Phrase): string[] {
  const first = phrase.elements[0]
  return first?.kind === 'words' ? [...new Set(first.options.map(({ syllables }) => syllables[0]?.folded ?? ''))] : []
}

/** The place after the phrase when it stands at `start`, or -1. Gaps are short, so the work is bounded. */
export function matchPhrase(phrase: Phrase, words: readonly Word[], start: number, strict: boolean): number {
  return matchFrom(phrase.elements, 0, words, start, strict)
}

function matchFrom(elements: readonly Element[], at: number, words: readonly Word[], position: number, strict: boolean): number {
  const element = elements[at]
  if (element === undefined) return position
  if (element.kind === 'gap') return matchAfterGap(element.max, elements, at, words, position, strict)
  if (element.kind === 'not') {
    const present = element.options.some((option) => matchOption(option, words, position, strict) >= 0)
    return present ? -1 : matchFrom(elements, at + 1, words, position, strict)
  }
  for (const option of element.options) {
    const next = matchOption(option, words, position, strict)
    const end = next < 0 ? -1 : matchFrom(elements, at + 1, words, next, strict)
    if (end >= 0) return end
  }
  return element.optional ? matchFrom(elements, at + 1, words, position, strict) : -1
}

function matchAfterGap(
  max: number,
  elements: readonly Element[],
  at: number,
  words: readonly Word[],
  position: number,
  strict: boolean,
): number {
  for (let skipped = 0; skipped <= max && position + skipped <= words.length; skipped += 1) {
    const end = matchFrom(elements, at + 1, words, position + skipped, strict)
    if (end >= 0) return end
  }
  return -1
}

function matchOption({ syllables, exact }: Option, words: readonly Word[], position: number, strict: boolean): number {
  const word = words[position]
  if (word === undefined) return -1
  if (word.phrases.some((phrase) => equalPhrase(phrase, syllables))) return position + 1
  for (let i = 0; i < syllables.length; i += 1) {
    const syllable = syllables[i]
    const typed = words[position + i]
    if (syllable === undefined || typed === undefined || !meansWord(typed, syllable, strict || exact)) return -1
  }
  return position + syllables.length
}

function equalPhrase(phrase: readonly SyllableKey[], option: readonly SyllableKey[]): boolean {
  return phrase.length === option.length && phrase.every((key, i) => key.folded === option[i]?.folded)
}

/** Whether a typed word may be this syllable, as typed or as teen-code. */
export function meansWord(typed: Word, syllable: SyllableKey, strict: boolean): boolean {
  return typed.keys.some((key) => key.folded === syllable.folded && mayBe(key, syllable, strict))
}
