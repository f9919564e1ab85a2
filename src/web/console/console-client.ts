import type { z } from 'zod'
import {
  AuditPage,
  type EnrolFinish,
  EnrolStarted,
  ErrorBody,
  InviteInfo,
  InviteMade,
  ItemList,
  type ItemScope,
  LoginStarted,
  Me,
  type NoteRequest,
  OpenedItem,
  People,
  type RotateRequest,
  type StateChange,
  staffHeader,
  Thread,
  UnitKeys,
} from '../../triage/staff-api.ts'
import { type OriginalReason, TriageItem } from '../../triage/triage-item.ts'

/** A refusal by the server (its code), or `network:lost`. No content. */
export class ConsoleError extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.name = 'ConsoleError'
    this.code = code
  }
}

/** The code of whatever was thrown, for `errorLabel`. */
export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code
  return 'internal'
}

export type ConsoleClient = ReturnType<typeof createConsoleClient>

/** Talks to the staff API. Every method throws `ConsoleError`. */
export function createConsoleClient(base = '.') {
  async function call(method: string, path: string, body?: unknown): Promise<Response> {
    const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json'
    const headers: Record<string, string> = { [staffHeader]: '1', 'content-type': type }
    const content = body === undefined ? {} : { body: toBody(body) }
    const options = { method, headers, credentials: 'same-origin', ...content } as const
    const response = await fetch(`${base}/api/${path}`, options).catch(() => {
      throw new ConsoleError('network:lost')
    })
    if (!response.ok) throw new ConsoleError(await codeIn(response))
    return response
  }
  async function get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return schema.parse(await (await call('GET', path)).json())
  }
  async function post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    return schema.parse(await (await call('POST', path, body)).json())
  }
  const itemPath = (item: Pick<TriageItem, 'unit' | 'tip'>) => `items/${item.unit}/${item.tip}`

  const originalPath = (item: TriageItem, original: string) => `${itemPath(item)}/originals/${original}`

  return {
    checkInvite: (token: string) => post('invite/check', { token }, InviteInfo),
    startEnrolment: (body: { token: string; name: string; registrationRequest: string }) =>
      post('enrol/start', body, EnrolStarted),
    finishEnrolment: async (body: EnrolFinish) => {
      await call('POST', 'enrol/finish', body)
    },
    startLogin: (body: { name: string; startLoginRequest: string }) =>
      post('login/start', body, LoginStarted),
    finishLogin: (body: { login: string; finishLoginRequest: string }) => post('login/finish', body, Me),
    logout: async () => {
      await call('POST', 'logout', {})
    },
    me: () => get('me', Me),
    items: (scope: ItemScope) => get(`items?scope=${scope}`, ItemList),
    openItem: (item: TriageItem) => post(`${itemPath(item)}/open`, {}, OpenedItem),
    sealedFile: async (item: TriageItem, file: string) =>
      bytesIn(await call('GET', `${itemPath(item)}/files/${file}`)),
    askOriginal: (item: TriageItem, original: string, reason: OriginalReason) =>
      post(`${originalPath(item, original)}/ask`, { reason }, TriageItem),
    outerEnvelope: async (item: TriageItem, original: string) =>
      bytesIn(await call('GET', `${originalPath(item, original)}/outer`)),
    agreeOriginal: async (item: TriageItem, original: string, inner: Uint8Array) =>
      TriageItem.parse(await (await call('PUT', `${originalPath(item, original)}/inner`, inner)).json()),
    innerEnvelope: async (item: TriageItem, original: string) =>
      bytesIn(await call('POST', `${originalPath(item, original)}/open`, {})),
    changeState: (item: TriageItem, change: StateChange) =>
      post(`${itemPath(item)}/state`, change, TriageItem),
    writeNote: async (item: TriageItem, note: NoteRequest) => {
      await call('POST', `${itemPath(item)}/notes`, note)
    },
    thread: async (item: TriageItem) => (await post(`${itemPath(item)}/thread`, {}, Thread)).entries,
    noteClaim: async (item: TriageItem) => {
      await call('POST', `${itemPath(item)}/claim`, {})
    },
    unitKeys: (unit: string) => get(`keys/${unit}`, UnitKeys),
    rotateKey: async (request: RotateRequest) => {
      await call('POST', 'keys/rotate', request)
    },
    audit: (unit: string) => get(`audit/${unit}`, AuditPage),
    people: () => get('people', People),
    invite: (body: { unit: string; role: string; tokenHash: string; sealedProofKey: string }) =>
      post('invites', body, InviteMade),
    handOverKey: async (officer: string, given: { unitKey: string; vouch: string }) => {
      await call('POST', `people/${officer}/key`, given)
    },
    removeOfficer: async (officer: string) => {
      await call('DELETE', `people/${officer}`)
    },
  }
}

function toBody(body: unknown): string | Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array ? body.slice() : JSON.stringify(body)
}

/** A connection that breaks off half-way gives nothing. */
async function bytesIn(response: Response): Promise<Uint8Array> {
  const bytes = await response.arrayBuffer().catch(() => {
    throw new ConsoleError('network:lost')
  })
  return new Uint8Array(bytes)
}

async function codeIn(response: Response): Promise<string> {
  const body = ErrorBody.safeParse(await response.json().catch(() => null))
  return body.success ? body.data.error.code : 'internal'
}
