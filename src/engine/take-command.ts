import { dangerTypes } from '../core/danger-types.ts'
import type { Command, MsgContent } from '../core/message.ts'
import { hasKey } from '../lib/has-key.ts'
import { ask, askWhichToEdit, sayAndAsk } from './ask.ts'
import { commandIn, isAmbiguous, isGreeting, type SaidCommand } from './commands.ts'
import { goBack } from './corrections.ts'
import { interrupt, isInProgress } from './interrupt.ts'
import { changeLanguage } from './language.ts'
import { openMenu, openWelcome } from './menu.ts'
import { say } from './render.ts'
import { dropRuns } from './runs.ts'
import { isGuarded, type Standing, standing, type TurnState } from './turn-state.ts'
import { isSaidExactly } from './waits/choice.ts'
import { startFlow, walk } from './walk.ts'

/** Carries out a command, however it was given. False when the message is none. */
export function takeCommand(turn: TurnState, content: MsgContent): boolean {
  const said = commandOf(turn, content)
  if (said === null) return false
  if (content.type === 'command' && content.ifIdle && !canGreet(turn)) return true
  if (isGuarded(turn) && LEAVING.has(said.command)) {
    sayAndAsk(turn, 'stayHere')
  } else {
    effects[said.command](turn, said.argument)
  }
  return true
}

/** What would leave a guarded flow by the way. */
const LEAVING: ReadonlySet<Command> = new Set(['start', 'menu'])

const effects: { [C in Command]: (turn: TurnState, argument?: string) => void } = {
  start: (turn, argument) => {
    leave(turn)
    if (argument !== undefined && turn.needs.index.flows.has(argument)) startFlow(turn, argument)
    else openWelcome(turn)
  },
  menu: (turn) => {
    leave(turn)
    openMenu(turn)
  },
  back: goBack,
  edit: (turn) => (standing(turn) === null ? sayAndGoOn(turn, 'nothingToEdit') : askWhichToEdit(turn)),
  cancel,
  erase: (turn) => begin(turn, 'erase'),
  language: (turn, argument) => {
    const other = turn.session.language === 'vi' ? 'en' : 'vi'
    changeLanguage(turn, argument === 'vi' || argument === 'en' ? argument : other)
    sayAndGoOn(turn, 'languageChanged')
  },
  human: (turn) => begin(turn, 'human'),
  help: (turn) => sayAndGoOn(turn, 'help'),
  danger: (turn, argument) => {
    const type = dangerTypes.find((one) => one === argument)
    const node = type && turn.needs.index.flows.get('emergency')?.flow.entries?.[type]
    if (isInProgress(turn, 'emergency') && node === undefined) return sayAndGoOn(turn, 'stayHere')
    interrupt(turn, 'emergency', node === undefined ? {} : { node })
  },
}

function commandOf(turn: TurnState, content: MsgContent): SaidCommand | null {
  if (content.type === 'command') return hasKey(effects, content.command) ? content : null
  if (content.type === 'choice') return pressedCommand(content.choice)
  if (content.type !== 'text') return null
  if (isOwnAnswer(standing(turn), content.text)) return null
  return commandIn(content.text) ?? (isGreeting(content.text) && canGreet(turn) ? { command: 'start' } : null)
}

/** Where the words are the node's own answer, they are no command. */
function isOwnAnswer(at: Standing | null, text: string): boolean {
  if (at?.node.wait?.type === 'confirm') return isAmbiguous(text)
  return at !== null && at.node.phrases !== null && isSaidExactly(text, at.node.phrases)
}

function canGreet(turn: TurnState): boolean {
  const flow = turn.session.runs.at(-1)?.flow
  return flow === undefined || flow === 'welcome'
}

/** Buttons of commands work whatever question they belonged to. */
function pressedCommand(choice: string): SaidCommand | null {
  const name = choice.startsWith('cmd.') ? choice.slice(4) : ''
  return hasKey(effects, name) ? { command: name } : null
}

function begin(turn: TurnState, flow: 'erase' | 'human'): void {
  if (isInProgress(turn, flow)) return ask(turn)
  if (!interrupt(turn, flow)) sayAndGoOn(turn, 'noPerson')
}

/** Something that interrupted goes back to what it interrupted; anything else ends for good. */
function cancel(turn: TurnState): void {
  const { runs } = turn.session
  const at = standing(turn)
  if (at?.node.wait?.type === 'confirm' && at.node.router?.exits['cancelled'] !== undefined) {
    return walk(turn, at.node.router.exits['cancelled'])
  }
  if (runs.every((run) => run.flow === 'welcome')) return sayAndGoOn(turn, 'nothingToStop')
  const below = runs.at(-2)
  if (below !== undefined && below.onReturn !== 'route') return backOut(turn, at)
  say(turn, isGuarded(turn) ? 'stoppedDanger' : 'stopped')
  dropRuns(turn)
  turn.session.recent = []
  openMenu(turn)
}

function backOut(turn: TurnState, at: Standing | null): void {
  if (at?.flow.gathersTip === true) {
    say(turn, 'stopped')
    turn.session.recent = []
  }
  walk(turn, 'end')
}

/** Leaves what is in progress; says so where answers are lost. */
function leave(turn: TurnState): void {
  const { runs } = turn.session
  const lost = runs.some(
    (run) => turn.needs.index.flows.get(run.flow)?.gathersTip && Object.keys(run.results).length > 0,
  )
  if (lost) {
    say(turn, 'draftDropped')
    turn.session.recent = []
  }
  dropRuns(turn)
}

function sayAndGoOn(turn: TurnState, name: Parameters<typeof say>[1]): void {
  say(turn, name)
  if (standing(turn) === null) openMenu(turn)
  else ask(turn)
}
