import { valueOf } from '../exits.ts'
import { changeLanguage } from '../language.ts'
import { resultOf } from '../results.ts'
import { type ActionOf, type Executor, GO_ON } from './executor.ts'

/** `{ type: set_language, from: language }`, where the result `language` holds vi or en. */
export const executeSetLanguage: Executor<ActionOf<'set_language'>> = (turn, action) => {
  const result = resultOf(turn, action.from)
  const value = result === null ? '' : valueOf(result)
  if (value === 'vi' || value === 'en') changeLanguage(turn, value)
  return GO_ON
}
