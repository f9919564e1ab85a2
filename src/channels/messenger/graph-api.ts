import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import type { Observer } from '../../core/observer.ts'
import { createHttpClient, type HttpAnswer } from '../http-client.ts'
import { needsOperator, toError } from './messenger-error.ts'
import { toSecretProof } from './signature.ts'

const DEADLINE_MS = 10_000

const Refusal = z.object({
  error: z.object({ code: z.number().default(0), error_subcode: z.number().optional() }),
})

/** The Graph API on behalf of the Page. @throws AppError `channel:*`; neither token nor content is ever in it. */
export interface GraphApi {
  get(path: string): Promise<unknown>
  post(path: string, body: object): Promise<unknown>
  close: () => Promise<void>
}

/** `root` with the version, without a slash at the end. */
export function createGraphApi(needs: {
  root: string
  token: string
  appSecret: string
  observer: Observer
}): GraphApi {
  const http = createHttpClient(needs.root)
  const base = new URL(needs.root).pathname.replace(/\/$/, '')
  const proof = toSecretProof(needs.token, needs.appSecret)
  const credentials = new URLSearchParams({ access_token: needs.token, appsecret_proof: proof }).toString()

  async function call(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    const answer = await http.send({
      method,
      path: `${base}/${path}${path.includes('?') ? '&' : '?'}${credentials}`,
      deadlineMs: DEADLINE_MS,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    return resultOf(answer)
  }

  function resultOf({ status, body }: HttpAnswer): unknown {
    const parsed = parse(body)
    const refusal = Refusal.safeParse(parsed)
    if (refusal.success) {
      const { code, error_subcode: subcode } = refusal.data.error
      if (needsOperator({ code, subcode })) needs.observer.alarm(`messenger_refuses_${code}`)
      throw toError({ code, subcode }, status)
    }
    // A proxy's page, or half an answer: whether the message went out is not known.
    if (status !== 200 || parsed === undefined) throw new AppError('channel:unreachable', { retryable: true })
    return parsed
  }

  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    close: http.close,
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
