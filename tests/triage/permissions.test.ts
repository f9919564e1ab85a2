import { describe, expect, it } from 'vitest'
import { type OfficerRole, officerRoles } from '../../src/triage/officer.ts'
import {
  mayAct,
  mayInvite,
  maySide,
  readsTips,
  staffActions,
  unitsInReach,
} from '../../src/triage/permissions.ts'
import { testDeployment as deployment } from './support.ts'

const matrix: Record<OfficerRole, string> = {
  // list_items open_item change_state write_note read_audit see_people invite_officer hand_over_key remove_officer see_keys rotate_key ask_original agree_original
  truc_ban: 'yyyy---------',
  can_bo: 'yyyy-------yy',
  chi_huy: 'yyyyyyyyyyyyy',
  tu_van_vien: '-------------',
  quan_tri: '----yyy-yy---',
}

describe('permissions', () => {
  it.each(officerRoles)('gives %s exactly what the table says, in the own unit', (role) => {
    const who = { role, unit: 'cap-mot' }
    const row = staffActions
      .map((action) => (mayAct(who, action, 'cap-mot', deployment) ? 'y' : '-'))
      .join('')

    expect(row).toBe(matrix[role])
  })

  it('lets the unit agree to an original, and the unit right above ask for it', () => {
    const may = (unit: string, action: 'ask_original' | 'agree_original') =>
      maySide({ role: 'chi_huy', unit }, action, 'cap-mot', deployment)

    expect([may('cap-mot', 'agree_original'), may('thanh-pho', 'ask_original')]).toEqual([true, true])
    expect([may('cap-mot', 'ask_original'), may('thanh-pho', 'agree_original')]).toEqual([false, false])
    expect([may('cap-hai', 'ask_original'), may('cap-hai', 'agree_original')]).toEqual([false, false])
    expect(maySide({ role: 'chi_huy', unit: 'thanh-pho' }, 'ask_original', 'thanh-pho', deployment)).toBe(
      false,
    )
  })

  it('reaches the units below and never the one beside or above', () => {
    expect(unitsInReach({ role: 'chi_huy', unit: 'thanh-pho' }, deployment)).toEqual([
      'thanh-pho',
      'cap-mot',
      'cap-hai',
    ])
    expect(unitsInReach({ role: 'chi_huy', unit: 'cap-mot' }, deployment)).toEqual(['cap-mot'])
    expect(mayAct({ role: 'chi_huy', unit: 'cap-mot' }, 'open_item', 'cap-hai', deployment)).toBe(false)
    expect(mayAct({ role: 'chi_huy', unit: 'cap-mot' }, 'open_item', 'thanh-pho', deployment)).toBe(false)
    expect(mayAct({ role: 'chi_huy', unit: 'khong-co' }, 'open_item', 'cap-mot', deployment)).toBe(false)
  })

  it('lets the administrator reach every unit and read no tip in any', () => {
    const who = { role: 'quan_tri', unit: 'cap-mot' } as const

    expect(unitsInReach(who, deployment)).toHaveLength(3)
    for (const unit of deployment.units) expect(mayAct(who, 'open_item', unit.id, deployment)).toBe(false)
    expect(readsTips('quan_tri')).toBe(false)
    expect(readsTips('tu_van_vien')).toBe(false)
  })

  it('lets only a commander of the same unit bring in people who get its key', () => {
    const keyed = { unit: 'cap-mot', role: 'can_bo', unitHasKey: true } as const

    expect(mayInvite({ role: 'chi_huy', unit: 'cap-mot' }, keyed, deployment)).toBe(true)
    expect(mayInvite({ role: 'chi_huy', unit: 'thanh-pho' }, keyed, deployment)).toBe(false)
    expect(mayInvite({ role: 'quan_tri', unit: 'cap-mot' }, keyed, deployment)).toBe(false)
    expect(mayInvite({ role: 'can_bo', unit: 'cap-mot' }, keyed, deployment)).toBe(false)
  })

  it('lets a unit without a key get its first commander from above, and nobody else first', () => {
    const first = { unit: 'cap-hai', role: 'chi_huy', unitHasKey: false } as const

    expect(mayInvite({ role: 'chi_huy', unit: 'thanh-pho' }, first, deployment)).toBe(true)
    expect(mayInvite({ role: 'quan_tri', unit: 'thanh-pho' }, first, deployment)).toBe(true)
    expect(mayInvite({ role: 'chi_huy', unit: 'thanh-pho' }, { ...first, role: 'can_bo' }, deployment)).toBe(
      false,
    )
  })
})
