import type { TipTime } from '../../core/tip.ts'
import { limits } from '../../flows/limits.ts'
import { hasKey } from '../../lib/has-key.ts'
import { countSyllables } from '../../lib/vietnamese.ts'
import { shorten } from '../cut-text.ts'
import { isUnderstood, parseTime } from '../dates-vi.ts'
import { sentence } from '../render.ts'
import { fitText } from '../results.ts'
import type { SentenceName } from '../sentences.ts'
import type { TurnState } from '../turn-state.ts'
import { NONE, type Reading, type WaitOf, type WaitTester } from './wait-tester.ts'

const QUICK = {
  'time.now': 'timeNow',
  'time.today': 'timeToday',
  'time.last_night': 'timeLastNight',
  'time.often': 'timeOften',
} as const satisfies Record<string, SentenceName>

/** When something happened, in people's own words; the words are always kept. */
export const timeTester: WaitTester<WaitOf<'time'>> = {
  numbered: true,
  offers: (turn) =>
    Object.entries(QUICK).map(([id, name]) => ({ id, title: sentence(turn.session.language, name) })),
  read: (turn, _wait, content) => {
    if (content.type === 'choice') return quick(turn, content.choice)
    if (content.type !== 'text' || content.text.trimEnd().endsWith('?') || countSyllables(content.text) > 8)
      return NONE
    const time = parseTime(content.text, turn.context.now)
    return isUnderstood(time) ? answer(turn, time) : NONE
  },
  readFreely: (turn, _wait, text) => answer(turn, parseTime(text, turn.context.now)),
}

/** The buttons mean what their Vietnamese titles say, in either language. */
function quick(turn: TurnState, choice: string): Reading {
  if (!hasKey(QUICK, choice)) return NONE
  const name = QUICK[choice]
  const { language } = turn.session
  return answer(turn, {
    ...parseTime(sentence('vi', name), turn.context.now),
    text: sentence(language, name),
  })
}

function answer(turn: TurnState, time: TipTime): Reading {
  const text = fitText(turn, time.text ?? '')
  return { type: 'answer', result: { text: shorten(text, limits.shownChars), time: { ...time, text } } }
}
