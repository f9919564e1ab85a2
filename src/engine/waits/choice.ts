import type { Choice } from '../../flows/flow.ts'
import { isAmbiguous } from '../commands.ts'
import type { ChoicePhrases } from '../flow-index.ts'
import { barePhrase, marksAgree, plainPhrase } from '../plain-phrase.ts'
import { fitText } from '../results.ts'
import type { TurnState } from '../turn-state.ts'
import { NONE, type Reading, type WaitOf, type WaitTester } from './wait-tester.ts'

/** One of the offered answers: pressed, said in any of its ways, or said inside a short sentence. */
export const choiceTester: WaitTester<WaitOf<'choice'>> = {
  numbered: true,
  offers: (turn, wait) => wait.choices.map(({ id, title }) => ({ id, title: title[turn.session.language] })),
  read: (turn, wait, content, at) => {
    if (content.type === 'choice') return chosen(turn, wait, content.choice)
    if (content.type !== 'text' || at.node.phrases === null) return NONE
    const id = idOf(content.text, at.node.phrases)
    return id === null ? NONE : chosen(turn, wait, id)
  },
  readFreely: (turn, wait, text) =>
    wait.free_text ? { type: 'answer', result: { text: fitText(turn, text) }, exit: 'other' } : NONE,
}

function chosen(turn: TurnState, wait: WaitOf<'choice'>, id: string): Reading {
  const choice: Choice | undefined = wait.choices.find((one) => one.id === id)
  if (choice === undefined) return NONE
  return { type: 'answer', result: { text: choice.title[turn.session.language], choice: id }, exit: id }
}

/** Whether the text is, word for word, a way to say one of the choices. */
export function isSaidExactly(text: string, phrases: ChoicePhrases): boolean {
  const found = phrases.whole.get(plainPhrase(text))
  return found !== undefined && marksAgree(text, found.text)
}

function idOf(text: string, phrases: ChoicePhrases): string | null {
  if (isAmbiguous(text)) return null
  const plain = plainPhrase(text)
  const found = phrases.whole.get(plain) ?? phrases.bare.get(barePhrase(text))
  if (found !== undefined && marksAgree(text, found.text)) return found.id
  return idInside(text, plain, phrases)
}

/**
 * The choice whose words stand inside a short sentence, when only one choice's longest words do. A "không" that the
 * choice itself lacks may turn its meaning round, so then nothing is taken.
 */
function idInside(text: string, plain: string, phrases: ChoicePhrases): string | null {
  const count = plain.split(' ').length
  if (count > 10) return null
  const whole = ` ${plain} `
  let best = ''
  const ids = new Set<string>()
  for (const [phrase, { id, text: marked }] of phrases.whole) {
    // The bare test first: it needs no new text, and nearly every phrase fails it.
    if (phrase.length < best.length || !plain.includes(phrase) || !whole.includes(` ${phrase} `)) continue
    if ((!phrase.includes(' ') && count > 3) || !marksAgree(text, marked)) continue
    if (phrase.length > best.length) ids.clear()
    best = phrase
    ids.add(id)
  }
  if (ids.size !== 1 || (denies(plain) && !denies(best))) return null
  return [...ids][0] ?? null
}

function denies(phrase: string): boolean {
  return /\b(?:khong|chua|chang|dung|not|no|dont)\b/.test(phrase)
}
