import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import type { Observer } from '../../core/observer.ts'
import type { HttpClient } from '../http-client.ts'
import type { TokenKeeper } from './token-keeper.ts'
import { isTokenError } from './zalo-error.ts'

const SEND_DEADLINE_MS = 10_000

/** Failures come with HTTP 200 and an `error` that is not 0. */
const Answer = z.object({
  error: z.coerce.number(),
  data: z.object({ message_id: z.string().optional(), quota: z.unknown().optional() }).optional(),
})
export type OaAnswer = z.infer<typeof Answer>

/** The OA Open API. */
export interface OaApi {
  /**
   * One call with a valid token; a refused token is replaced once and the call repeated once.
   * @throws AppError `channel:unreachable`, `channel:unauthorised`. Other refusals are in the answer's `error`.
   */
  post(path: string, body: object): Promise<OaAnswer>
}

/** `base` is the path of the API's root, '' for the real one. */
export function createOaApi(needs: {
  http: HttpClient
  base: string
  tokens: TokenKeeper
  observer: Observer
}): OaApi {
  async function post(path: string, body: object): Promise<OaAnswer> {
    const json = JSON.stringify(body)
    const token = await needs.tokens.token()
    const answer = await postOnce(path, json, token)
    if (!isTokenError(answer.error)) return answer
    needs.observer.count('zalo_token_refused')
    return postOnce(path, json, await needs.tokens.replace(token))
  }

  async function postOnce(path: string, body: string, token: string): Promise<OaAnswer> {
    const headers = { 'content-type': 'application/json', access_token: token }
    const request = { method: 'POST', path: `${needs.base}${path}`, headers, body } as const
    const answer = await needs.http.send({ ...request, deadlineMs: SEND_DEADLINE_MS })
    return readAnswer(answer.body)
  }

  return { post }
}

function readAnswer(body: Buffer): OaAnswer {
  try {
    return Answer.parse(JSON.parse(body.toString('utf8')))
  } catch (cause) {
    // A proxy's page, or half an answer: whether the message went out is not known.
    throw new AppError('channel:unreachable', { retryable: true, cause })
  }
}
