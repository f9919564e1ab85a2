import express, { type Request, type Response, Router } from 'express'
import { AppError } from '../core/errors.ts'
import { tipLimits } from '../tips/tip-limits.ts'
import type { OriginalsDesk } from '../triage/originals-desk.ts'
import { AskOriginal, OriginalPath } from '../triage/staff-api.ts'
import { sendPieces } from './send-pieces.ts'
import { parsed } from './staff-routes.ts'
import type { StaffSessions } from './staff-session.ts'

const readBytes = express.raw({
  type: 'application/octet-stream',
  limit: tipLimits.fileChunks * tipLimits.chunkBytes,
})

/**
 * Photos as they were made, opened by two units. `…/ask` and `…/open` are for the unit above, `…/outer` and `…/inner`
 * for the unit itself.
 */
export function createStaffOriginalRoutes({
  originals,
  sessions,
}: {
  originals: OriginalsDesk
  sessions: StaffSessions
}): Router {
  const router = Router()
  const { forOfficer } = sessions
  const ask = forOfficer(async (officer, request, response) => {
    const { reason } = parsed(AskOriginal, request.body)
    response.json(await originals.ask(officer, parsed(OriginalPath, request.params), reason))
  })
  const outer = forOfficer(async (officer, request, response) => {
    await sendPieces(response, await originals.outer(officer, parsed(OriginalPath, request.params)))
  })
  const inner = forOfficer(async (officer, request, response) => {
    const at = parsed(OriginalPath, request.params)
    await originals.checkMayAgree(officer, at)
    response.json(await originals.agree(officer, at, await bytesOf(request, response)))
  })
  const open = forOfficer(async (officer, request, response) => {
    const bytes = await originals.open(officer, parsed(OriginalPath, request.params))
    response.type('application/octet-stream').end(bytes)
  })
  const path = '/api/items/:unit/:tip/originals/:original'
  router.post(`${path}/ask`, ask)
  router.get(`${path}/outer`, outer)
  router.put(`${path}/inner`, inner)
  router.post(`${path}/open`, open)
  return router
}

async function bytesOf(request: Request, response: Response): Promise<Uint8Array> {
  await new Promise<void>((resolve, reject) => {
    readBytes(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)))
  })
  const body: unknown = request.body
  if (!(body instanceof Uint8Array)) throw new AppError('request:malformed')
  return body
}
