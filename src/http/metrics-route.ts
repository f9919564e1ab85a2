import type { RequestHandler } from 'express'
import type { Registry } from 'prom-client'

/** `GET /metrics`: what the registry holds, in Prometheus' text form. Numbers only; nothing a contact wrote. */
export function createMetricsRoute(registry: Pick<Registry, 'metrics' | 'contentType'>): RequestHandler {
  return async function metrics(_request, response) {
    const text = await registry.metrics()
    response.setHeader('Content-Type', registry.contentType)
    response.end(text)
  }
}
