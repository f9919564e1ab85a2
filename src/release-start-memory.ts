import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * One full collection once everything runs: starting leaves tens of MB of garbage that an idle server would not
 * collect for hours. Takes about 50 ms, before the first message.
 */
export function releaseStartMemory(): void {
  collectGarbage()
}

/** @see releaseStartMemory. What is collected, then and later, is overwritten: it may be somebody's words. */
export function collectGarbage(): void {
  setFlagsFromString('--clear-free-memory')
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
}
