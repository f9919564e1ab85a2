import type { Clock, IdSource } from '../../core/clock.ts'
import type { Event, ServiceCall, ServiceOutcome } from '../../core/event.ts'
import type { Language } from '../../core/language.ts'
import type { MsgContent } from '../../core/message.ts'
import type { Engine, Input, TurnContext } from '../../engine/engine.ts'
import type { Session } from '../../engine/session.ts'
import type { Entry, Work } from './thread.ts'

export interface ChatNeeds {
  /** Asked for in each turn: the page begins with one language and gets the other a little later. */
  engine(): Engine
  /** `signal` asks it to come to an end at once, because something urgent was said. */
  callService(call: ServiceCall, signal: AbortSignal): Promise<ServiceOutcome>
  /** Whether a text must not wait until the work in progress is done. */
  isDanger(text: string, recent: readonly string[]): boolean
  clock: Clock
  ids: Pick<IdSource, 'bytes'>
  /** Told after each turn; `before` is the session as it was. */
  onTurn?: (before: Session, after: Session, events: readonly Event[]) => void
}

/** The conversation as the page shows it. */
export interface ChatState {
  entries: readonly Entry[]
  session: Session
  work: Work | null
}

/** A conversation in memory: one message at a time, in order, with messages shown as they are said. */
export interface Chat {
  state(): ChatState
  subscribe(listener: () => void): () => void
  /** `shown`: what the person sees as their own message; null for something they did not say. */
  send(content: MsgContent, shown: { text: string; photo?: string } | null): Promise<void>
  /** The page itself says something. */
  note(text: string, receipt?: string): void
  /** Forgets everything that was said and opens the welcome, or the flow named. */
  begin(language: Language, flow?: string): Promise<void>
  /**
   * A tip that the conversation believes unsent was stored after all: the conversation goes on from there.
   * False when it has moved on, so that the page must tell it itself.
   */
  settle(secret: string, outcome: ServiceOutcome): boolean
  /** Ends timers. */
  close(): void
}

/** A call and its answer make one turn; more in a row can only be a mistake of an author. */
const MAX_CALLS = 8

