import type { Deployment } from '../core/deployment.ts'
import type { Event } from '../core/event.ts'
import type { MsgOut, QuickReply } from '../core/message.ts'
import { clean } from '../lib/vietnamese.ts'
import type { TextUnderstanding, TurnContext } from './engine.ts'
import type { FlowIndex, IndexedFlow, IndexedNode } from './flow-index.ts'
import type { PlaceIndex } from './places.ts'
import type { Run, Session } from './session.ts'

/** What all turns of an engine share. */
export interface TurnNeeds {
  index: FlowIndex
  places: PlaceIndex
  deployment: Deployment
  understanding: TextUnderstanding
}

/** One turn at work: its own copy of the session, which it may change, and what has happened so far. */
export interface TurnState {
  readonly needs: TurnNeeds
  readonly context: TurnContext
  readonly session: Session
  readonly events: Event[]
  messages: number
  visited: number
  secrets: number
}

/** Copies what a turn changes; texts and entries of the history are shared, and replaced, never written to. */
export function beginTurn(needs: TurnNeeds, session: Session, context: TurnContext): TurnState {
  const copy: Session = {
    ...session,
    turn: session.turn + 1,
    runs: session.runs.map((run) => ({ ...run, results: { ...run.results }, history: [...run.history] })),
    waiting: { ...session.waiting },
    values: { ...session.values },
    recent: [...session.recent],
  }
  return { needs, context, session: copy, events: [], messages: 0, visited: 0, secrets: 0 }
}

/** 64 hex digits; another for each call in a turn. */
export function newSecret(turn: TurnState): string {
  const { seed } = turn.context
  let secret = ''
  for (let i = 0; i < 31; i++) secret += HEX[seed[i] ?? 0]
  return secret + HEX[((seed[31] ?? 0) + turn.secrets++) & 0xff]
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Where the conversation stands: the innermost run with its flow and node as indexed. */
export interface Standing {
  run: Run
  flow: IndexedFlow
  node: IndexedNode
}

/** Null between flows, and for a run whose flow or node this flow set does not have. */
export function standing(turn: TurnState): Standing | null {
  const run = turn.session.runs.at(-1)
  return run === undefined ? null : placeOf(turn, run)
}

export function placeOf(turn: TurnState, run: Run): Standing | null {
  const flow = turn.needs.index.flows.get(run.flow)
  const node = flow?.nodes.get(run.node)
  return flow === undefined || node === undefined ? null : { run, flow, node }
}

/** Whether a guarded flow (danger) is in progress, at the top or below a flow that it entered. */
export function isGuarded(turn: TurnState): boolean {
  return turn.session.runs.some((run) => turn.needs.index.flows.get(run.flow)?.flow.guarded)
}

/** What a message may have besides its text. */
export interface MsgExtras {
  choices?: QuickReply[]
  prompt?: string
  request?: NonNullable<MsgOut['request']>
  link?: NonNullable<MsgOut['link']>
  protect?: boolean
}

export function emitMsg(turn: TurnState, text: string, extras: MsgExtras = {}): void {
  if (text.trim() === '') return
  const { choices = [], protect = false, ...rest } = extras
  const id = `${turn.session.turn}-${turn.messages++}`
  turn.events.push({
    type: 'msg_created',
    msg: { id, text, choices, protect, urgent: isGuarded(turn), ...rest },
  })
}

/** Keeps a text for danger told over several short messages. */
export function remember(turn: TurnState, text: string): void {
  const { session, context } = turn
  session.recent.push(clean(text))
  if (session.recent.length > 3) session.recent.shift()
  session.recentAt = context.now
}

/** The texts just before this one, unless they are old. */
export function recentTexts(turn: TurnState, maxAgeMs: number): readonly string[] {
  const { session, context } = turn
  if (session.recentAt !== undefined && context.now - session.recentAt > maxAgeMs) session.recent = []
  return session.recent
}
