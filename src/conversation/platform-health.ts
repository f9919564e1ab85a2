import type { Clock } from '../core/clock.ts'
import type { ChannelType } from '../core/message.ts'
import type { Observer } from '../core/observer.ts'
import { limits } from './limits.ts'

/**
 * Whether a platform takes messages at all. When sends of several conversations in a row found it away, only one now
 * and then tries again; and while nothing gets through, no message is blamed. In this process only.
 */
export interface PlatformHealth {
  /** 0: send (the one that tries, when it is away); else how long to wait, ms. */
  heldMs(channel: ChannelType): number
  /** The platform answered: it took the message or refused this one. */
  worked(channel: ChannelType): void
  /** It did not answer, or takes nothing from us now. */
  failed(channel: ChannelType, conversation: string, retryAfterMs: number): void
  /** Whether a failure says nothing of the message. After a day it does. */
  isAway(channel: ChannelType): boolean
}

/** Since the last success. */
interface State {
  failures: number
  conversations: Set<string>
  since: number
  nextTryAt: number
  pauseMs: number
}

/** @see PlatformHealth */
export function createPlatformHealth(needs: { clock: Clock; observer: Observer }): PlatformHealth {
  const { clock, observer } = needs
  const states = new Map<ChannelType, State>()

  /** One conversation alone may have a fault of its own: for it the others do not wait. */
  function held(channel: ChannelType): State | null {
    const state = states.get(channel)
    return state !== undefined && state.conversations.size >= limits.failuresUntilAway ? state : null
  }

  function heldMs(channel: ChannelType): number {
    const state = held(channel)
    if (state === null) return 0
    const now = clock.now()
    if (now < state.nextTryAt) return state.nextTryAt - now
    state.nextTryAt = now + state.pauseMs
    return 0
  }

  function failed(channel: ChannelType, conversation: string, retryAfterMs: number): void {
    const now = clock.now()
    const state = states.get(channel) ?? newState(now)
    states.set(channel, state)
    state.failures += 1
    if (held(channel) === null) {
      state.conversations.add(conversation)
      if (held(channel) === null) return
      observer.alarm(`${channel}_away`)
    }
    // Sends that were under way together are one attempt.
    if (now < state.nextTryAt && retryAfterMs <= state.pauseMs) return
    const grown = Math.min(Math.max(limits.backOffMinMs, state.pauseMs * 2), limits.awayPauseMaxMs)
    state.pauseMs = Math.max(grown, Math.min(retryAfterMs, limits.backOffMaxMs))
    state.nextTryAt = now + state.pauseMs
  }

  function worked(channel: ChannelType): void {
    if (held(channel) !== null) observer.count(`${channel}_back`)
    states.delete(channel)
  }

  function isAway(channel: ChannelType): boolean {
    const state = states.get(channel)
    if (state === undefined || state.failures < limits.failuresUntilAway) return false
    return clock.now() - state.since < limits.awayForgivenMs
  }

  return { heldMs, worked, failed, isAway }
}

function newState(now: number): State {
  return { failures: 0, conversations: new Set(), since: now, nextTryAt: 0, pauseMs: 0 }
}
