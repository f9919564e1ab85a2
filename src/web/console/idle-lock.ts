import type { Clock } from '../../core/clock.ts'

const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/**
 * Calls `lock` once nobody has touched the page for `afterMs`. Looks at the clock as well as at timers: a computer
 * that slept must not wake up unlocked. Returns what ends the watch.
 */
export function watchIdle(
  afterMs: number,
  lock: () => void,
  needs: { clock: Clock; target: Document; onTouch?: () => void },
): () => void {
  const { clock, target, onTouch } = needs
  let touched = clock.now()
  const look = () => {
    if (clock.now() - touched < afterMs) return
    stop()
    lock()
  }
  const touch = () => {
    look()
    touched = clock.now()
    onTouch?.()
  }
  const timer = setInterval(look, Math.min(1_000, afterMs))
  for (const sign of signs) target.addEventListener(sign, touch, { passive: true, capture: true })
  target.addEventListener('visibilitychange', look)
  function stop(): void {
    clearInterval(timer)
    for (const sign of signs) target.removeEventListener(sign, touch, { capture: true })
    target.removeEventListener('visibilitychange', look)
  }
  return stop
}
