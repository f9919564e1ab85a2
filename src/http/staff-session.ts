import type { Request, RequestHandler, Response } from 'express'
import { AppError } from '../core/errors.ts'
import type { Officer } from '../triage/officer.ts'
import { staffHeader } from '../triage/staff-api.ts'
import { staffLimits } from '../triage/staff-limits.ts'
import type { StaffSignIn } from '../triage/staff-sign-in.ts'

export interface StaffSessionNeeds {
  signIn: Pick<StaffSignIn, 'whoIs'>
  /** Officers reach the console by https: the cookie is `Secure` and bound to the host. */
  https: boolean
}

type OfficerHandler = (officer: Officer, request: Request, response: Response) => Promise<void>

export interface StaffSessions {
  give(response: Response, token: string): void
  take(response: Response): void
  token(request: Request): string | null
  /** Runs a handler for a signed-in officer, whose idle time begins anew. */
  forOfficer: (handler: OfficerHandler) => RequestHandler
  /** Who listens; the idle time goes on running. @throws AppError `staff:signed_out`. */
  listener(request: Request): Promise<Officer>
}

/** The session cookie: readable by no script, sent by no other site. */
export function createStaffSessions({ signIn, https }: StaffSessionNeeds): StaffSessions {
  const name = https ? '__Host-antam-staff' : 'antam-staff'
  const options = { httpOnly: true, sameSite: 'strict', secure: https, path: '/' } as const

  function token(request: Request): string | null {
    const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
    return pairs.find(([found]) => found === name)?.[1] ?? null
  }
  async function whoIs(request: Request, active: boolean): Promise<Officer> {
    const found = token(request)
    if (found === null) throw new AppError('staff:signed_out')
    return await signIn.whoIs(found, active)
  }
  return {
    token,
    give: (response, value) =>
      void response.cookie(name, value, { ...options, maxAge: staffLimits.sessionMs }),
    take: (response) => void response.clearCookie(name, options),
    forOfficer: (handler) =>
      async function officerOnly(request, response) {
        await handler(await whoIs(request, true), request, response)
      },
    listener: (request) => whoIs(request, false),
  }
}

/**
 * Lets through only what our own page can send: a changing request needs our header (other sites' forms cannot
 * set one) and, where the browser names an origin, it must be this host.
 */
export const sameSiteOnly: RequestHandler = function sameSiteOnly(request, _response, next) {
  if (request.method === 'GET' || request.method === 'HEAD') return next()
  const { origin, host } = request.headers
  const foreign = origin !== undefined && hostOf(origin) !== host
  if (request.headers[staffHeader] === undefined || foreign) return next(new AppError('staff:forbidden'))
  next()
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
