import express, { Router } from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../src/core/errors.ts'
import { jsonAsset } from '../../src/http/asset-routes.ts'
import { createPublicApp } from '../../src/http/public-app.ts'
import { type Listening, listen } from '../support/http.ts'

describe('public app', () => {
  const reported: string[] = []
  let missing: string[] = []
  let server: Listening

  beforeAll(async () => {
    const api = Router()
    api.post(
      '/api/echo',
      express.json({ limit: 1_000 }),
      (request, response) => void response.json(request.body),
    )
    api.get('/api/broken', () => {
      throw new Error('the secret word is swordfish')
    })
    api.get('/api/busy', () => {
      throw new AppError('request:too_many', { retryAfterMs: 1_500 })
    })
    server = await listen(
      createPublicApp({
        webhooks: Router(),
        api: [api],
        assets: [jsonAsset('/content/flows.json', { hello: 'chào '.repeat(500) })],
        notReady: async () => missing,
        onError: (code) => reported.push(code),
      }),
    )
  })
  afterAll(() => server.close())

  it('pins the content-security policy: own files only, nothing inline', async () => {
    const response = await fetch(`${server.url}/content/flows.json`)

    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self' 'wasm-unsafe-eval';style-src 'self';img-src 'self' blob: data:;" +
        "connect-src 'self';manifest-src 'self';worker-src 'self' blob:;base-uri 'none';form-action 'none';frame-ancestors 'none'",
    )
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('x-powered-by')).toBeNull()
  })

  it('serves assets compressed, and 304 to who has them', async () => {
    const first = await fetch(`${server.url}/content/flows.json`, { headers: { 'accept-encoding': 'br' } })
    expect(first.headers.get('content-encoding')).toBe('br')
    expect(await first.json()).toMatchObject({ hello: expect.stringContaining('chào') })

    const again = await fetch(`${server.url}/content/flows.json`, {
      // A browser asks so; Node's fetch alone would add no-cache.
      headers: {
        'accept-encoding': 'br',
        'if-none-match': first.headers.get('etag') ?? '',
        'cache-control': 'max-age=0',
      },
    })
    expect(again.status).toBe(304)
  })

  it('answers errors by code, never with what went wrong inside', async () => {
    const response = await fetch(`${server.url}/api/broken`)

    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('swordfish')
    expect(reported).toContain('internal')
  })

  it.each([
    ['a body that is no JSON', '{', 400, 'request:malformed'],
    ['a body over the limit', JSON.stringify('x'.repeat(2_000)), 413, 'request:too_large'],
  ])('answers %s plainly', async (_name, body, status, code) => {
    const response = await fetch(`${server.url}/api/echo`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })

    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error: { code } })
  })

  it('says how long to wait', async () => {
    const response = await fetch(`${server.url}/api/busy`)

    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('2')
  })

  it('knows nothing at an unknown address', async () => {
    expect((await fetch(`${server.url}/api/nothing`)).status).toBe(404)
  })

  it('is ready only when nothing is missing', async () => {
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)

    missing = ['redis']

    const response = await fetch(`${server.url}/readyz`)
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ ready: false, missing: ['redis'] })
  })
})
