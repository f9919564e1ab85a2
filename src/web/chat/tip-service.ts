import { systemClock } from '../../core/clock.ts'
import type { Deployment } from '../../core/deployment.ts'
import { AppError } from '../../core/errors.ts'
import type { ServiceOutcome } from '../../core/event.ts'
import { deriveTipId } from '../../tips/derive.ts'
import { createHttpTipOutlet } from '../../tips/http-tip-outlet.ts'
import { makeReceipt } from '../../tips/receipt.ts'
import type { Challenge, Proof } from '../../tips/tip-api.ts'
import { createTipDesk, type TipDesk } from '../../tips/tip-desk.ts'
import { createHoldingOutlet } from './holding-outlet.ts'
import type { Parcel } from './parcel.ts'
import type { Photos } from './photos.ts'

/** Everything that only a tip needs: sealing, proof of work, sending. Loaded when it is first wanted. */
export interface TipService {
  desk: TipDesk
  deliver: (parcel: Parcel) => Promise<void>
  /** Fetches every unit's public keys, so that a tip can be sealed when the network is gone. */
  fetchKeys: () => Promise<void>
  /** The secret and the receipt of a tip that this page made; null for others. */
  made: (tipId: string) => { secret: string; receipt: string } | null
  forget: () => void
}

export interface TipServiceNeeds {
  deployment: Deployment
  photos: Pick<Photos, 'get'>
  /** Takes a sealed tip that could not be sent. */
  hold: (parcel: Parcel, receipt: string) => void
  /** A tip is being submitted again: the older copy that waits is not needed any more. */
  stored: (tipId: string) => void
}

export function createTipService(needs: TipServiceNeeds): TipService {
  const { deployment, photos } = needs
  const made = new Map<string, { secret: string; receipt: string }>()
  const outlet = createHoldingOutlet({
    outlet: createHttpTipOutlet({ baseUrl: '.', fetch: (...request) => fetch(...request), solve }),
    hold: (parcel) => needs.hold(parcel, made.get(parcel.tip.id)?.receipt ?? ''),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    isOnline: () => navigator.onLine,
  })
  const desk = createTipDesk({ outlet, deployment, clock: systemClock, photos: photos.get, onDevice: true })

  async function submit(...[draft, secret]: Parameters<TipDesk['submit']>): Promise<ServiceOutcome> {
    const id = deriveTipId(secret)
    made.set(id, { secret, receipt: makeReceipt(secret) })
    const outcome = await desk.submit(draft, secret)
    if (outcome.type === 'tip_submitted') needs.stored(id)
    return outcome
  }

  return {
    desk: { ...desk, submit },
    deliver: (parcel) => outlet.deliver(parcel),
    async fetchKeys() {
      await Promise.allSettled(deployment.units.map((unit) => outlet.recipients(unit.id)))
    },
    made: (id) => made.get(id) ?? null,
    forget: () => made.clear(),
  }
}

/** In a worker: about a second of work on a cheap phone, and the page must answer meanwhile. */
function solve(challenge: Challenge): Promise<Proof['solution']> {
  const worker = new Worker(new URL('./proof.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Proof['solution']>((resolve, reject) => {
    const failed = () => reject(new AppError('store:unavailable', { retryable: true }))
    worker.onerror = failed
    worker.onmessage = ({ data }: MessageEvent<Proof['solution'] | null>) =>
      data === null ? failed() : resolve(data)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    worker.postMessage(challenge)
  }).finally(() => worker.terminate())
}
