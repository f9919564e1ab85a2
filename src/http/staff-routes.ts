import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import { type Officer, UnitId } from '../triage/officer.ts'
import { unitsInReach } from '../triage/permissions.ts'
import {
  AdmitRequest,
  EnrolFinish,
  EnrolStart,
  InviteCheck,
  InviteRequest,
  LoginFinish,
  LoginStart,
  type Me,
  PersonPath,
  RotateRequest,
} from '../triage/staff-api.ts'
import type { StaffEnrolment } from '../triage/staff-enrolment.ts'
import type { StaffInvites } from '../triage/staff-invites.ts'
import type { StaffPeople } from '../triage/staff-people.ts'
import type { StaffSignIn } from '../triage/staff-sign-in.ts'
import type { StaffStore } from '../triage/staff-store.ts'
import type { UnitKeyDesk } from '../triage/unit-key-rotation.ts'
import type { StaffSessions } from './staff-session.ts'

export interface StaffRoutesNeeds {
  store: Pick<StaffStore, 'unitKeys'>
  invites: StaffInvites
  enrolment: StaffEnrolment
  people: StaffPeople
  signIn: StaffSignIn
  unitKeys: UnitKeyDesk
  sessions: StaffSessions
  deployment: Deployment
  lockAfterMs: number
}

const UnitPath = z.strictObject({ unit: UnitId })

/** Coming in, signing in and out, and the people of a unit. */
export function createStaffRoutes(needs: StaffRoutesNeeds): Router {
  const router = Router()
  enrolRoutes(router, needs)
  signInRoutes(router, needs)
  peopleRoutes(router, needs)
  keyRoutes(router, needs)
  return router
}

function enrolRoutes(router: Router, { invites, enrolment }: StaffRoutesNeeds): void {
  router.post('/api/invite/check', async function checkInvite(request, response) {
    response.json(await invites.checkInvite(parsed(InviteCheck, request.body).token))
  })
  router.post('/api/enrol/start', async function startEnrolment(request, response) {
    const { token, name, registrationRequest } = parsed(EnrolStart, request.body)
    response.json({ registrationResponse: await enrolment.startEnrolment(token, name, registrationRequest) })
  })
  router.post('/api/enrol/finish', async function finishEnrolment(request, response) {
    const officer = await enrolment.finishEnrolment(parsed(EnrolFinish, request.body))
    response.status(201).json({ id: officer.id })
  })
}

function signInRoutes(router: Router, needs: StaffRoutesNeeds): void {
  const { signIn, sessions } = needs
  router.post('/api/login/start', async function startLogin(request, response) {
    const { name, startLoginRequest } = parsed(LoginStart, request.body)
    response.json(await signIn.startLogin(name, startLoginRequest))
  })
  router.post('/api/login/finish', async function finishLogin(request, response) {
    const { login, finishLoginRequest } = parsed(LoginFinish, request.body)
    const { token, officer } = await signIn.finishLogin(login, finishLoginRequest)
    sessions.give(response, token)
    response.json(await describeMe(officer, needs))
  })
  router.post('/api/logout', async function logout(request, response) {
    const token = sessions.token(request)
    if (token !== null) await signIn.signOut(token)
    sessions.take(response)
    response.status(204).end()
  })
  const me = async (officer: Officer, _request: Request, response: Response) => {
    response.json(await describeMe(officer, needs))
  }
  router.get('/api/me', sessions.forOfficer(me))
}

function peopleRoutes(router: Router, { invites, people, sessions }: StaffRoutesNeeds): void {
  const { forOfficer } = sessions
  const list = forOfficer(async (officer, _request, response) => {
    response.json({ people: await people.people(officer) })
  })
  const invite = forOfficer(async (officer, request, response) => {
    response.status(201).json(await invites.inviteOfficer(officer, parsed(InviteRequest, request.body)))
  })
  const admit = forOfficer(async (officer, request, response) => {
    const { unitKey, vouch } = parsed(AdmitRequest, request.body)
    await people.admitOfficer(officer, parsed(PersonPath, request.params).officer, unitKey, vouch)
    response.status(204).end()
  })
  const remove = forOfficer(async (officer, request, response) => {
    await people.removeOfficer(officer, parsed(PersonPath, request.params).officer)
    response.status(204).end()
  })
  router.get('/api/people', list)
  router.post('/api/invites', invite)
  router.post('/api/people/:officer/key', admit)
  router.delete('/api/people/:officer', remove)
}

function keyRoutes(router: Router, { unitKeys, sessions }: StaffRoutesNeeds): void {
  const keys = sessions.forOfficer(async (officer, request, response) => {
    response.json(await unitKeys.keys(officer, parsed(UnitPath, request.params).unit))
  })
  const rotate = sessions.forOfficer(async (officer, request, response) => {
    await unitKeys.rotate(officer, parsed(RotateRequest, request.body))
    response.status(204).end()
  })
  router.get('/api/keys/:unit', keys)
  router.post('/api/keys/rotate', rotate)
}

async function describeMe(officer: Officer, needs: StaffRoutesNeeds): Promise<Me> {
  const { id, name, unit, role, recipient, wrappedIdentity, unitKey } = officer
  const { deployment, lockAfterMs } = needs
  const keys = await needs.store.unitKeys()
  const keyOf = (id: string) => keys.find((key) => key.unit === id)?.recipient ?? null
  const reach = unitsInReach(officer, deployment)
  const units = deployment.units
    .filter((one) => reach.includes(one.id))
    .map((one) => ({
      id: one.id,
      name: one.name,
      recipient: keyOf(one.id),
      above: one.above === null ? null : keyOf(one.above),
    }))
  const wards = deployment.wards.map(({ code, name: wardName }) => ({ code, name: wardName }))
  return { id, name, unit, role, recipient, wrappedIdentity, unitKey, lockAfterMs, units, wards }
}

/** What came in, or `request:malformed`. zod's own message would quote it. */
export function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (!result.success) throw new AppError('request:malformed')
  return result.data
}
