import type { RequestHandler } from 'express'

/** Nothing of an answer stays in a cache, on the device or on the way. */
export const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store')
  next()
}
