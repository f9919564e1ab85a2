import type { Clock } from '../../core/clock.ts'

/** Whether buttons may be tried. Accounts differ, no document says which, and both can change. */
export interface ButtonMemory {
  may(path: string): boolean
  refused(path: string): void
}

const TRY_AGAIN_MS = 86_400_000

/** Remembers a refusal for a day, apart for followers and for guests (two end points). In this process only. */
export function createButtonMemory(clock: Clock): ButtonMemory {
  const refusedAt = new Map<string, number>()
  return {
    may: (path) => clock.now() - (refusedAt.get(path) ?? Number.NEGATIVE_INFINITY) >= TRY_AGAIN_MS,
    refused: (path) => void refusedAt.set(path, clock.now()),
  }
}
