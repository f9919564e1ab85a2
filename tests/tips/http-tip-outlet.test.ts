import { describe, expect, it } from 'vitest'
import { createHttpTipOutlet } from '../../src/tips/http-tip-outlet.ts'

function outletThatGets(status: number, body: string) {
  const seen: { url: string; init: RequestInit | undefined }[] = []
  const outlet = createHttpTipOutlet({
    baseUrl: 'https://hotline.example',
    fetch: async (url, init) => {
      seen.push({ url: String(url), init })
      return new Response(status === 204 ? null : body, { status })
    },
    solve: async () => ({ counter: 1, derivedKey: 'aa' }),
  })
  return { outlet, seen }
}

describe('http-tip-outlet', () => {
  it.each([
    [502, '<html>Bad gateway</html>', 'store:unavailable', true],
    [503, '{"error":{"code":"store:unavailable","message":""}}', 'store:unavailable', true],
    [400, '{"error":{"code":"proof:missing","message":""}}', 'proof:missing', true],
    [429, '{"error":{"code":"request:too_many","message":""}}', 'request:too_many', true],
    [404, '{"error":{"code":"tip:unknown_unit","message":""}}', 'tip:unknown_unit', false],
    [400, '{"error":{"code":"something:new","message":""}}', 'store:unavailable', false],
    [200, '{"unexpected":1}', 'store:unavailable', true],
    [200, 'no JSON', 'store:unavailable', true],
  ])('turns status %i with %s into %s', async (status, body, code, retryable) => {
    const { outlet } = outletThatGets(status, body)

    await expect(outlet.recipients('ca-bo-de')).rejects.toMatchObject({ code, retryable })
  })

  it('sends no cookie and no referrer, and leaves nothing in a cache', async () => {
    const { outlet, seen } = outletThatGets(200, '{"recipients":["age1x"]}')

    expect(await outlet.recipients('a/b')).toEqual(['age1x'])
    expect(seen).toEqual([
      {
        url: 'https://hotline.example/api/recipients/a%2Fb',
        init: { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' },
      },
    ])
  })
})
