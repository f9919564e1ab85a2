import type { ServiceOutcome } from '../../core/event.ts'
import type { Session } from '../../engine/session.ts'

/** Tips that were stored after the conversation had been told that they were not. */
export interface LateOutcomes {
  /** Remembers where a tip was submitted from. `session` waits for its outcome. */
  submitted(secret: string, session: Session): void
  /** The conversation has the outcome: nothing can come late any more. */
  taken(secret: string): void
  add(secret: string, outcome: ServiceOutcome): void
  /** The conversation put back to where it waits for an outcome that has come meanwhile; null when there is none. */
  resume(now: Session): { session: Session; outcome: ServiceOutcome } | null
  forget(): void
}

export function createLateOutcomes(): LateOutcomes {
  const sessions = new Map<string, Session>()
  const outcomes = new Map<string, ServiceOutcome>()
  return {
    submitted: (secret, session) => void sessions.set(secret, session),
    taken: (secret) => void sessions.delete(secret),
    add: (secret, outcome) => void outcomes.set(secret, outcome),
    /** Only the innermost run: what lies on top of it, danger above all, comes first. */
    resume(now) {
      const run = now.runs.at(-1)
      const outcome = outcomes.get(run?.secret ?? '')
      const then = sessions.get(run?.secret ?? '')
      const node = then?.runs.at(-1)?.node
      if (run === undefined || outcome === undefined || then === undefined || node === undefined) return null
      outcomes.delete(run.secret)
      const runs = [...now.runs.slice(0, -1), { ...run, node }]
      return { session: { ...now, runs, waiting: then.waiting }, outcome }
    },
    forget() {
      sessions.clear()
      outcomes.clear()
    },
  }
}
