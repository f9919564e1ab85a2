import type { Observer } from '../core/observer.ts'
import { limits } from './limits.ts'

/** Repeats a task with a pause between, for as long as it is started; a failure is told and does not end it. */
export function createSweeper(needs: { sweep: () => Promise<void>; observer: Observer }) {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()
  let stopped = true

  function start(): void {
    stopped = false
    timer = setTimeout(tick, limits.sweepMs)
  }

  function tick(): void {
    running = needs
      .sweep()
      .catch((error: unknown) => needs.observer.alarm('sweep_failed', error))
      .then(() => {
        if (!stopped) timer = setTimeout(tick, limits.sweepMs)
      })
  }

  async function stop(): Promise<void> {
    stopped = true
    if (timer !== null) clearTimeout(timer)
    await running
  }

  return { start, stop }
}
