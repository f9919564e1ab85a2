import { describe, expect, it } from 'vitest'
import { Deployment } from '../../src/core/deployment.ts'
import { recipientSet } from '../../src/tips/recipient-sets.ts'
import { sampleDeployment } from '../support/sample-deployment.ts'

const holder = { vi: 'Văn phòng công an tỉnh', en: 'The province’s police office' }

/** The sample deployment, its ward unit and recovery key changed. */
function deploymentWith(unit: object, more: object = {}): Deployment {
  const deployment = sampleDeployment()
  const units = deployment.units.map((one) => (one.id === 'ca-bo-de' ? { ...one, ...unit } : one))
  return Deployment.parse({ ...deployment, units, ...more })
}

/** A server that says of each unit that it has this key. */
const registered = async (unit: string) => [`age1server${unit.replaceAll('-', '')}`]

describe('recipient-sets', () => {
  it('takes the unit’s fixed and registered keys, those above, and the recovery key, none twice', async () => {
    const deployment = deploymentWith(
      { recipients: ['age1fixed', 'age1serverpc04'] },
      { recovery: { recipient: 'age1offline', holder } },
    )

    expect((await recipientSet(deployment, 'ca-bo-de', registered)).recipients).toEqual([
      'age1fixed',
      'age1serverpc04',
      'age1servercabode',
      'age1offline',
    ])
  })

  it('takes nothing from the server for a pinned unit', async () => {
    const deployment = deploymentWith({ recipients: ['age1fixed'], pinned: true })

    const { recipients } = await recipientSet(deployment, 'ca-bo-de', registered)

    expect(recipients).toEqual(['age1fixed', 'age1serverpc04'])
  })

  it('asks the unit above when a pinned unit lists no key', async () => {
    const { unit } = await recipientSet(deploymentWith({ pinned: true }), 'ca-bo-de', registered)

    expect(unit.id).toBe('pc04')
  })

  it('seals nothing to a recovery key alone: nobody would read it', async () => {
    const deployment = deploymentWith({}, { recovery: { recipient: 'age1offline', holder } })

    await expect(recipientSet(deployment, 'ca-bo-de', async () => [])).rejects.toMatchObject({
      code: 'tip:no_recipient',
    })
  })
})
