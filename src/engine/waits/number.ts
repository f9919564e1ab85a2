import { parseNumber } from '../numbers-vi.ts'
import { NONE, type Reading, type WaitOf, type WaitTester } from './wait-tester.ts'

/** A number in digits or words, inside the node's bounds. */
export const numberTester: WaitTester<WaitOf<'number'>> = {
  numbered: false,
  offers: () => [],
  read: (_turn, wait, content) => {
    if (content.type !== 'text' || content.text.length > 120) return NONE
    const number = parseNumber(content.text)
    return number === null ? NONE : within(wait, number)
  },
}

function within(wait: WaitOf<'number'>, number: number): Reading {
  if (wait.min !== undefined && number < wait.min)
    return { type: 'hint', sentence: 'numberTooSmall', values: { limit: wait.min } }
  if (wait.max !== undefined && number > wait.max)
    return { type: 'hint', sentence: 'numberTooLarge', values: { limit: wait.max } }
  return { type: 'answer', result: { text: String(number), number } }
}
