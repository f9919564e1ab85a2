import express, { type RequestHandler, Router } from 'express'
import { type Clock, roundToHour } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { SealedTip } from '../core/tip.ts'
import { isSealedNote, isSealedTip } from '../tips/is-sealed.ts'
import { knownWard, unitOf } from '../tips/route-tip.ts'
import { TipSubmission } from '../tips/tip-api.ts'
import { tipLimits } from '../tips/tip-limits.ts'
import type { TipOutlet } from '../tips/tip-outlet.ts'
import { noStore } from './no-store.ts'
import type { ProofOfWork } from './proof-of-work.ts'

export interface TipRoutesNeeds {
  outlet: TipOutlet
  deployment: Deployment
  proofOfWork: ProofOfWork
  clock: Clock
}

/** The longest sealed tip as base64, its note and its proof. */
const BODY_BYTES = 128 * 1_024
const HOUR_MS = 3_600_000
/** A page may keep a sealed tip until it has a network again. */
const KEPT_HOURS = 31 * 24

/**
 * Sealed tips from pages. Nothing about the request but its body is looked at: no address, no cookie, no agent.
 *
 * `GET /api/challenge` → a proof-of-work task · `GET /api/recipients/:unit` → `{"recipients":[…]}` ·
 * `POST /api/tips` → 201 `{"id"}`, again 200.
 */
export function createTipRoutes(needs: TipRoutesNeeds): Router {
  const router = Router()
  router.use('/api', noStore)
  router.get(
    '/api/challenge',
    async (_request, response) => void response.json(await needs.proofOfWork.challenge()),
  )
  router.get('/api/recipients/:unit', async (request, response) => {
    const unit = unitOf(needs.deployment, request.params.unit)
    response.json({ recipients: await needs.outlet.recipients(unit.id) })
  })
  router.post('/api/tips', express.json({ limit: BODY_BYTES }), takeTip(needs))
  return router
}

function takeTip(needs: TipRoutesNeeds): RequestHandler {
  return async function take(request, response) {
    const submission = TipSubmission.safeParse(request.body)
    if (!submission.success) throw new AppError('tip:malformed')
    const { tip, mailbox, proof } = submission.data
    if (!isSealedTip(tip.sealed) || !isSealedNote(mailbox.note)) throw new AppError('tip:malformed')
    unitOf(needs.deployment, tip.unit)
    if (countPieces(tip) > tipLimits.tipChunks) throw new AppError('tip:too_large')
    await needs.proofOfWork.accept(proof)
    const ward = knownWard(needs.deployment, tip.ward)
    const { added } = await needs.outlet.append(
      { ...tip, ward, hour: plausibleHour(tip.hour, needs.clock) },
      mailbox,
    )
    response.status(added ? 201 : 200).json({ id: tip.id })
  }
}

function countPieces({ files }: SealedTip): number {
  return files.reduce((sum, { chunks }) => sum + chunks, 0)
}

/** A phone whose clock is wrong must not lose its tip, nor push it out of the order of the list. */
function plausibleHour(hour: string, clock: Clock): string {
  const age = clock.now() - Date.parse(hour)
  return age > -HOUR_MS && age < KEPT_HOURS * HOUR_MS ? hour : roundToHour(clock.now())
}
