import type { Wait } from '../../flows/flow.ts'
import { choiceTester } from './choice.ts'
import { confirmTester } from './confirm.ts'
import { numberTester } from './number.ts'
import { phoneTester } from './phone.ts'
import { photoTester } from './photo.ts'
import { placeTester } from './place.ts'
import { textTester } from './text.ts'
import { timeTester } from './time.ts'
import type { WaitOf, WaitTester } from './wait-tester.ts'

/** Every kind of wait. */
export const testers = {
  choice: choiceTester,
  text: textTester,
  number: numberTester,
  phone: phoneTester,
  place: placeTester,
  time: timeTester,
  photo: photoTester,
  confirm: confirmTester,
} satisfies { [T in Wait['type']]: WaitTester<WaitOf<T>> }

/** The tester of a wait. */
export function testerOf(wait: Wait): WaitTester<Wait> {
  const tester: unknown = testers[wait.type]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each entry takes exactly the wait of its own key, which the compiler cannot follow
  return tester as WaitTester<Wait>
}
