import type { Danger } from '../core/danger.ts'
import { dangerTypes } from '../core/danger-types.ts'
import type { Wait } from '../flows/flow.ts'
import { limits } from '../flows/limits.ts'
import { sayAndAsk } from './ask.ts'
import { interrupt } from './interrupt.ts'
import { keepAnswer } from './keep-answer.ts'
import { recentTexts, type Standing, standing, type TurnState } from './turn-state.ts'
import { testerOf } from './waits/testers.ts'

const LEVELS = ['yellow', 'orange', 'red'] as const

/** Danger in a text comes before everything. True when the emergency flow has answered; then those words are used up. */
export function takeDanger(turn: TurnState, text: string): boolean {
  const { understanding } = turn.needs
  const danger = understanding.detectDanger(text, recentTexts(turn, limits.recentMs))
  if (danger === null || !turn.needs.index.flows.has('emergency') || isAnswer(turn, text)) return false
  turn.events.push({ type: 'danger_detected', danger })
  if (!isNews(turn, danger)) return goOnWithTheGraver(turn)
  keepForTheTip(turn, text)
  answerDanger(turn, danger)
  turn.session.recent = []
  return true
}

function answerDanger(turn: TurnState, danger: Danger): void {
  const entry = turn.needs.index.flows.get('emergency')?.flow.entries?.[danger.type]
  interrupt(turn, 'emergency', {
    ...(entry !== undefined && { node: entry }),
    results: {
      danger_type: { text: danger.type },
      danger_level: { text: danger.level },
      danger_about: { text: danger.about },
    },
  })
  if (isEmergency(turn))
    turn.session.danger = { type: danger.type, level: danger.level, at: turn.context.now }
}

/** Inside the emergency flow an answer to its question is no new danger. */
function isAnswer(turn: TurnState, text: string): boolean {
  return isEmergency(turn) && fitsStep(turn, text)
}

/** Whether the emergency flow begins anew: the same told again, something graver, or another kind and no milder. */
function isNews(turn: TurnState, danger: Danger): boolean {
  const current = turn.session.danger
  if (!isEmergency(turn) || current === null || danger.type === current.type) return true
  const graver = dangerTypes.indexOf(danger.type) < dangerTypes.indexOf(current.type)
  return graver || LEVELS.indexOf(danger.level) >= LEVELS.indexOf(current.level)
}

function goOnWithTheGraver(turn: TurnState): boolean {
  sayAndAsk(turn, 'heardToo')
  return true
}

function isEmergency(turn: TurnState): boolean {
  return turn.session.runs.some((run) => run.flow === 'emergency')
}

function fitsStep(turn: TurnState, text: string): boolean {
  const at = standing(turn)
  if (at === null || at.node.wait?.type !== 'choice') return false
  return testerOf(at.node.wait).read(turn, at.node.wait, { type: 'text', text }, at).type === 'answer'
}

/** What is told to a tip's free-text question answers it too: nobody has to type it twice. */
function keepForTheTip(turn: TurnState, text: string): void {
  const at = standing(turn)
  if (at === null || !at.flow.gathersTip || !isTale(at.node.wait) || isCorrecting(turn, at)) return
  const reading = testerOf(at.node.wait).readFreely?.(turn, at.node.wait, text, at)
  if (reading?.type !== 'answer') return
  keepAnswer(at, reading.result)
  at.run.onReturn = 'route'
}

function isTale(wait: Wait | null): wait is Wait {
  return wait?.type === 'text' || (wait?.type === 'choice' && wait.free_text)
}

function isCorrecting(turn: TurnState, at: Standing): boolean {
  const { waiting } = turn.session
  return waiting.for !== 'answer' || waiting.choosingEdit === true || at.run.returnTo !== undefined
}
