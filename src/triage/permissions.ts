import type { Deployment } from '../core/deployment.ts'
import type { Officer, OfficerRole } from './officer.ts'

/** What somebody may do at all; `mayAct` adds where. Server and console read the same table. */
export const staffActions = [
  'list_items',
  'open_item',
  'change_state',
  'write_note',
  'read_audit',
  'see_people',
  'invite_officer',
  'hand_over_key',
  'remove_officer',
  'see_keys',
  'rotate_key',
  'ask_original',
  'agree_original',
] as const
export type StaffAction = (typeof staffActions)[number]

const duty: readonly StaffAction[] = ['list_items', 'open_item', 'change_state', 'write_note']

const allowed: Record<OfficerRole, readonly StaffAction[]> = {
  truc_ban: duty,
  can_bo: [...duty, 'ask_original', 'agree_original'],
  chi_huy: staffActions,
  tu_van_vien: [],
  quan_tri: ['read_audit', 'see_people', 'invite_officer', 'remove_officer', 'see_keys'],
}

type Who = Pick<Officer, 'role' | 'unit'>

export function mayDo(role: OfficerRole, action: StaffAction): boolean {
  return allowed[role].includes(action)
}

/** Roles that hold the unit's key. */
export function readsTips(role: OfficerRole): boolean {
  return mayDo(role, 'open_item')
}

/** The officer's unit and every unit below it; an administrator's reach is the whole deployment. */
export function unitsInReach(who: Who, deployment: Pick<Deployment, 'units'>): string[] {
  const { units } = deployment
  if (who.role === 'quan_tri') return units.map((unit) => unit.id)
  return units.filter((unit) => isAtOrBelow(unit.id, who.unit, deployment)).map((unit) => unit.id)
}

export function mayAct(
  who: Who,
  action: StaffAction,
  unit: string,
  deployment: Pick<Deployment, 'units'>,
): boolean {
  return mayDo(who.role, action) && unitsInReach(who, deployment).includes(unit)
}

/**
 * What one side of a pair may do with an original: the unit agrees, the unit right above it asks and opens. So whoever
 * holds one of the two keys never holds both steps.
 */
export function maySide(
  who: Who,
  action: 'ask_original' | 'agree_original',
  unit: string,
  deployment: Pick<Deployment, 'units'>,
): boolean {
  const side = action === 'agree_original' ? unit : aboveOf(unit, deployment)
  return mayDo(who.role, action) && who.unit === side
}

/**
 * Who may bring whom: a commander anybody of the own unit, and the first commander of a unit below;
 * an administrator only people who read no tips, and a unit's first commander. (Only a holder of the unit's
 * key can hand it on, so a reader of tips must be invited by one.)
 */
export function mayInvite(
  who: Who,
  invited: { unit: string; role: OfficerRole; unitHasKey: boolean },
  deployment: Pick<Deployment, 'units'>,
): boolean {
  if (!mayAct(who, 'invite_officer', invited.unit, deployment)) return false
  if (!readsTips(invited.role)) return true
  if (!invited.unitHasKey) return invited.role === 'chi_huy'
  return who.role === 'chi_huy' && who.unit === invited.unit
}

function isAtOrBelow(unit: string, top: string, deployment: Pick<Deployment, 'units'>): boolean {
  const seen = new Set<string>()
  for (let at: string | null = unit; at !== null && !seen.has(at); at = aboveOf(at, deployment)) {
    if (at === top) return true
    seen.add(at)
  }
  return false
}

/** The unit right above; null at the top. */
export function aboveOf(unit: string, deployment: Pick<Deployment, 'units'>): string | null {
  return deployment.units.find((one) => one.id === unit)?.above ?? null
}
