import express, { type Request, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { type Clock, roundToHour } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import { isSealedFile, isSealedNote, isSealedTip } from '../tips/is-sealed.ts'
import { knownWard, unitOf } from '../tips/route-tip.ts'
import { PROOF_HEADER, TipSubmission } from '../tips/tip-api.ts'
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
 * `PUT /api/files/:id?unit=ID` sealed bytes → 204 · `POST /api/tips` → 201 `{"id"}`, again 200.
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
  const rawBody = express.raw({ type: () => true, limit: tipLimits.fileBytes })
  router.put('/api/files/:id', checkFileRequest(needs), rawBody, storeFile(needs))
  router.post('/api/tips', express.json({ limit: BODY_BYTES }), takeTip(needs))
  return router
}

/** Before the body is read: twelve megabytes are for those who did the work. */
function checkFileRequest(needs: TipRoutesNeeds): RequestHandler {
  return async function checkRequest(request, _response, next) {
    fileTarget(request, needs.deployment)
    await needs.proofOfWork.accept(readProof(request.get(PROOF_HEADER)))
    next()
  }
}

function storeFile(needs: TipRoutesNeeds): RequestHandler {
  return async function store(request, response) {
    const { unit, id } = fileTarget(request, needs.deployment)
    const body: unknown = request.body
    if (!(body instanceof Uint8Array) || !isSealedFile(body)) throw new AppError('tip:malformed')
    await needs.outlet.storeFile(unit, id, body)
    response.status(204).end()
  }
}

function takeTip(needs: TipRoutesNeeds): RequestHandler {
  return async function take(request, response) {
    const submission = TipSubmission.safeParse(request.body)
    if (!submission.success) throw new AppError('tip:malformed')
    const { tip, mailbox, proof } = submission.data
    if (!isSealedTip(tip.sealed) || !isSealedNote(mailbox.note)) throw new AppError('tip:malformed')
    unitOf(needs.deployment, tip.unit)
    await needs.proofOfWork.accept(proof)
    const ward = knownWard(needs.deployment, tip.ward)
    const { added } = await needs.outlet.append(
      { ...tip, ward, hour: plausibleHour(tip.hour, needs.clock) },
      mailbox,
    )
    response.status(added ? 201 : 200).json({ id: tip.id })
  }
}

function fileTarget(request: Request, deployment: Deployment): { unit: string; id: string } {
  const id = z.uuid().safeParse(request.params['id'])
  const unit = z.string().safeParse(request.query['unit'])
  if (!id.success || !unit.success) throw new AppError('request:malformed')
  return { unit: unitOf(deployment, unit.data).id, id: id.data }
}

/** A phone whose clock is wrong must not lose its tip, nor push it out of the order of the list. */
function plausibleHour(hour: string, clock: Clock): string {
  const age = clock.now() - Date.parse(hour)
  return age > -HOUR_MS && age < KEPT_HOURS * HOUR_MS ? hour : roundToHour(clock.now())
}

function readProof(header: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(header ?? '', 'base64').toString())
  } catch {
    return null
  }
}
