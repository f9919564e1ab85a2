import { Router } from 'express'
import { z } from 'zod'
import { UnitId } from '../triage/officer.ts'
import { FilePath, ItemPath, ItemScope, NoteRequest, StateChange } from '../triage/staff-api.ts'
import type { TriageDesk } from '../triage/triage-desk.ts'
import { sendPieces } from './send-pieces.ts'
import { parsed } from './staff-routes.ts'
import type { StaffSessions } from './staff-session.ts'

const ListQuery = z.object({ scope: ItemScope.default('open') })
const UnitPath = z.strictObject({ unit: UnitId })

/** Tips in triage: list, open, change, answer, and the record of it all. */
export function createStaffTriageRoutes({
  desk,
  sessions,
}: {
  desk: TriageDesk
  sessions: StaffSessions
}): Router {
  const router = Router()
  const { forOfficer } = sessions
  const list = forOfficer(async (officer, request, response) => {
    response.json(await desk.list(officer, parsed(ListQuery, request.query).scope))
  })
  const open = forOfficer(async (officer, request, response) => {
    const { unit, tip } = parsed(ItemPath, request.params)
    response.json(await desk.open(officer, unit, tip))
  })
  const file = forOfficer(async (officer, request, response) => {
    const path = parsed(FilePath, request.params)
    await sendPieces(response, await desk.file(officer, path.unit, path.tip, path.file))
  })
  const change = forOfficer(async (officer, request, response) => {
    const { unit, tip } = parsed(ItemPath, request.params)
    response.json(await desk.changeState(officer, unit, tip, parsed(StateChange, request.body)))
  })
  const note = forOfficer(async (officer, request, response) => {
    const { unit, tip } = parsed(ItemPath, request.params)
    await desk.writeNote(officer, unit, tip, parsed(NoteRequest, request.body))
    response.status(204).end()
  })
  const thread = forOfficer(async (officer, request, response) => {
    const { unit, tip } = parsed(ItemPath, request.params)
    response.json(await desk.thread(officer, unit, tip))
  })
  const claim = forOfficer(async (officer, request, response) => {
    const { unit, tip } = parsed(ItemPath, request.params)
    await desk.claim(officer, unit, tip)
    response.status(204).end()
  })
  const audit = forOfficer(async (officer, request, response) => {
    response.json(await desk.audit(officer, parsed(UnitPath, request.params).unit))
  })
  router.get('/api/items', list)
  router.post('/api/items/:unit/:tip/open', open)
  router.get('/api/items/:unit/:tip/files/:file', file)
  router.post('/api/items/:unit/:tip/state', change)
  router.post('/api/items/:unit/:tip/notes', note)
  router.post('/api/items/:unit/:tip/thread', thread)
  router.post('/api/items/:unit/:tip/claim', claim)
  router.get('/api/audit/:unit', audit)
  return router
}
