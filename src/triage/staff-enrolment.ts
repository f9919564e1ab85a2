import type { Clock, IdSource } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { RecipientRegistry } from '../tips/recipient-registry.ts'
import { foldName, type Invite, type Officer, type UnitKey } from './officer.ts'
import type { OpaqueServer } from './opaque-server.ts'
import { readsTips } from './permissions.ts'
import type { EnrolFinish } from './staff-api.ts'
import { findInvite } from './staff-invites.ts'
import { tokenHash } from './staff-keys.ts'
import type { StaffStore } from './staff-store.ts'
import { toMinute } from './triage-item.ts'
import type { ChangeFeed, TriageStore } from './triage-store.ts'

export interface StaffEnrolmentNeeds {
  store: StaffStore
  opaque: OpaqueServer
  recipients: Pick<RecipientRegistry, 'add' | 'list'>
  triage: Pick<TriageStore, 'record'>
  feed: Pick<ChangeFeed, 'announcePeople'>
  deployment: Deployment
  clock: Clock
  ids: IdSource
}

export type StaffEnrolment = ReturnType<typeof createStaffEnrolment>

/** How an invited person becomes an officer. */
export function createStaffEnrolment(needs: StaffEnrolmentNeeds) {
  const { store, deployment } = needs
  const now = () => toMinute(needs.clock.now())

  /** @throws AppError `staff:invite_invalid`, `staff:name_taken`. */
  async function startEnrolment(token: string, name: string, registrationRequest: string): Promise<string> {
    await findInvite(store, token)
    if ((await store.officerByName(foldName(name))) !== null) throw new AppError('staff:name_taken')
    return needs.opaque.answerRegistration(foldName(name), registrationRequest)
  }

  /** @throws AppError as `StaffStore.enrol`, and `request:malformed` when unit or keys do not fit the invite. */
  async function finishEnrolment(request: EnrolFinish): Promise<Officer> {
    const invite = await findInvite(store, request.token)
    const officer = toOfficer(request, invite, { id: needs.ids.uuid(), createdAt: now() })
    const unitKey = await keyOf(request, officer)
    await store.enrol({ tokenHash: tokenHash(request.token), officer, unitKey })
    await needs.triage.record(officer.unit, {
      action: 'officer_enrolled',
      at: now(),
      officer: invite.invitedBy,
      about: officer.id,
      role: officer.role,
    })
    if (unitKey !== null) await needs.recipients.add(unitKey.unit, unitKey.recipient, 'console')
    await needs.feed.announcePeople(officer.unit)
    return officer
  }

  /** A unit's first reader of tips must bring its key, nobody else may. */
  async function keyOf(request: EnrolFinish, officer: Officer): Promise<UnitKey | null> {
    if (!deployment.units.some((unit) => unit.id === officer.unit)) throw new AppError('request:malformed')
    const hasKey = (await store.unitKeys()).some((key) => key.unit === officer.unit)
    if ((request.unitKey !== null) !== (readsTips(officer.role) && !hasKey))
      throw new AppError('triage:conflict')
    if (request.unitKey === null) return null
    return { v: 1, unit: officer.unit, recipient: request.unitKey.recipient, createdBy: officer.id }
  }

  /** For the start: registers keys that a crash between enrolment and registration left out. Retired ones stay retired. */
  async function registerRecipients(): Promise<void> {
    for (const { unit, recipient } of await store.unitKeys()) {
      const known = (await needs.recipients.list(unit)).some((one) => one.recipient === recipient)
      if (!known) await needs.recipients.add(unit, recipient, 'console')
    }
  }

  return { startEnrolment, finishEnrolment, registerRecipients }
}

function toOfficer(request: EnrolFinish, invite: Invite, made: { id: string; createdAt: string }): Officer {
  if (invite.unit !== null && invite.unit !== request.unit) throw new AppError('request:malformed')
  const invitedByOfficer = invite.invitedBy !== null
  if (invitedByOfficer && request.proof === null) throw new AppError('request:malformed')
  return {
    v: 1,
    ...made,
    name: request.name,
    unit: request.unit,
    role: invite.role,
    registrationRecord: request.registrationRecord,
    recipient: request.recipient,
    wrappedIdentity: request.wrappedIdentity,
    unitKey: request.unitKey?.sealed ?? null,
    invitedBy: invite.invitedBy,
    proof: invitedByOfficer ? request.proof : null,
    sealedProofKey: invite.sealedProofKey,
    ...(request.unitKey?.vouch === undefined ? {} : { vouch: request.unitKey.vouch }),
    active: true,
  }
}
