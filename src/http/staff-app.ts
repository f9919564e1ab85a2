import express, { type Express } from 'express'
import type { Registry } from 'prom-client'
import type { Deployment } from '../core/deployment.ts'
import type { OriginalsDesk } from '../triage/originals-desk.ts'
import type { StaffEnrolment } from '../triage/staff-enrolment.ts'
import type { StaffInvites } from '../triage/staff-invites.ts'
import { staffLimits } from '../triage/staff-limits.ts'
import type { StaffPeople } from '../triage/staff-people.ts'
import type { StaffSignIn } from '../triage/staff-sign-in.ts'
import type { StaffStore } from '../triage/staff-store.ts'
import type { TriageDesk } from '../triage/triage-desk.ts'
import type { ChangeFeed } from '../triage/triage-store.ts'
import type { UnitKeyDesk } from '../triage/unit-key-rotation.ts'
import { type Asset, createAssetRoutes } from './asset-routes.ts'
import { createErrorResponse, notFound, type OnError } from './error-response.ts'
import { createMetricsRoute } from './metrics-route.ts'
import { noStore } from './no-store.ts'
import { securityHeaders } from './security-headers.ts'
import { createStaffEvents } from './staff-events.ts'
import { createStaffOriginalRoutes } from './staff-original-routes.ts'
import { createStaffRoutes } from './staff-routes.ts'
import { createStaffSessions, sameSiteOnly } from './staff-session.ts'
import { createStaffTriageRoutes } from './staff-triage-routes.ts'

export interface StaffAppNeeds {
  store: Pick<StaffStore, 'unitKeys'>
  invites: StaffInvites
  enrolment: StaffEnrolment
  people: StaffPeople
  signIn: StaffSignIn
  unitKeys: UnitKeyDesk
  desk: TriageDesk
  originals: OriginalsDesk
  feed: Pick<ChangeFeed, 'subscribe'>
  deployment: Deployment
  /** The built console: `loadAssets('dist/web/console')`. */
  assets: readonly Asset[]
  registry: Registry
  /** Whether officers reach this listener by https (STAFF_URL begins with it). */
  https: boolean
  onError: OnError
  /** The console locks after this without a touch; default 5 minutes. */
  lockAfterMs?: number
  heartbeatMs?: number
}

/** A state change with a sealed remark, a note with its copy. */
const BODY_LIMIT = '64kb'
/** A key bundle for each officer of a unit: some 6 kB for each key that it ever had. */
const ROTATION_LIMIT = '4mb'

/** The listener for officers: console, its API, metrics. Never on the internet host. */
export function createStaffApp(needs: StaffAppNeeds): Express {
  const { lockAfterMs = staffLimits.lockAfterMs } = needs
  const sessions = createStaffSessions(needs)
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.get('/healthz', (_request, response) => void response.json({ ok: true }))
  app.get('/metrics', createMetricsRoute(needs.registry))
  app.use(securityHeaders({ images: ['blob:'], media: ['blob:'], offline: false, https: needs.https }))
  app.use(createAssetRoutes(needs.assets))
  app.use('/api/keys', noStore, sameSiteOnly, express.json({ limit: ROTATION_LIMIT, strict: true }))
  app.use('/api', noStore, sameSiteOnly, express.json({ limit: BODY_LIMIT, strict: true }))
  app.get('/api/events', createStaffEvents({ ...needs, sessions }))
  app.use(createStaffRoutes({ ...needs, sessions, lockAfterMs }))
  app.use(createStaffTriageRoutes({ desk: needs.desk, sessions }))
  app.use(createStaffOriginalRoutes({ originals: needs.originals, sessions }))
  app.use(notFound)
  app.use(createErrorResponse(needs.onError))
  return app
}
