import type { Observer } from '../core/observer.ts'
import { limits } from './limits.ts'

/** Tells the others that this process lives, as long as its event loop turns. */
export function createHeart(needs: { beat: () => Promise<void>; observer: Observer }) {
  let timer: NodeJS.Timeout | undefined

  /** Not held up by an answer that is late: silence would pass for death. */
  function tick(): void {
    needs.beat().catch(() => needs.observer.count('beat_failed'))
  }

  return {
    start() {
      tick()
      timer = setInterval(tick, limits.beatMs)
    },
    stop() {
      clearInterval(timer)
    },
  }
}
