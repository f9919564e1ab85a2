/** Leaving in a hurry: somebody came in. Works before the rest of the page has loaded, and without it. */

/** An everyday search that explains itself to whoever looks over the shoulder. The link in index.html has it too. */
const ELSEWHERE = 'https://www.google.com/search?q=th%E1%BB%9Di+ti%E1%BA%BFt'
const PRESSES = 3
const WITHIN_MS = 2_000

/** Listens for the exit button, wherever it is drawn later, and for Esc three times in two seconds. */
export function watchForQuickExit(target: Window = window): void {
  let presses: number[] = []
  target.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.repeat) return
      presses = [...presses.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp]
      if (presses.length < PRESSES) return
      presses = []
      leave(target)
    },
    { capture: true },
  )
  target.addEventListener(
    'click',
    (event) => {
      if (!(event.target instanceof Element) || event.target.closest('[data-quick-exit]') === null) return
      event.preventDefault()
      leave(target)
    },
    { capture: true },
  )
}

/** Called before the page goes, to wipe what it holds in memory. */
type OnLeave = () => void
const onLeave: OnLeave[] = []
export function whenLeaving(wipe: OnLeave): void {
  onLeave.push(wipe)
}

/** First nothing to see, then another page in place of this one: "back" does not return here. */
function leave(target: Window): void {
  target.document.title = '…'
  target.document.documentElement.replaceChildren()
  target.location.replace(target.navigator.onLine ? ELSEWHERE : 'about:blank')
  for (const wipe of onLeave) wipe()
}