export function createChat(needs: ChatNeeds, language: Language): Chat {
  const { clock, ids } = needs
  const listeners = new Set<() => void>()
  let state: ChatState = { entries: [], session: newSession(language), work: null }
  let queue = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined
  let entryCount = 0
  let era = 0
  let interruption = new AbortController()
  /** Where each unsent tip was submitted from. */
  const submitted = new Map<string, Session>()
  /** Tips that were stored after the conversation had been told otherwise. */
  const settled = new Map<string, ServiceOutcome>()

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

  async function send(content: MsgContent, shown: { text: string; photo?: string } | null): Promise<void> {
    if (shown !== null) add({ type: 'mine', id: nextId(), ...shown })
    if (state.work !== null && content.type === 'text' && needs.isDanger(content.text, state.session.recent)) interruption.abort()
    return enqueue({ type: 'msg', content })
  }

  function enqueue(input: Input): Promise<void> {
    const begun = era
    queue = queue.then(() => (begun === era ? takeTurn(input) : undefined))
    return queue
  }

  async function takeTurn(first: Input): Promise<void> {
    clearTimeout(timer)
    const begun = era
    let input: Input = first
    for (let calls = 0; calls < MAX_CALLS; calls++) {
      const call = step(input)
      if (call === null) break
      change({ work: workOf(call) })
      const outcome = await outcomeOf(call)
      // Somebody wiped the conversation meanwhile: nothing of the old one may appear in the new.
      if (begun !== era) return
      if (outcome.type === 'conversation_erased') forget()
      if (call.type === 'submit_tip' && outcome.type === 'tip_submitted') submitted.delete(call.secret)
      input = { type: 'service', outcome }
    }
    change({ work: null })
    setTimer()
    goOnWithSettled()
  }

  function forget(): void {
    submitted.clear()
    settled.clear()
    change({ entries: [] })
  }

  /** One call of the engine: its messages are shown at once. Gives the work that it asks for, if any. */
  function step(input: Input): ServiceCall | null {
    const before = state.session
    const context: TurnContext = { now: clock.now(), seed: ids.bytes(32) }
    const { session, events } = needs.engine().resume(before, input, context)
    const receipt = input.type === 'service' && input.outcome.type === 'tip_submitted' ? input.outcome.receipt : undefined
    change({ session, entries: [...state.entries, ...entriesFrom(events, receipt)] })
    needs.onTurn?.(before, session, events)
    const last = events.findLast((event) => event.type === 'service_called')
    if (last?.type !== 'service_called' || session.waiting.for !== 'service') return null
    if (last.call.type === 'submit_tip') submitted.set(last.call.secret, session)
    return last.call
  }

  function entriesFrom(events: readonly Event[], receipt: string | undefined): Entry[] {
    return events.flatMap((event): Entry[] => {
      if (event.type !== 'msg_created') return []
      const holds = receipt !== undefined && event.msg.text.includes(receipt)
      return [{ type: 'theirs', id: nextId(), msg: event.msg, language: state.session.language, ...(holds && { receipt }) }]
    })
  }

  async function outcomeOf(call: ServiceCall): Promise<ServiceOutcome> {
    interruption = new AbortController()
    const { signal } = interruption
    const interrupted = new Promise<ServiceOutcome>((resolve) => {
      signal.addEventListener('abort', () => resolve(interruptedOutcome(call)), { once: true })
    })
    try {
      return await Promise.race([needs.callService(call, signal), interrupted])
    } catch {
      return { type: 'service_failed' }
    }
  }

  /** Wakes the engine when the waiting question has a reminder or a time-out. */
  function setTimer(): void {
    const { waiting } = state.session
    if (waiting.for !== 'answer') return
    const times = [waiting.remindAt, waiting.timeoutAt].filter((time) => time !== null)
    if (times.length === 0) return
    const delay = Math.min(Math.max(0, Math.min(...times) - clock.now()), 2_147_483_647)
    timer = setTimeout(() => void enqueue({ type: 'tick' }), delay)
  }

  async function begin(spoken: Language, flow?: string): Promise<void> {
    era++
    clearTimeout(timer)
    interruption.abort()
    forget()
    change({ session: newSession(spoken), work: null })
    queue = Promise.resolve()
    return enqueue({ type: 'msg', content: { type: 'command', command: 'start', ...(flow !== undefined && { argument: flow }) } })
  }

  function settle(secret: string, outcome: ServiceOutcome): boolean {
    if (!state.session.runs.some((run) => run.secret === secret)) return false
    settled.set(secret, outcome)
    goOnWithSettled()
    return true
  }

  /** Puts the conversation back to where it waited for the outcome, and gives it. Not before danger has been dealt with. */
  function goOnWithSettled(): void {
    const run = state.session.runs.at(-1)
    if (run === undefined || state.work !== null) return
    const outcome = settled.get(run.secret)
    const then = submitted.get(run.secret)
    const node = then?.runs.at(-1)?.node
    if (outcome === undefined || then === undefined || node === undefined) return
    settled.delete(run.secret)
    change({ session: { ...state.session, runs: [...state.session.runs.slice(0, -1), { ...run, node }], waiting: then.waiting } })
    void enqueue({ type: 'service', outcome })
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send,
    note: (text, receipt) => add({ type: 'note', id: nextId(), text, ...(receipt !== undefined && { receipt }) }),
    begin,
    settle,
    close: () => clearTimeout(timer),
  }
}

/** What is true at that moment: nothing is stored yet. */
function interruptedOutcome(call: ServiceCall): ServiceOutcome {
  return call.type === 'submit_tip' ? { type: 'tip_not_submitted', reason: 'unavailable' } : { type: 'service_failed' }
}

function workOf(call: ServiceCall): Work {
  if (call.type === 'submit_tip') return 'sealing'
  return call.type === 'look_up_receipt' ? 'lookingUp' : 'writing'
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
