/**
 * The catalogue of errors that may cross a boundary. `status` is what HTTP answers; `message` says who must do
 * what and never carries content, addresses, keys or tokens. `src/README.md` lists the same codes (a test compares).
 */
export const errorCatalogue = {
  'config:invalid': { status: 500, message: 'The settings are not valid; the operator must correct them.' },
  'content:invalid': {
    status: 500,
    message: 'Flows, knowledge or deployment files are not valid; see the list.',
  },
  'store:unavailable': { status: 503, message: 'Redis cannot be reached; nothing was stored. Try again.' },
  'store:corrupt': { status: 500, message: 'A stored record cannot be read; the operator must look at it.' },
  'store:newer': {
    status: 503,
    message:
      'A stored record is of a newer version than this program; the operator must upgrade this process.',
  },
  'channel:unverified': {
    status: 401,
    message: 'The request does not prove that it comes from the platform.',
  },
  'channel:malformed': { status: 400, message: 'The request is not what the platform documents.' },
  'channel:throttled': { status: 503, message: 'The platform asks to slow down.' },
  'channel:unreachable': { status: 502, message: 'The platform does not answer.' },
  'channel:unauthorised': {
    status: 502,
    message: 'The platform refuses our credentials; the operator must renew them.',
  },
  'channel:contact_gone': {
    status: 410,
    message: 'The contact blocked the bot or the reply window is closed.',
  },
  'channel:refused': { status: 502, message: 'The platform refuses this message for good.' },
  'tip:malformed': { status: 400, message: 'This is not a sealed tip.' },
  'tip:too_large': { status: 413, message: 'The sealed tip is larger than allowed.' },
  'tip:unknown_unit': { status: 404, message: 'No unit of that name takes tips here.' },
  'tip:no_recipient': { status: 503, message: 'The unit has no public key yet; an officer must create one.' },
  'tip:conflict': { status: 409, message: 'Another tip has this id.' },
  'tip:not_for_this_key': { status: 403, message: 'This identity cannot open the tip.' },
  'proof:missing': {
    status: 400,
    message: 'The proof of work is missing, wrong, used or expired; ask for a new one.',
  },
  'mailbox:malformed': { status: 400, message: 'This is not a mailbox request.' },
  'mailbox:full': { status: 409, message: 'As much was added to this tip as there is room for.' },
  'request:malformed': { status: 400, message: 'The request is not of the documented form.' },
  'request:too_large': { status: 413, message: 'The request is larger than allowed.' },
  'request:too_many': { status: 429, message: 'Too many requests; wait a little.' },
  'request:not_found': { status: 404, message: 'There is nothing at this address.' },
  'staff:signed_out': { status: 401, message: 'Sign in first.' },
  'staff:wrong_password': { status: 401, message: 'The name or the password is not right.' },
  'staff:name_taken': { status: 409, message: 'Somebody has this name already; choose another.' },
  'staff:forbidden': { status: 403, message: 'Your role may not do this.' },
  'staff:invite_invalid': { status: 410, message: 'The link was used or has expired; ask for a new one.' },
  'triage:conflict': { status: 409, message: 'Somebody changed this tip a moment ago; look again.' },
  internal: { status: 500, message: 'Something went wrong on our side.' },
} as const

export type ErrorCode = keyof typeof errorCatalogue

export interface ErrorDetails {
  /** Whether waiting and trying again can help. */
  retryable?: boolean
  /** Milliseconds to wait first, when the other side said so. */
  retryAfterMs?: number
  /** Replaces the catalogue's message. No content, no secrets. */
  message?: string
  cause?: unknown
}

/** The one error class that travels between folders. Vendors' errors stay in `cause`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.message ?? errorCatalogue[code].message, { cause: details.cause })
    this.name = 'AppError'
    this.code = code
    this.retryable = details.retryable ?? false
    this.retryAfterMs = details.retryAfterMs
  }
}
