import express, { type Express, type RequestHandler, type Router } from 'express'
import { type Asset, createAssetRoutes } from './asset-routes.ts'
import { createErrorResponse, notFound, type OnError } from './error-response.ts'
import { securityHeaders } from './security-headers.ts'

export interface PublicAppNeeds {
  /** Platforms' webhooks; they read raw bytes, so they stand before any parser. */
  webhooks: Router
  /** `/api/*`: tips, files, mailbox, recipients, challenge. */
  api: readonly Router[]
  /** The chat page and `/content/*.json`. */
  assets: readonly Asset[]
  /** Whether Redis answers and tips can be taken; the names of what is missing, else empty. */
  notReady: () => Promise<string[]>
  onError: OnError
}

/** The listener for the internet: chat page, webhooks, sealed tips. It has no cookie, no session and no access log. */
export function createPublicApp(needs: PublicAppNeeds): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(needs.webhooks)
  app.get('/healthz', (_request, response) => void response.json({ ok: true }))
  app.get('/readyz', createReadiness(needs.notReady))
  app.use(securityHeaders({ images: ['blob:', 'data:'], offline: true, https: true }))
  app.use(createAssetRoutes(needs.assets))
  for (const routes of needs.api) app.use(routes)
  app.use(notFound)
  app.use(createErrorResponse(needs.onError))
  return app
}

function createReadiness(notReady: PublicAppNeeds['notReady']): RequestHandler {
  return async function readiness(_request, response) {
    const missing = await notReady()
    response.status(missing.length === 0 ? 200 : 503).json({ ready: missing.length === 0, missing })
  }
}
