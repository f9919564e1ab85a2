import { parsePhone } from '../phones.ts'
import { NONE, type Reading, type WaitOf, type WaitTester } from './wait-tester.ts'

/** A Vietnamese telephone number, typed or shared. */
export const phoneTester: WaitTester<WaitOf<'phone'>> = {
  numbered: false,
  request: 'phone',
  offers: () => [],
  read: (_turn, _wait, content) => {
    if (content.type === 'contact') return answerOf(content.phone)
    if (content.type === 'text') return answerOf(content.text)
    return NONE
  },
}

function answerOf(text: string): Reading {
  const phone = parsePhone(text.slice(0, 200))
  return phone === null ? NONE : { type: 'answer', result: { text: phone } }
}
