import type { Danger } from '../../src/core/danger.ts'
import type { TextUnderstanding } from '../../src/engine/engine.ts'
import { plainPhrase } from '../../src/engine/plain-phrase.ts'

const DANGERS: readonly (readonly [string, Danger])[] = [
  ['khong tho', { type: 'overdose', level: 'red', about: 'other' }],
  ['bat tinh', { type: 'overdose', level: 'red', about: 'other' }],
  ['muon chet', { type: 'suicide', level: 'orange', about: 'self' }],
  ['cam dao', { type: 'violence', level: 'red', about: 'other' }],
]

/** A few words with a fixed meaning, for tests of the engine alone. Danger is also seen across the recent texts. */
export const scriptedUnderstanding: TextUnderstanding = {
  detectDanger: (text, recent) => {
    const plain = plainPhrase([...recent, text].join(' '))
    return DANGERS.find(([words]) => plain.includes(words))?.[1] ?? null
  },
  detectRefusal: (text) => (plainPhrase(text).includes('mua o dau') ? 'buy' : null),
  classifyIntent: (text) => {
    const plain = plainPhrase(text)
    if (plain.includes('bao tin')) return { intent: 'tip', flow: 'tip', confidence: 0.9 }
    if (plain.includes('bi phat')) return { intent: 'law question', flow: 'ask', confidence: 0.9 }
    return null
  },
  tipReading: () => null,
  looksLikeQuestion: (text) => text.trim().endsWith('?') || plainPhrase(text).includes('lam sao'),
}
