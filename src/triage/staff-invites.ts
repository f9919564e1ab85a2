import type { Clock, IdSource } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { Invite, Officer, OfficerRole } from './officer.ts'
import { mayInvite } from './permissions.ts'
import type { InviteInfo } from './staff-api.ts'
import { inviteSecrets, makeToken, tokenHash } from './staff-keys.ts'
import { staffLimits } from './staff-limits.ts'
import type { StaffStore } from './staff-store.ts'
import { toMinute } from './triage-item.ts'
import type { TriageStore } from './triage-store.ts'

export interface StaffInvitesNeeds {
  store: StaffStore
  triage: Pick<TriageStore, 'record'>
  deployment: Deployment
  clock: Clock
  ids: IdSource
}

export type StaffInvites = ReturnType<typeof createStaffInvites>

/** One-time links by which officers come in. Only hashes of tokens are stored. */
export function createStaffInvites(needs: StaffInvitesNeeds) {
  const { store, deployment, clock } = needs

  /**
   * A token for the very first officer, or null once there is one. The link is `<staff address>/#/enrol/<token>`;
   * each call makes the links of earlier calls void.
   */
  async function createFirstOfficerInvite(): Promise<string | null> {
    if ((await store.officers()).length > 0) return null
    const { token, hash } = freshToken(needs.ids)
    await store.putFirstInvite(hash, operatorInvite(null, 'chi_huy', clock), staffLimits.inviteMs)
    return token
  }

  /** A token for a unit's first commander, made by whoever operates the server. @throws AppError `tip:unknown_unit`. */
  async function createOperatorInvite(unit: string, role: OfficerRole = 'chi_huy'): Promise<string> {
    if (!deployment.units.some((one) => one.id === unit)) throw new AppError('tip:unknown_unit')
    const { token, hash } = freshToken(needs.ids)
    await store.putInvite(hash, operatorInvite(unit, role, clock), staffLimits.inviteMs)
    return token
  }

  /** @throws AppError `staff:invite_invalid`. */
  async function checkInvite(serverToken: string): Promise<InviteInfo> {
    const invite = await findInvite(store, serverToken)
    const keys = await store.unitKeys()
    const offered = deployment.units.filter((unit) => invite.unit === null || unit.id === invite.unit)
    const units = offered.map(({ id, name }) => ({ id, name, hasKey: keys.some((key) => key.unit === id) }))
    return { unit: invite.unit, role: invite.role, expiresAt: invite.expiresAt, units }
  }

  /** An officer invites another. @throws AppError `staff:forbidden`. */
  async function inviteOfficer(
    by: Officer,
    wanted: { unit: string; role: OfficerRole; tokenHash: string; sealedProofKey: string },
  ): Promise<{ expiresAt: string }> {
    const { unit, role, sealedProofKey } = wanted
    const unitHasKey = (await store.unitKeys()).some((key) => key.unit === unit)
    if (!mayInvite(by, { unit, role, unitHasKey }, deployment)) throw new AppError('staff:forbidden')
    const at = clock.now()
    const expiresAt = toMinute(at + staffLimits.inviteMs)
    const invite: Invite = { v: 1, unit, role, invitedBy: by.id, sealedProofKey, expiresAt }
    await needs.triage.record(unit, { action: 'officer_invited', at: toMinute(at), officer: by.id, role })
    await store.putInvite(wanted.tokenHash, invite, staffLimits.inviteMs)
    return { expiresAt }
  }

  return { createFirstOfficerInvite, createOperatorInvite, checkInvite, inviteOfficer }
}

/** @throws AppError `staff:invite_invalid` when the token was used, has expired or never was. */
export async function findInvite(store: StaffStore, serverToken: string): Promise<Invite> {
  const invite = await store.invite(tokenHash(serverToken))
  if (invite === null) throw new AppError('staff:invite_invalid')
  return invite
}

function freshToken(ids: IdSource): { token: string; hash: string } {
  const token = makeToken(ids.bytes(32))
  return { token, hash: tokenHash(inviteSecrets(token).serverToken) }
}

function operatorInvite(unit: string | null, role: OfficerRole, clock: Clock): Invite {
  const expiresAt = toMinute(clock.now() + staffLimits.inviteMs)
  return { v: 1, unit, role, invitedBy: null, sealedProofKey: null, expiresAt }
}
