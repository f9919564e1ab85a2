import type { Clock, IdSource } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { RecipientRegistry } from '../tips/recipient-registry.ts'
import { foldName, type Invite, type Officer, type UnitKey } from './officer.ts'
import type { OpaqueServer } from './opaque-server.ts'
import { mayAct, readsTips } from './permissions.ts'
import type { EnrolFinish, Person } from './staff-api.ts'
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

/** How officers come, get the unit's key, and go. */
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

  /** The inviter hands the unit's key over. @throws AppError `staff:forbidden`, `request:not_found`, `triage:conflict`. */
  async function admitOfficer(by: Officer, id: string, unitKey: string): Promise<void> {
    const officer = await reach(by, id, 'hand_over_key')
    if (officer.unit !== by.unit || officer.invitedBy !== by.id || !readsTips(officer.role)) {
      throw new AppError('staff:forbidden')
    }
    await store.admit(id, unitKey)
    await note(by, officer, 'officer_admitted')
  }

  /** @throws AppError `staff:forbidden`, `request:not_found`. */
  async function removeOfficer(by: Officer, id: string): Promise<void> {
    const officer = await reach(by, id, 'remove_officer')
    // Nobody locks the last door behind them: an officer cannot remove themselves.
    if (officer.id === by.id) throw new AppError('staff:forbidden')
    await store.deactivate(id)
    await note(by, officer, 'officer_removed')
  }

  async function people(by: Officer): Promise<Person[]> {
    const officers = await store.officers()
    const seen = officers.filter((officer) => mayAct(by, 'see_people', officer.unit, deployment))
    return seen.map((officer) => toPerson(officer, by)).sort((a, b) => a.name.localeCompare(b.name, 'vi'))
  }

  /** For the start: registers keys that a crash between enrolment and registration left out. Retired ones stay retired. */
  async function registerRecipients(): Promise<void> {
    for (const { unit, recipient } of await store.unitKeys()) {
      const known = (await needs.recipients.list(unit)).some((one) => one.recipient === recipient)
      if (!known) await needs.recipients.add(unit, recipient, 'console')
    }
  }

  async function reach(
    by: Officer,
    id: string,
    action: 'hand_over_key' | 'remove_officer',
  ): Promise<Officer> {
    const officer = await store.officer(id)
    if (officer === null) throw new AppError('request:not_found')
    if (!mayAct(by, action, officer.unit, deployment)) throw new AppError('staff:forbidden')
    return officer
  }

  async function note(
    by: Officer,
    about: Officer,
    action: 'officer_admitted' | 'officer_removed',
  ): Promise<void> {
    await needs.triage.record(about.unit, { action, at: now(), officer: by.id, about: about.id })
    await needs.feed.announcePeople(about.unit)
  }

  return { startEnrolment, finishEnrolment, admitOfficer, removeOfficer, people, registerRecipients }
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
    active: true,
  }
}

function toPerson(officer: Officer, by: Officer): Person {
  const { id, name, unit, role, active, recipient, proof, sealedProofKey } = officer
  const waits = active && officer.unitKey === null && readsTips(role)
  const mine = officer.invitedBy === by.id && unit === by.unit
  const handOver =
    waits && mine && proof !== null && sealedProofKey !== null ? { recipient, proof, sealedProofKey } : null
  return { id, name, unit, role, active, hasKey: officer.unitKey !== null, handOver }
}
