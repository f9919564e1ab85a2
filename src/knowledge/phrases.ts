import { type Token, tokenise } from './tokenise.ts'

/** Finding listed phrases in a question, typed with marks or without. */

export interface Phrase<T> {
  tokens: readonly Token[]
  value: T
}

export interface PhraseMatch<T> {
  value: T
  start: number
  end: number
}

/** Phrases by the folded form of their first word. */
export type PhraseTable<T> = ReadonlyMap<string, readonly Phrase<T>[]>

export function makePhraseTable<T>(entries: Iterable<readonly [phrase: string, value: T]>): PhraseTable<T> {
  const table = new Map<string, Phrase<T>[]>()
  for (const [phrase, value] of entries) {
    const tokens = tokenise(phrase).filter((token) => !token.isCode)
    const first = tokens[0]?.folded
    if (first === undefined) continue
    const list = table.get(first) ?? []
    list.push({ tokens, value })
    table.set(first, list)
  }
  return table
}

/** Every listed phrase in the text, overlaps included. `tokens` without codes. */
export function findPhrases<T>(tokens: readonly Token[], table: PhraseTable<T>): PhraseMatch<T>[] {
  const found: PhraseMatch<T>[] = []
  for (const [start, token] of tokens.entries()) {
    for (const phrase of table.get(token.folded) ?? []) {
      const end = start + phrase.tokens.length
      const fits = phrase.tokens.every((word, i) => isSameWord(tokens[start + i], word))
      if (fits) found.push({ value: phrase.value, start, end })
    }
  }
  return found
}

/** What is typed with marks must have these marks; what is typed without may mean any. */
export function isSameWord(typed: Token | undefined, word: Token): boolean {
  if (typed === undefined || typed.folded !== word.folded) return false
  return !typed.isMarked || typed.exact === word.exact
}
