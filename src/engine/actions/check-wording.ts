import { keepResult, resultOf } from '../results.ts'
import { type ActionOf, type Executor, GO_ON } from './executor.ts'

/** `{ type: check_wording, results: [what, people], marked: exposed, part: exposed_part }` */
export const executeCheckWording: Executor<ActionOf<'check_wording'>> = (turn, action, at) => {
  delete at.run.results[action.marked]
  delete at.run.results[action.part]
  for (const name of action.results) {
    const result = resultOf(turn, name)
    if (result === null || result.skipped === true || result.choice !== undefined) continue
    const text = result.place?.text ?? result.text
    const marked = turn.needs.understanding.tipReading()?.markRevealing(text) ?? ''
    if (marked === '') continue
    keepResult(at.run, action.marked, { text: marked })
    keepResult(at.run, action.part, { text: name })
    break
  }
  return GO_ON
}
