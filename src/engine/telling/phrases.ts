import { agrees, type MarkedText } from '../../lib/marked-text.ts'
import { fold } from '../../lib/vietnamese.ts'

/** Phrases by their folded first word, longest first; each with its marks. */
export type Phrases = ReadonlyMap<string, readonly { words: readonly string[]; marked: string }[]>

/** @param list phrases with ", " between, lower case, with marks. */
export function phrasesOf(list: string): Phrases {
  const phrases = new Map<string, { words: readonly string[]; marked: string }[]>()
  for (const marked of list.split(', ')) {
    const words = fold(marked).split(' ')
    const same = phrases.get(words[0] ?? '') ?? []
    phrases.set(
      words[0] ?? '',
      [...same, { words, marked }].sort((a, b) => b.words.length - a.words.length),
    )
  }
  return phrases
}

/** How many tokens the longest phrase that begins at token `at` has; 0 when none does. */
export function phraseAt(text: MarkedText, at: number, phrases: Phrases): number {
  const first = text.tokens[at]
  if (first === undefined) return 0
  for (const { words, marked } of phrases.get(first.folded) ?? []) {
    const last = text.tokens[at + words.length - 1]
    if (last === undefined) continue
    const span = { start: first.start, end: last.end }
    if (text.folded.slice(span.start, span.end) === words.join(' ') && agrees(text, span, marked))
      return words.length
  }
  return 0
}
