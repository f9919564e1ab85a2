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
    if (element === null) return
    const foot = element.scrollHeight - element.clientHeight
    element.scrollTop = Math.min(foot, topOfAnswer(element))
  }, [count])
  return scroller
}

function topOfAnswer(element: HTMLElement): number {
  const mine = [...element.querySelectorAll<HTMLElement>('[data-mine]')].at(-1)
  return mine === undefined ? 0 : mine.offsetTop - 8
}
