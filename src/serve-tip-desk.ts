import { systemClock } from './core/clock.ts'
import type { Deployment } from './core/deployment.ts'
import { callMethod, connectThreads, remoteObject, type ThreadPort } from './remote-calls.ts'
import { createTipDesk, type TipDeskNeeds } from './tips/tip-desk.ts'

/** The tip desk in a thread of its own: it works here, and asks the main thread for stores and files. */
export function serveTipDesk(port: ThreadPort, deployment: Deployment): void {
  const main = connectThreads(port, (name, args) => callMethod(desk, name, args))
  const desk = createTipDesk({
    outlet: remoteObject<TipDeskNeeds['outlet']>(main.call, 'outlet.'),
    files: remoteObject<Pick<TipDeskNeeds, 'files'>>(main.call).files,
    deployment,
    clock: systemClock,
  })
}
