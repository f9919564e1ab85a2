import type { ServiceCall } from '../core/event.ts'
import type { Standing, TurnState } from './turn-state.ts'

/** Hands work to whoever runs the engine, and waits for its outcome. */
export function callService(turn: TurnState, at: Standing, call: ServiceCall, digression = false): void {
  turn.events.push({ type: 'service_called', call })
  turn.session.waiting = {
    for: 'service',
    node: at.node.name,
    call: call.type,
    ...(digression && { digression }),
  }
}
