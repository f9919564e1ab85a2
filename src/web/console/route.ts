import { signal } from '@preact/signals'

export type Route =
  | { page: 'tips' }
  | { page: 'tip'; tip: string }
  | { page: 'audit' }
  | { page: 'people' }
  | { page: 'enrol'; token: string }

/** Where the address points: `#/tips`, `#/tips/ID`, `#/audit`, `#/people`, `#/enrol/TOKEN`. */
export function parseRoute(hash: string): Route {
  const [, page, rest] = hash.split('/')
  if (page === 'enrol' && rest !== undefined && /^[\w-]{43}$/.test(rest)) return { page, token: rest }
  if (page === 'tips' && rest !== undefined && /^[0-9a-f-]{36}$/.test(rest)) return { page: 'tip', tip: rest }
  if (page === 'audit' || page === 'people') return { page }
  return { page: 'tips' }
}

export const route = signal<Route>({ page: 'tips' })

/** Follows the address bar. */
export function watchRoute(target: Window): void {
  const read = () => void (route.value = parseRoute(target.location.hash))
  target.addEventListener('hashchange', read)
  read()
}
