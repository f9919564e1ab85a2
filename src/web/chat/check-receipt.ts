import { fold } from '../../lib/vietnamese.ts'

/** How a retyped code compares with the one on screen. `position` counts words from 1. */
export type ReceiptCheck =
  | { result: 'right' }
  | { result: 'wrong_word'; position: number }
  | { result: 'missing'; count: number }

/** Compares word by word; case, tone marks, hyphens and spaces do not matter. */
export function checkReceipt(code: string, typed: string): ReceiptCheck {
  const letters = lettersOf(typed)
  const words = code.split(' ').map(lettersOf)
  let at = 0
  for (const [index, word] of words.entries()) {
    const rest = letters.slice(at)
    if (!rest.startsWith(word))
      return word.startsWith(rest)
        ? { result: 'missing', count: index }
        : { result: 'wrong_word', position: index + 1 }
    at += word.length
  }
  return at === letters.length ? { result: 'right' } : { result: 'wrong_word', position: words.length }
}

function lettersOf(text: string): string {
  return fold(text).replace(/[^a-z]/g, '')
}
