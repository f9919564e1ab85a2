import { decodeTelex } from './decode-telex.ts'
import type { KnownWords } from './read-unknown-word.ts'
import { tokenise } from './tokenise.ts'

const WORD = /\p{L}+/gu
const NO_VOWEL = /^[^aeiouyàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]+$/

/** "nc", "tt": stands in some plan's list of receivers, but from a person it is the short form. */
export function isShortForm(word: string, abbreviations: Readonly<Record<string, string>>): boolean {
  return NO_VOWEL.test(word) && Object.hasOwn(abbreviations, word)
}

/**
 * The text with raw Telex keys decoded where no document has what was typed ("nghieenj" → "nghiện"), and short forms
 * written out ("nc" → "nước"). What needs no such help comes back as it is.
 */
export function undoTelex(
  text: string,
  known: KnownWords,
  abbreviations: Readonly<Record<string, string>>,
): string {
  return text.replace(WORD, (typed) => {
    const word = typed.toLowerCase()
    if (isShortForm(word, abbreviations)) return abbreviations[word] ?? typed
    const [token] = tokenise(word)
    if (token === undefined || token.isMarked || known.hasWord(token.folded)) return typed
    return decodeTelex(word) ?? typed
  })
}
