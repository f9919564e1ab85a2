import type { Event, ServiceCall, ServiceOutcome } from '../core/event.ts'
import type { Engine, Input, Turn, TurnContext } from './engine.ts'
import type { Session } from './session.ts'

/** Carries out what the engine asks for, given the session that waits for it. A rejection counts as `service_failed`. */
export type Services = (call: ServiceCall, waiting: Session) => Promise<ServiceOutcome>

/** More calls than this in one turn come from a flow that goes in circles. */
const MAX_CALLS = 10

/** One turn with everything that it asks for: on until the engine waits for a person. All events, oldest first. */
export async function runTurn(
  engine: Engine,
  services: Services,
  session: Session,
  input: Input,
  context: TurnContext,
): Promise<Turn> {
  let turn = engine.resume(session, input, context)
  const events: Event[] = [...turn.events]
  for (let calls = 0; turn.session.waiting.for === 'service' && calls < MAX_CALLS; calls++) {
    const call = callIn(turn.events)
    const outcome = call === null ? FAILED : await outcomeOf(services, call, turn.session)
    turn = engine.resume(turn.session, { type: 'service', outcome }, context)
    events.push(...turn.events)
  }
  return { session: turn.session, events }
}

const FAILED: ServiceOutcome = { type: 'service_failed' }

function callIn(events: readonly Event[]): ServiceCall | null {
  const event = events.findLast((one) => one.type === 'service_called')
  return event?.type === 'service_called' ? event.call : null
}

async function outcomeOf(services: Services, call: ServiceCall, waiting: Session): Promise<ServiceOutcome> {
  try {
    return await services(call, waiting)
  } catch {
    // The flow's own words tell the person that it did not work; the service has reported why where it failed.
    return FAILED
  }
}
