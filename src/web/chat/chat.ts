import type { Clock, IdSource } from '../../core/clock.ts'
import type { Event, ServiceCall, ServiceOutcome } from '../../core/event.ts'
import type { Language } from '../../core/language.ts'
import type { MsgContent } from '../../core/message.ts'
import type { Engine, Input } from '../../engine/engine.ts'
import type { Session } from '../../engine/session.ts'
import { type CallService, createInterruptible } from './interruptible.ts'
import { createLateOutcomes } from './late-outcomes.ts'
import { type Entry, toEntries, type Work, workOf } from './thread.ts'

export interface ChatNeeds {
  /** Asked for in each turn: the page begins with one language and gets the other a little later. */
  engine: () => Engine
  callService: CallService
  /** Whether a text must not wait until the work in progress is done. */
  isDanger: (text: string, recent: readonly string[]) => boolean
  /** What an input must wait for before its turn. Does not throw. */
  prepare?: (input: Input, recent: readonly string[]) => Promise<void>
  clock: Clock
  ids: Pick<IdSource, 'bytes'>
  /** Told after each turn; `before` is the session as it was. */
  onTurn?: (before: Session, after: Session) => void
}

/** The conversation as the page shows it. */
interface ChatState {
  entries: readonly Entry[]
  session: Session
  work: Work | null
}

/** What the person sees as their own message; null for something that they did not say. */
type Shown = { text: string; photo?: string } | null

/** A conversation in memory: one message at a time, in order, with messages shown as they are said. */
export interface Chat {
  state: () => ChatState
  subscribe: (listener: () => void) => () => void
  send: (content: MsgContent, shown: Shown) => Promise<void>
  /** The page itself says something. */
  note: (text: string, receipt?: string) => void
  /** Forgets everything that was said and opens the welcome, or the flow named. */
  begin: (language: Language, flow?: string) => Promise<void>
  /**
   * A tip that the conversation believes unsent was stored after all: the conversation goes on from there.
   * False when it has moved on, so that the page must tell it itself.
   */
  settle: (secret: string, outcome: ServiceOutcome) => boolean
  /** Ends timers. */
  close: () => void
}

/** A call and its answer make one turn; more in a row can only be a mistake of an author. */
const MAX_CALLS = 10
const LONGEST_TIMER_MS = 2_147_483_647

export function createChat(needs: ChatNeeds, language: Language): Chat {
  const { clock, ids } = needs
  const services = createInterruptible(needs.callService)
  const late = createLateOutcomes()
  const listeners = new Set<() => void>()
  let state: ChatState = { entries: [], session: newSession(language), work: null }
  let queue = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined
  let entryCount = 0
  /** Counts conversations: nothing of an old one may appear in the new. */
  let era = 0

  function newSession(spoken: Language): Session {
    return needs.engine().begin({ id: hex(ids.bytes(16)), channel: 'web', language: spoken })
  }

  function change(part: Partial<ChatState>): void {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }

  function add(...entries: Entry[]): void {
    change({ entries: [...state.entries, ...entries] })
  }

  function nextId(): string {
    return `e${++entryCount}`
  }

  async function send(content: MsgContent, shown: Shown): Promise<void> {
    if (shown !== null) add({ type: 'mine', id: nextId(), ...shown })
    if (
      state.work !== null &&
      content.type === 'text' &&
      needs.isDanger(content.text, state.session.recent)
    ) {
      services.interrupt()
    }
    return enqueue({ type: 'msg', content })
  }

  function enqueue(input: Input): Promise<void> {
    const begun = era
    queue = queue.then(() => (begun === era ? takeTurn(input) : undefined))
    return queue
  }

  /** As `runTurn` does, but each part is shown as soon as it is said, and another conversation may begin meanwhile. */
  async function takeTurn(first: Input): Promise<void> {
    clearTimeout(timer)
    const begun = era
    await needs.prepare?.(first, state.session.recent)
    if (begun !== era) return
    let input: Input = first
    for (let calls = 0; calls < MAX_CALLS; calls++) {
      const call = step(input)
      if (call === null) break
      change({ work: workOf(call) })
      const outcome = await services.call(call)
      if (begun !== era) return
      takeNote(call, outcome)
      input = { type: 'service', outcome }
    }
    change({ work: null })
    setTimer()
    goOnWithLateOutcome()
  }

  /** One call of the engine. Gives the work that it asks for, if any. */
  function step(input: Input): ServiceCall | null {
    const before = state.session
    const { session, events } = needs
      .engine()
      .resume(before, input, { now: clock.now(), seed: ids.bytes(32) })
    change({ session, entries: [...state.entries, ...toEntries(events, { input, session, nextId })] })
    needs.onTurn?.(before, session)
    const call = session.waiting.for === 'service' ? callIn(events) : null
    if (call?.type === 'submit_tip') late.submitted(call.secret, session)
    return call
  }

  function takeNote(call: ServiceCall, outcome: ServiceOutcome): void {
    if (outcome.type === 'conversation_erased') forget()
    if (call.type === 'submit_tip' && outcome.type === 'tip_submitted') late.taken(call.secret)
  }

  function forget(): void {
    late.forget()
    change({ entries: [] })
  }

  /** Wakes the engine when the waiting question has a reminder or a time-out. */
  function setTimer(): void {
    const { waiting } = state.session
    if (waiting.for !== 'answer') return
    const times = [waiting.remindAt, waiting.timeoutAt].filter((time) => time !== null)
    if (times.length === 0) return
    const delay = Math.min(Math.max(0, Math.min(...times) - clock.now()), LONGEST_TIMER_MS)
    timer = setTimeout(() => void enqueue({ type: 'tick' }), delay)
  }

  function begin(spoken: Language, flow?: string): Promise<void> {
    era++
    clearTimeout(timer)
    services.interrupt()
    forget()
    change({ session: newSession(spoken), work: null })
    queue = Promise.resolve()
    const argument = flow === undefined ? {} : { argument: flow }
    return enqueue({ type: 'msg', content: { type: 'command', command: 'start', ...argument } })
  }

  function settle(secret: string, outcome: ServiceOutcome): boolean {
    if (!state.session.runs.some((run) => run.secret === secret)) return false
    late.add(secret, outcome)
    goOnWithLateOutcome()
    return true
  }

  function goOnWithLateOutcome(): void {
    const resumed = state.work === null ? late.resume(state.session) : null
    if (resumed === null) return
    change({ session: resumed.session })
    void enqueue({ type: 'service', outcome: resumed.outcome })
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send,
    note: (text, receipt) =>
      add({ type: 'note', id: nextId(), text, ...(receipt === undefined ? {} : { receipt }) }),
    begin,
    settle,
    close: () => clearTimeout(timer),
  }
}

function callIn(events: readonly Event[]): ServiceCall | null {
  const event = events.findLast((one) => one.type === 'service_called')
  return event?.type === 'service_called' ? event.call : null
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
