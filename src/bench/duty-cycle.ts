import { monotonicMs } from '../core/clock.ts'

/** One period of stopping and going on; short beside a turn's time at the load that is measured. */
const PERIOD_MS = 20

/**
 * Lets each process run for a share of the time only, one after another within each period, so that several of them fit
 * beside everything else on a small machine: then one more process means one more share, as on a machine with a core
 * for each. `shares × share` must stay below 1. Returns what ends it.
 */
export function limitToShare(pids: ReadonlyArray<number | undefined>, share: number): () => void {
  const known = pids.filter((pid) => pid !== undefined)
  const slots = known.map((pid, at) => ({ pid, from: at * share, to: (at + 1) * share, runs: true }))
  const started = monotonicMs()

  function look(): void {
    const phase = ((monotonicMs() - started) % PERIOD_MS) / PERIOD_MS
    for (const slot of slots) {
      const runs = slot.from <= phase && phase < slot.to
      if (runs !== slot.runs) process.kill(slot.pid, runs ? 'SIGCONT' : 'SIGSTOP')
      slot.runs = runs
    }
  }

  const timer = setInterval(look, 1)
  return function lift() {
    clearInterval(timer)
    for (const slot of slots) if (!slot.runs) process.kill(slot.pid, 'SIGCONT')
  }
}
