import type { RefusalKind } from './refusal.ts'

/** An act is said as a whole, or by two concepts near each other; one of `asks`, where there are any, stands near it. */
export interface HarmRule {
  reason: RefusalKind
  whole?: readonly string[]
  pairs?: readonly (readonly [string, string])[]
  asks: readonly string[]
  /** What is planned shows in the act itself: it may be told at length, and no other asking word makes it honest. */
  isScheme?: true
}

const drugs = ['sure', 'slang', 'use.whole', 'misused'] as const
/** Words that speak of taking drugs, however they name them. */
const taking = ['sure', 'slang', 'use.whole', 'use.verb', 'effect'] as const

export const harmRules: readonly HarmRule[] = [
  { reason: 'buy', whole: ['request'], asks: [] },
  { reason: 'beat_test', pairs: [['testEvent', 'trick']], asks: [], isScheme: true },
  {
    reason: 'hide',
    pairs: ['sell.whole', 'move.whole', 'make.whole', 'dodge.whole'].map(
      (act) => ['unpunished', act] as const,
    ),
    asks: ['show', 'how'],
  },
  { reason: 'dose', pairs: taking.map((what) => ['justRight', what] as const), asks: [], isScheme: true },
  { reason: 'dose', pairs: drugs.map((what) => ['mixing', what] as const), asks: [], isScheme: true },
  { reason: 'make', whole: ['growing'], asks: [], isScheme: true },
  { reason: 'hide', whole: ['cover', 'lacing'], asks: [], isScheme: true },
  { reason: 'sell', whole: ['giving'], asks: ['show', 'how', 'which'], isScheme: true },
  { reason: 'other', whole: ['document'], asks: [], isScheme: true },
  { reason: 'buy', whole: ['trade'], asks: [], isScheme: true },
  { reason: 'dose', whole: ['substitute'], asks: [], isScheme: true },
  { reason: 'hide', whole: ['stowed', 'searched'], asks: [], isScheme: true },
  { reason: 'hide', whole: ['custody'], asks: ['show', 'how', 'where'], isScheme: true },
  { reason: 'make', whole: ['extracted'], asks: ['show', 'how', 'can', 'which'], isScheme: true },
  { reason: 'make', whole: ['make.whole'], pairs: [['make.verb', 'sure']], asks: ['show', 'how', 'can'] },
  { reason: 'hide', whole: ['spike'], asks: ['show', 'how'] },
  { reason: 'sell', whole: ['lure'], asks: ['show', 'how'] },
  { reason: 'beat_test', pairs: [['test.verb', 'beat']], asks: ['show', 'how', 'where'] },
  { reason: 'hide', whole: ['dodge.whole', 'checkpoint'], asks: ['show', 'how'] },
  {
    reason: 'hide',
    whole: ['move.whole'],
    pairs: [
      ['move.verb', 'sure'],
      ['evade', 'move.whole'],
      ['evade', 'sure'],
      ['evade', 'use.whole'],
      ['evade', 'make.whole'],
      ['evade', 'sell.whole'],
    ],
    asks: ['show', 'how'],
  },
  { reason: 'sell', whole: ['sell.whole'], pairs: [['sell.verb', 'sure']], asks: ['show', 'how', 'gain'] },
  {
    reason: 'buy',
    whole: ['get.whole'],
    pairs: [['get.verb', 'sure']],
    asks: ['show', 'where'],
  },
  {
    reason: 'dose',
    whole: ['use.whole'],
    pairs: [
      ['use.verb', 'sure'],
      ['effect', 'use.verb'],
      ['effect', 'sure'],
      ['effect', 'misused'],
    ],
    asks: ['show', 'how', 'howMuch'],
  },
]
