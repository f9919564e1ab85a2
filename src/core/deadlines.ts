import { monotonicMs } from './clock.ts'

/** Deadlines of one length, for many pieces of work at a time. */
export interface Deadlines {
  /** Calls `late` after the length, once, unless the deadline is lifted before. */
  set: (late: () => void) => Deadline
  lift: (deadline: Deadline) => void
}

export interface Deadline {
  at: number
  late: () => void
}

/**
 * One timer for all of them: nearly every deadline is lifted within milliseconds, and a timer of its own costs more to
 * make and to clear than the rest of waiting. Equal lengths end in the order in which they were set.
 */
export function createDeadlines(ms: number): Deadlines {
  const open = new Set<Deadline>()
  let ringing = false

  function set(late: () => void): Deadline {
    const deadline = { at: monotonicMs() + ms, late }
    open.add(deadline)
    if (!ringing) wait(ms)
    return deadline
  }

  /** Does not keep the process alive: the work that is waited for does. */
  function wait(untilNext: number): void {
    ringing = true
    setTimeout(ring, untilNext).unref()
  }

  function ring(): void {
    const now = monotonicMs()
    for (const deadline of open) {
      // Timers may ring a fraction of a millisecond early.
      if (deadline.at > now + 1) return wait(deadline.at - now)
      open.delete(deadline)
      deadline.late()
    }
    ringing = false
  }

  return { set, lift: (deadline) => void open.delete(deadline) }
}
