import type { ErrorRequestHandler, RequestHandler } from 'express'
import { AppError, type ErrorCode, errorCatalogue } from '../core/errors.ts'

/** Told once for each refused or failed request; fields only, never content. */
export type OnError = (code: ErrorCode, error: unknown) => void

/** The one place where an error becomes a status: `{"error":{"code","message"}}`, with the catalogue's words. */
export function createErrorResponse(onError: OnError): ErrorRequestHandler {
  return function errorResponse(error, _request, response, next) {
    const code = codeOf(error)
    onError(code, error)
    if (response.headersSent) return next(error)
    const { status, message } = errorCatalogue[code]
    if (error instanceof AppError && error.retryAfterMs !== undefined) {
      response.setHeader('Retry-After', Math.ceil(error.retryAfterMs / 1_000))
    }
    response.status(status).json({ error: { code, message } })
  }
}

/** What no route takes. */
export const notFound: RequestHandler = (_request, _response, next) => next(new AppError('request:not_found'))

/** Body parsers throw http-errors; everything unknown is our bug. */
function codeOf(error: unknown): ErrorCode {
  if (error instanceof AppError) return error.code
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  if (status === 413) return 'request:too_large'
  if (status === 404) return 'request:not_found'
  if (typeof status === 'number' && status >= 400 && status < 500) return 'request:malformed'
  return 'internal'
}
