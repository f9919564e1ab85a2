import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import type { Observer } from '../../core/observer.ts'
import type { HttpAnswer, HttpClient } from '../http-client.ts'
import type { TokenKeeper } from './token-keeper.ts'
import { isTokenError } from './zalo-error.ts'

const SEND_DEADLINE_MS = 10_000
const THROTTLED_MS = 15_000

/** Failures come with HTTP 200 and an `error` that is not 0. */
const Answer = z.object({
  error: z.coerce.number(),
  data: z
    .object({ message_id: z.string().optional(), quota: z.unknown().optional() })
    .optional()
    .catch(undefined),
})
export type OaAnswer = z.infer<typeof Answer>

/** The OA Open API. A refused token is replaced once and the call repeated once. */
export interface OaApi {
  /** @throws AppError `channel:unreachable`, `:throttled`, `:unauthorised`. Other refusals are in the answer's `error`. */
  post(path: string, body: object): Promise<OaAnswer>
  /** As `post`. */
  get(path: string): Promise<OaAnswer>
}

/** `base` is the path of the API's root, '' for the real one. */
export function createOaApi(needs: {
  http: HttpClient
  base: string
  tokens: TokenKeeper
  observer: Observer
}): OaApi {
  async function call(method: 'GET' | 'POST', path: string, body?: string): Promise<OaAnswer> {
    const token = await needs.tokens.token()
    const answer = await callOnce(method, path, body, token)
    if (!isTokenError(answer.error)) return answer
    needs.observer.count('zalo_token_refused')
    return callOnce(method, path, body, await needs.tokens.replace(token))
  }

  async function callOnce(
    method: 'GET' | 'POST',
    path: string,
    body: string | undefined,
    token: string,
  ): Promise<OaAnswer> {
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const request = { method, path: `${needs.base}${path}`, headers: { ...type, access_token: token } }
    const answer = await needs.http.send({
      ...request,
      ...(body === undefined ? {} : { body }),
      deadlineMs: SEND_DEADLINE_MS,
    })
    return readAnswer(answer)
  }

  return {
    post: (path, body) => call('POST', path, JSON.stringify(body)),
    get: (path) => call('GET', path),
  }
}

function readAnswer({ status, headers, body }: HttpAnswer): OaAnswer {
  if (status === 429) throw throttled(headers['retry-after'])
  try {
    return Answer.parse(JSON.parse(body.toString('utf8')))
  } catch (cause) {
    // A proxy's page, or half an answer: whether the message went out is not known.
    throw new AppError('channel:unreachable', { retryable: true, cause })
  }
}

/** The API itself says -32; this is a gateway before it. */
function throttled(header: string | string[] | undefined): AppError {
  const seconds = Number(header)
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : THROTTLED_MS
  return new AppError('channel:throttled', { retryable: true, retryAfterMs })
}
