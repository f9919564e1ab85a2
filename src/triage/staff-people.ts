import type { Clock } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { Officer } from './officer.ts'
import { mayAct, mayDo, readsTips } from './permissions.ts'
import type { Person } from './staff-api.ts'
import type { StaffStore } from './staff-store.ts'
import { toMinute } from './triage-item.ts'
import type { ChangeFeed, TriageStore } from './triage-store.ts'

export interface StaffPeopleNeeds {
  store: StaffStore
  triage: Pick<TriageStore, 'record'>
  feed: Pick<ChangeFeed, 'announcePeople'>
  deployment: Deployment
  clock: Clock
}

export type StaffPeople = ReturnType<typeof createStaffPeople>

/** Who is there; handing the unit's key over; taking access away. */
export function createStaffPeople(needs: StaffPeopleNeeds) {
  const { store, deployment } = needs

  /** The inviter hands the unit's key over. @throws AppError `staff:forbidden`, `request:not_found`, `triage:conflict`. */
  async function admitOfficer(by: Officer, id: string, unitKey: string, vouch?: string): Promise<void> {
    const officer = await reach(by, id, 'hand_over_key')
    const isMine = officer.unit === by.unit && officer.invitedBy === by.id
    if (!isMine || !readsTips(officer.role)) throw new AppError('staff:forbidden')
    await store.admit(id, unitKey, vouch)
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

  /** @throws AppError `staff:forbidden`. */
  async function people(by: Officer): Promise<Person[]> {
    if (!mayAct(by, 'see_people', by.unit, deployment)) throw new AppError('staff:forbidden')
    const officers = await store.officers()
    const seen = officers.filter((officer) => mayAct(by, 'see_people', officer.unit, deployment))
    return seen.map((officer) => toPerson(officer, by)).toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
  }

  async function reach(
    by: Officer,
    id: string,
    action: 'hand_over_key' | 'remove_officer',
  ): Promise<Officer> {
    if (!mayDo(by.role, action)) throw new AppError('staff:forbidden')
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
    const at = toMinute(needs.clock.now())
    await needs.triage.record(about.unit, { action, at, officer: by.id, about: about.id })
    await needs.feed.announcePeople(about.unit)
  }

  return { admitOfficer, removeOfficer, people }
}

function toPerson(officer: Officer, by: Officer): Person {
  const { id, name, unit, role, active, recipient, proof, sealedProofKey } = officer
  const waits = active && officer.unitKey === null && readsTips(role)
  const mine = officer.invitedBy === by.id && unit === by.unit
  const isReady = waits && mine && proof !== null && sealedProofKey !== null
  const handOver = isReady ? { recipient, proof, sealedProofKey } : null
  const hasKey = officer.unitKey !== null
  const renewable = active && hasKey && unit === by.unit && mayDo(by.role, 'rotate_key')
  const holder = renewable ? { recipient, vouch: officer.vouch ?? null } : null
  return { id, name, unit, role, active, hasKey, handOver, holder }
}
