import type { Clock, IdSource } from '../core/clock.ts'
import type { Event, ServiceCall, ServiceOutcome } from '../core/event.ts'
import type { Language } from '../core/language.ts'
import type { MsgOut } from '../core/message.ts'
import type { Engine, Input, TurnContext } from '../engine/engine.ts'
import { type Services as RunServices, runTurn } from '../engine/run-turn.ts'
import type { Session } from '../engine/session.ts'
import type { Conversation } from './conversation.ts'
import type { Engines } from './flow-archive.ts'
import { sentences } from './sentences.ts'
import { isHarmless, type Services } from './services.ts'

/** What a turn came to, before it is committed. */
export interface TakenTurn {
  session: Session
  msgs: MsgOut[]
  events: Event[]
  /** The person asked us to forget the conversation. */
  erased: boolean
  /** The session was out of date when an effect was due: nothing was done, take the turn again. */
  stale: boolean
  /** What the commit builds on: the conversation as given, or as it is since a tip was promised. */
  base: Conversation
}

export interface TurnNeeds {
  engines: Engines
  services: Services
  clock: Clock
  ids: IdSource
  /** Whether the store still holds this version of the conversation, and has not seen the marked message. */
  isCurrent(conversation: Conversation, mark: string | null): Promise<boolean>
  /** Stores the session, which owes a tip. Null when the store holds another version by now. */
  promise(conversation: Conversation, session: Session): Promise<Conversation | null>
}

/** One turn's input, and the mark of the message that it came with. */
export interface TurnInput {
  input: Input
  mark: string | null
  language: Language
}

/** What changes while a turn runs. */
interface Progress {
  base: Conversation
  mark: string | null
  erased: boolean
  stale: boolean
}

/**
 * Runs the engine on what the conversation says and the input. Nothing is sent here. An effect on the world (a tip, a
 * counsellor) happens only on a session that is still the stored one, and a tip only once the session says that it is
 * owed: should this process die, no other message can overtake it, and the person hears that it was received.
 */
export async function takeTurn(
  needs: TurnNeeds,
  conversation: Conversation,
  { input, mark, language }: TurnInput,
): Promise<TakenTurn> {
  const { engine, session, restarted } = await startingPoint(needs.engines, conversation, language)
  const progress: Progress = { base: conversation, mark, erased: false, stale: false }
  const call = (wanted: ServiceCall, waiting: Session) => callService(needs, progress, wanted, waiting)
  const context = { now: needs.clock.now(), seed: needs.ids.bytes(32) }
  const before = await finishOwed(needs, progress, { engine, call, session, context })
  // The message that began the tip, delivered again: its answer is there.
  const isDone = mark !== null && (session.owed?.mark === mark || session.paid === mark)
  const turn = isDone ? noTurn(before.session) : await runTurn(engine, call, before.session, input, context)
  const events = [...before.events, ...turn.events]
  const msgs = events.flatMap((event) => (event.type === 'msg_created' ? [event.msg] : []))
  if (restarted) msgs.unshift(restartNotice(session))
  const { base, erased, stale } = progress
  const paid = session.owed?.mark ?? session.paid
  const kept = paid === undefined ? turn.session : { ...turn.session, paid }
  return { session: kept, msgs, events, erased, stale, base }
}

function noTurn(session: Session): { session: Session; events: Event[] } {
  return { session, events: [] }
}

interface Owing {
  engine: Engine
  call: RunServices
  session: Session
  context: TurnContext
}

/** Submits what an earlier turn promised and goes on from there. Once more is harmless: the same secret makes the same tip. */
async function finishOwed(
  needs: TurnNeeds,
  progress: Progress,
  { engine, call, session, context }: Owing,
): Promise<{ session: Session; events: Event[] }> {
  const { owed, ...free } = session
  if (owed === undefined) return noTurn(session)
  const outcome = await pay(needs, progress, owed)
  return await runTurn(engine, call, free, { type: 'service', outcome }, context)
}

async function pay(
  needs: TurnNeeds,
  progress: Progress,
  { draft, secret }: NonNullable<Session['owed']>,
): Promise<ServiceOutcome> {
  if (!(await isCurrent(needs, progress))) return { type: 'service_failed' }
  try {
    return await needs.services(callerOf(progress), { type: 'submit_tip', draft, secret })
  } catch {
    return { type: 'service_failed' }
  }
}

async function callService(
  needs: TurnNeeds,
  progress: Progress,
  call: ServiceCall,
  waiting: Session,
): Promise<ServiceOutcome> {
  if (!isHarmless(call) && !(await isCurrent(needs, progress))) return { type: 'service_failed' }
  if (call.type === 'submit_tip') await promiseTip(needs, progress, call, waiting)
  return progress.stale ? { type: 'service_failed' } : needs.services(callerOf(progress), call)
}

async function isCurrent(needs: TurnNeeds, progress: Progress): Promise<boolean> {
  const { stale, base, mark } = progress
  if (!stale && !base.justLoaded) progress.stale = !(await needs.isCurrent(base, mark))
  return !progress.stale
}

async function promiseTip(
  needs: TurnNeeds,
  progress: Progress,
  { draft, secret }: Extract<ServiceCall, { type: 'submit_tip' }>,
  waiting: Session,
): Promise<void> {
  const { mark } = progress
  const promised = await needs.promise(progress.base, { ...waiting, owed: { draft, secret, mark } })
  if (promised === null) progress.stale = true
  else progress.base = promised
}

function callerOf(progress: Progress) {
  return {
    conversation: progress.base.ref.id,
    erase: () => {
      progress.erased = true
    },
  }
}

interface StartingPoint {
  engine: Engine
  session: Session
  restarted: boolean
}

/** A running conversation keeps its flow set; between flows it moves on to the current one. */
async function startingPoint(
  engines: Engines,
  conversation: Conversation,
  language: Language,
): Promise<StartingPoint> {
  const { session } = conversation
  if (session === null) return anew(engines, conversation, language, conversation.unreadable)
  const { hash, engine } = engines.current
  if (session.flowSet === hash) return { engine, session, restarted: false }
  if (isBetweenFlows(session)) return { engine, session: { ...session, flowSet: hash }, restarted: false }
  const older = await engines.engineFor(session.flowSet)
  if (older !== null) return { engine: older, session, restarted: false }
  return anew(engines, conversation, session.language, true)
}

function isBetweenFlows(session: Session): boolean {
  return session.runs.length === 0 && session.waiting.for === 'anything'
}

function anew(
  engines: Engines,
  conversation: Conversation,
  language: Language,
  restarted: boolean,
): StartingPoint {
  const { engine } = engines.current
  const who = { id: conversation.ref.id, channel: conversation.address.channel, language }
  return { engine, session: engine.begin(who), restarted }
}

function restartNotice(session: Session): MsgOut {
  const text = sentences.restarted[session.language]
  return { id: `${session.turn}-restarted`, text, choices: [], protect: false, urgent: false }
}
