import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/**
 * Scrolls to what is new: the foot of the list, but never so far that the beginning of the answer to the person's last
 * message is out of sight.
 */
export function useFollow(count: number): RefObject<HTMLDivElement | null> {
  const scroller = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    follow(element)
    // A phone's keyboard, a turned screen: what was in sight stays in sight, unless the person has scrolled away.
    let placed = element.scrollTop
    const watcher = new ResizeObserver(() => {
      if (Math.abs(element.scrollTop - placed) < 40) follow(element)
      placed = element.scrollTop
    })
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [count])
  return scroller
}

function follow(element: HTMLElement): void {
  const foot = element.scrollHeight - element.clientHeight
  element.scrollTop = Math.min(foot, topOfAnswer(element))
}

function topOfAnswer(element: HTMLElement): number {
  const mine = [...element.querySelectorAll<HTMLElement>('[data-mine]')].at(-1)
  return mine === undefined ? 0 : mine.offsetTop - 8
}
