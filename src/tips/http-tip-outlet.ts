import type { z } from 'zod'
import { AppError, type ErrorCode, errorCatalogue } from '../core/errors.ts'
import {
  Challenge,
  ErrorAnswer,
  MailboxAnswer,
  PresentAnswer,
  type Proof,
  RecipientsAnswer,
  UPLOAD_HEADER,
  UploadAnswer,
} from './tip-api.ts'
import type { TipOutlet } from './tip-outlet.ts'
import { createFileUpload } from './upload-file.ts'

interface HttpOutletNeeds {
  /** Where the public listener is: '' for the page's own origin. */
  baseUrl: string
  fetch: typeof fetch
  /** Waits, ms, between attempts to send a piece; without it a piece is tried once. */
  sleep?: (ms: number) => Promise<void>
  /** Does the work; in a page, off its main thread. */
  solve: (challenge: Challenge) => Promise<Proof['solution']>
}

/** The outlet of the page: sealed bytes over HTTP, without cookie, referrer or cache, each with its proof of work. */
export function createHttpTipOutlet(needs: HttpOutletNeeds): TipOutlet {
  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const quiet = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' } as const
    const response = await needs
      .fetch(`${needs.baseUrl}${path}`, { ...quiet, ...init })
      .catch((cause: unknown) => {
        throw new AppError('store:unavailable', { retryable: true, cause })
      })
    if (!response.ok) throw await errorOf(response)
    return response
  }

  async function read<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
    return parse(await call(path), schema)
  }

  function post(path: string, body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' }
    return call(path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  async function proof(): Promise<Proof> {
    const challenge = await read('/api/challenge', Challenge)
    return { challenge, solution: await needs.solve(challenge) }
  }

  const uploadFile = createFileUpload({
    sleep: needs.sleep,
    begin: async (unit, file) =>
      parse(await post('/api/files', { unit, ...file, proof: await proof() }), UploadAnswer),
    present: async (unit, { id }, token) => {
      const headers = { [UPLOAD_HEADER]: token }
      return (await parse(await call(filePath(unit, id), { headers }), PresentAnswer)).have
    },
    put: async (unit, { id }, chunk, bytes, token) => {
      const headers = { [UPLOAD_HEADER]: token, 'content-type': 'application/octet-stream' }
      await call(filePath(unit, `${id}/${chunk}`), { method: 'PUT', headers, body: bytes })
    },
  })

  return {
    recipients: async (unit) =>
      (await read(`/api/recipients/${encodeURIComponent(unit)}`, RecipientsAnswer)).recipients,
    storeFile: uploadFile,
    async append(tip, mailbox) {
      const response = await post('/api/tips', { tip, mailbox, proof: await proof() })
      return { added: response.status === 201 }
    },
    readMailbox: async (id) =>
      parse(await post('/api/mailbox/read', { id, proof: await proof() }), MailboxAnswer),
    async markMailbox(id, token, mark) {
      await post('/api/mailbox/mark', { id, token, mark })
    },
    async addReply(reply) {
      await post('/api/mailbox/reply', { ...reply, proof: await proof() })
    },
  }
}

function filePath(unit: string, rest: string): string {
  return `/api/files/${rest}?unit=${encodeURIComponent(unit)}`
}

async function parse<S extends z.ZodType>(response: Response, schema: S): Promise<z.output<S>> {
  const answer = schema.safeParse(await response.json().catch(() => null))
  if (!answer.success) throw new AppError('store:unavailable', { retryable: true })
  return answer.data
}

/** The server's own code where it gave one; anything else means that nothing was stored. */
async function errorOf(response: Response): Promise<AppError> {
  const answer = ErrorAnswer.safeParse(await response.json().catch(() => null))
  const code =
    answer.success && isErrorCode(answer.data.error.code) ? answer.data.error.code : 'store:unavailable'
  // A proof may have expired on a slow phone: the next attempt makes a new one.
  return new AppError(code, { retryable: response.status >= 429 || code === 'proof:missing' })
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code)
}
