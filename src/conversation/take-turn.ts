import type { Clock, IdSource } from '../core/clock.ts'
import type { Event, ServiceCall, ServiceOutcome } from '../core/event.ts'
import type { Language } from '../core/language.ts'
import type { MsgOut } from '../core/message.ts'
import type { Engine, Input } from '../engine/engine.ts'
import { runTurn } from '../engine/run-turn.ts'
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
}

export interface TurnNeeds {
  engines: Engines
  services: Services
  clock: Clock
  ids: IdSource
  /** Whether the store still holds this version of the conversation. */
  isCurrent(conversation: Conversation): Promise<boolean>
}

/**
 * Runs the engine on what the conversation says and the input. Nothing is stored or sent here. An effect on the world
 * (a tip, a counsellor, a link) happens only on a session that is still the stored one.
 */
export async function takeTurn(
  needs: TurnNeeds,
  conversation: Conversation,
  input: Input,
  language: Language,
): Promise<TakenTurn> {
  const { engine, session, restarted } = await startingPoint(needs.engines, conversation, language)
  const flags = { erased: false, stale: false }
  const call = (wanted: ServiceCall) => callService(needs, conversation, flags, wanted)
  const context = { now: needs.clock.now(), seed: needs.ids.bytes(32) }
  const turn = await runTurn(engine, call, session, input, context)
  const msgs = turn.events.flatMap((event) => (event.type === 'msg_created' ? [event.msg] : []))
  if (restarted) msgs.unshift(restartNotice(session))
  return { session: turn.session, msgs, events: turn.events, ...flags }
}

async function callService(
  needs: TurnNeeds,
  conversation: Conversation,
  flags: { erased: boolean; stale: boolean },
  call: ServiceCall,
): Promise<ServiceOutcome> {
  if (!flags.stale && !isHarmless(call) && !conversation.justLoaded) {
    flags.stale = !(await needs.isCurrent(conversation))
  }
  if (flags.stale) return { type: 'service_failed' }
  const caller = {
    conversation: conversation.ref.id,
    erase: () => {
      flags.erased = true
    },
  }
  return needs.services(caller, call)
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
