import { cutText } from '../cut-text.ts'
import { say } from '../render.ts'
import { fitText } from '../results.ts'
import { NONE, type WaitOf, type WaitTester } from './wait-tester.ts'

/** Any text ("1" presses its button, if it has one). Too long: the beginning is kept and the person is told. */
export const textTester: WaitTester<WaitOf<'text'>> = {
  numbered: true,
  offers: () => [],
  read: () => NONE,
  readFreely: (turn, wait, text) => {
    if (text.length < wait.min_chars) return { type: 'hint', sentence: 'textTooShort' }
    const kept = fitText(turn, cutText(text, wait.max_chars))
    if (kept.length < text.length) say(turn, 'textCut')
    return { type: 'answer', result: { text: kept } }
  },
}
