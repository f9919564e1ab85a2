import type { ServiceCall, ServiceOutcome } from '../../core/event.ts'

/** `signal` asks the work to come to an end at once, because something urgent was said. */
export type CallService = (call: ServiceCall, signal: AbortSignal) => Promise<ServiceOutcome>

/** Services that can be cut short; a rejection counts as `service_failed`. */
export interface Interruptible {
  call(call: ServiceCall): Promise<ServiceOutcome>
  interrupt(): void
}

export function createInterruptible(callService: CallService): Interruptible {
  let interruption = new AbortController()

  async function call(wanted: ServiceCall): Promise<ServiceOutcome> {
    interruption = new AbortController()
    const { signal } = interruption
    const interrupted = new Promise<ServiceOutcome>((resolve) => {
      signal.addEventListener('abort', () => resolve(interruptedOutcome(wanted)), { once: true })
    })
    try {
      return await Promise.race([callService(wanted, signal), interrupted])
    } catch {
      return { type: 'service_failed' }
    }
  }

  return { call, interrupt: () => interruption.abort() }
}

/** What is true at that moment: nothing is stored yet. */
function interruptedOutcome(call: ServiceCall): ServiceOutcome {
  return call.type === 'submit_tip'
    ? { type: 'tip_not_submitted', reason: 'unavailable' }
    : { type: 'service_failed' }
}
