import { fold, syllables } from '../lib/vietnamese.ts'
import { parseReceipt } from '../tips/receipt.ts'

/** Seven words of two syllables. */
const MOST_SYLLABLES = 14
/** As it is shown; also with a word mistyped no sentence of anybody's looks like this. */
const AS_SHOWN = /^(?:[a-z]+-[a-z]+[\s,.;]*){7}$/

/**
 * Whether the text is a receipt code and nothing else. Its words are drawn at random: about one code in thirty reads
 * like a cry for help, and whoever types it must not be sent to the emergency steps for ever.
 */
export function isReceipt(text: string): boolean {
  if (AS_SHOWN.test(fold(text).trim())) return true
  return syllables(text).length <= MOST_SYLLABLES && parseReceipt(text).ok
}
