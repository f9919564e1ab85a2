import { systemClock } from '../../core/clock.ts'
import type { Deployment } from '../../core/deployment.ts'
import { AppError } from '../../core/errors.ts'
import type { ServiceOutcome } from '../../core/event.ts'
import { deriveTipId } from '../../tips/derive.ts'
import { createHttpTipOutlet } from '../../tips/http-tip-outlet.ts'
import { makeReceipt } from '../../tips/make-receipt.ts'
import type { Challenge, Proof } from '../../tips/tip-api.ts'
import { createTipDesk, type TipDesk } from '../../tips/tip-desk.ts'
import { createHoldingOutlet, type UploadProgress } from './holding-outlet.ts'
import { withPieces } from './kept-parcel.ts'
import type { ChosenFiles } from './page-files.ts'
import type { Parcel } from './parcel.ts'

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
  files: Pick<ChosenFiles, 'get'>
  /** Takes a sealed tip that could not be sent. */
  hold: (parcel: Parcel, receipt: string) => void
  /** Told how far a tip's files are on their way. */
  onProgress?: (progress: UploadProgress) => void
  /** A tip is being submitted again: the older copy that waits is not needed any more. */
  stored: (tipId: string) => void
}

export function createTipService(needs: TipServiceNeeds): TipService {
  const { deployment, files } = needs
  const made = new Map<string, { secret: string; receipt: string }>()
  const outlet = createHoldingOutlet({
    outlet: createHttpTipOutlet({ baseUrl: '.', fetch: (...request) => fetch(...request), solve, sleep }),
    hold: (parcel) => needs.hold(parcel, made.get(parcel.tip.id)?.receipt ?? ''),
    sleep,
    isOnline: () => navigator.onLine,
    ...(needs.onProgress && { onProgress: needs.onProgress }),
  })
  const desk = createTipDesk({ outlet, deployment, clock: systemClock, files: files.get, onDevice: true })

  async function submit(...[draft, secret]: Parameters<TipDesk['submit']>): Promise<ServiceOutcome> {
    const id = deriveTipId(secret)
    made.set(id, { secret, receipt: makeReceipt(secret) })
    const outcome = await desk.submit(draft, secret)
    if (outcome.type === 'tip_submitted') needs.stored(id)
    return outcome
  }

  return {
    desk: { ...desk, submit },
    deliver: (parcel) => outlet.deliver(withPieces(parcel)),
    async fetchKeys() {
      await Promise.allSettled(deployment.units.map((unit) => outlet.recipients(unit.id)))
    },
    made: (id) => made.get(id) ?? null,
    forget: () => made.clear(),
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
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
