import type { Invite, Officer, UnitKey } from './officer.ts'

/** What `enrol` writes at once: the invite is used up, the officer is there, and perhaps the unit's first key. */
export interface Enrolment {
  tokenHash: string
  officer: Officer
  /** Set when the officer brings the unit's first key. */
  unitKey: UnitKey | null
}

/** What an officer gets when their unit's key changes. */
export interface Holder {
  officer: string
  unitKey: string
  vouch: string
}

export interface StaffSession {
  officer: string
  /** When the officer signed in, ms. */
  since: number
}

/** Officers, their invites and sessions. Tokens never come here, only their SHA-256. */
export interface StaffStore {
  officers(): Promise<Officer[]>
  officer(id: string): Promise<Officer | null>
  /** `foldedName` as `foldName` gives it. */
  officerByName(foldedName: string): Promise<Officer | null>
  unitKeys(): Promise<UnitKey[]>

  putInvite(tokenHash: string, invite: Invite, ttlMs: number): Promise<void>
  invite(tokenHash: string): Promise<Invite | null>
  /** The very first invite replaces the one before it, so that only the link printed last works. */
  putFirstInvite(tokenHash: string, invite: Invite, ttlMs: number): Promise<void>
  /**
   * One step or nothing. @throws AppError `staff:invite_invalid` (used, expired), `staff:name_taken`,
   * `triage:conflict` (the unit got its key a moment ago).
   */
  enrol(enrolment: Enrolment): Promise<void>
  /** Hands the unit's key over, once. @throws AppError `triage:conflict` when there is nothing to hand over to. */
  admit(officer: string, unitKey: string, vouch?: string): Promise<void>
  /**
   * Gives a unit another key and its holders what they need for it, all at once or not at all.
   * @throws AppError `triage:conflict` when the unit's key or one of the officers changed meanwhile.
   */
  rotateKey(next: UnitKey, before: string, holders: readonly Holder[]): Promise<void>
  /** Takes sign-in and key away at once. */
  deactivate(officer: string): Promise<void>

  putSession(tokenHash: string, session: StaffSession, idleMs: number): Promise<void>
  /** Reads a session and, when `idleMs` is given, begins its idle time anew. */
  session(tokenHash: string, idleMs: number | null): Promise<StaffSession | null>
  dropSession(tokenHash: string): Promise<void>

  /** Half-finished sign-ins: kept a moment, read once. */
  putLogin(id: string, state: string, ttlMs: number): Promise<void>
  takeLogin(id: string): Promise<string | null>
  /** Counts an attempt; the count since the first one of the window. */
  countAttempt(what: string, windowMs: number): Promise<number>
  clearAttempts(what: string): Promise<void>

  /** Stores the sealed OPAQUE set-up unless there is one; returns the stored one. */
  opaqueSetup(sealed: string): Promise<string>
}
