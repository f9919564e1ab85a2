import { fold, syllables } from '../lib/vietnamese.ts'
import { wordsTyped } from '../tips/receipt.ts'

/** Seven words of two syllables. */
const MOST_SYLLABLES = 14
/** Each word has two letters and a hyphen at least. */
const LEAST_CHARS = 21
/** As it is shown; also with a word mistyped no sentence of anybody's looks like this. */
const AS_SHOWN = /^(?:[a-z]+-[a-z]+[\s,.;]*){7}$/

/**
 * Whether the text is a receipt code and nothing else. Its words are drawn at random: about one code in thirty reads
 * like a cry for help, and whoever types it must not be sent to the emergency steps for ever.
 */
export function isReceipt(text: string): boolean {
  if (text.length < LEAST_CHARS) return false
  if (text.includes('-') && AS_SHOWN.test(fold(text).trim())) return true
  if (syllables(text).length > MOST_SYLLABLES) return false
  // Seven words of the list are enough: whether they belong together is asked where the code is looked up.
  return wordsTyped(text)?.every(({ number }) => number !== null) ?? false
}
