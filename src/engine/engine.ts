import type { Danger } from '../core/danger.ts'
import type { Deployment } from '../core/deployment.ts'
import type { Event, ServiceOutcome } from '../core/event.ts'
import type { Language } from '../core/language.ts'
import type { ChannelType, MsgContent } from '../core/message.ts'
import type { FlowSet } from '../flows/flow.ts'
import type { PlaceIndex } from './places.ts'
import type { Session } from './session.ts'
import type { Telling } from './telling/read-telling.ts'

/** What a turn may depend on besides its session and input. */
export interface TurnContext {
  /** ms since the epoch. */
  now: number
  /** 32 fresh random bytes: the only source of anything unpredictable. */
  seed: Uint8Array
}

export type Input =
  | { type: 'msg'; content: MsgContent }
  | { type: 'service'; outcome: ServiceOutcome }
  /** The clock passed `remindAt` or `timeoutAt` of the waiting node. */
  | { type: 'tick' }

export interface Turn {
  session: Session
  events: Event[]
}

/** What the engine asks about a text. Pure functions, the same on server and phone. */
export interface TextUnderstanding {
  /** Danger in the text, read together with the messages just before it. */
  detectDanger(text: string, recent: readonly string[]): Danger | null
  /** A request that must not be answered (making, buying, hiding …). */
  detectRefusal(text: string): string | null
  /** The intent that the text most resembles, or null; confidence 0..1. */
  classifyIntent(text: string, flows: FlowSet): { intent: string; flow: string; confidence: number } | null
  /** Whether the text is a question that the knowledge base may hold. */
  looksLikeQuestion(text: string): boolean
  /** What reads a tip's words; null where it is not there yet: then nothing is recognised, and all is asked. */
  tipReading(): TipReading | null
}

/** Reads words typed freely; fetched apart by a page, since a first visit begins with buttons. */
export type TextReading = Pick<TextUnderstanding, 'detectRefusal' | 'classifyIntent' | 'looksLikeQuestion'>

/** Reads the words of a tip. Pure functions; fetched apart by a page, as only a tip needs them. */
export interface TipReading {
  /** Takes a story apart. `now` in ms. */
  readTelling(told: string, places: PlaceIndex, now: number): Telling
  /** The words that may betray the writer, marked as a warning shows them; empty when there are none. */
  markRevealing(told: string): string
}

export interface EngineNeeds {
  flows: FlowSet
  deployment: Deployment
  understanding: TextUnderstanding
}

/**
 * The conversation as a function of data: nothing is sent, stored or read here. A turn never throws for any input and
 * always ends; the session may be serialised between any two turns.
 */
export interface Engine {
  begin(who: { id: string; channel: ChannelType; language: Language }): Session
  resume(session: Session, input: Input, context: TurnContext): Turn
}
