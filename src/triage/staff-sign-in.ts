import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { Clock, IdSource } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import { foldName, type Officer } from './officer.ts'
import type { OpaqueServer } from './opaque-server.ts'
import { parseStored } from './parse-stored.ts'
import { makeToken, tokenHash } from './staff-keys.ts'
import { staffLimits } from './staff-limits.ts'
import type { StaffStore } from './staff-store.ts'
import { toMinute } from './triage-item.ts'
import type { TriageStore } from './triage-store.ts'

export interface StaffSignInNeeds {
  store: StaffStore
  opaque: OpaqueServer
  triage: Pick<TriageStore, 'record'>
  clock: Clock
  ids: IdSource
}

export type StaffSignIn = ReturnType<typeof createStaffSignIn>

const PendingLogin = z.strictObject({ officer: z.uuid().nullable(), attempts: z.string(), state: z.string() })

/** Sign-in by OPAQUE, and the sessions after it. */
export function createStaffSignIn(needs: StaffSignInNeeds) {
  const { store, opaque, clock, ids } = needs

  /** The same work and the same shape of answer for names that exist and names that do not. @throws AppError `request:too_many`. */
  async function startLogin(
    name: string,
    request: string,
  ): Promise<{ login: string; loginResponse: string }> {
    const attempts = bytesToHex(sha256(utf8ToBytes(foldName(name))))
    await limitAttempts(store, attempts)
    const officer = await store.officerByName(foldName(name))
    const known = officer?.active === true ? officer : null
    const { state, response } = opaque.startLogin(foldName(name), known?.registrationRecord ?? null, request)
    const login = ids.uuid()
    const pending = { officer: known?.id ?? null, attempts, state }
    await store.putLogin(login, JSON.stringify(pending), staffLimits.loginMs)
    return { login, loginResponse: response }
  }

  /** Gives the session's token, which only the officer's cookie holds. @throws AppError `staff:wrong_password`. */
  async function finishLogin(login: string, request: string): Promise<{ token: string; officer: Officer }> {
    const stored = await store.takeLogin(login)
    if (stored === null) throw new AppError('staff:wrong_password')
    const pending = parseStored(PendingLogin, stored)
    const proved = opaque.finishLogin(pending.state, request)
    const officer = pending.officer === null ? null : await store.officer(pending.officer)
    if (!proved || officer?.active !== true) throw new AppError('staff:wrong_password')
    await needs.triage.record(officer.unit, {
      action: 'officer_signed_in',
      at: toMinute(clock.now()),
      officer: officer.id,
    })
    await store.clearAttempts(pending.attempts)
    const token = makeToken(ids.bytes(32))
    const session = { officer: officer.id, since: clock.now() }
    await store.putSession(tokenHash(token), session, staffLimits.sessionIdleMs)
    return { token, officer }
  }

  /**
   * Whose session this is. `active` begins the idle time anew; a page that only listens must not.
   * @throws AppError `staff:signed_out`.
   */
  async function whoIs(token: string, active: boolean): Promise<Officer> {
    const session = await store.session(tokenHash(token), active ? staffLimits.sessionIdleMs : null)
    if (session === null || clock.now() - session.since > staffLimits.sessionMs)
      throw new AppError('staff:signed_out')
    const officer = await store.officer(session.officer)
    if (officer?.active !== true) throw new AppError('staff:signed_out')
    return officer
  }

  async function signOut(token: string): Promise<void> {
    await store.dropSession(tokenHash(token))
  }

  return { startLogin, finishLogin, whoIs, signOut }
}

/** Slows guessing down: by name, and altogether against trying one password on every name. */
async function limitAttempts(store: StaffStore, name: string): Promise<void> {
  const windowMs = staffLimits.attemptWindowMs
  const byName = await store.countAttempt(name, windowMs)
  const altogether = await store.countAttempt('all', windowMs)
  if (byName > staffLimits.attemptsPerName || altogether > staffLimits.attemptsAltogether) {
    throw new AppError('request:too_many', { retryAfterMs: windowMs })
  }
}
