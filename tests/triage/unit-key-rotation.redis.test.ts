import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recipientSet } from '../../src/tips/recipient-sets.ts'
import type { Officer } from '../../src/triage/officer.ts'
import { vouchFor, wrapIdentity } from '../../src/triage/staff-keys.ts'
import { KeyRing } from '../../src/web/console/key-ring.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { createStaffSide, enrolRequest, type StaffSide, sealedTip, sealTextTo, signInAs } from './support.ts'

describe('unit-key-rotation', () => {
  let redis: TestRedis
  let side: StaffSide
  let commander: Officer
  let ring: KeyRing
  let before: string
  /** The unit's first identity: only a test may look. */
  let identity: string

  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  beforeEach(async () => {
    await redis.raw.flushAll()
    side = await createStaffSide(await redis.connect())
    const token = (await side.invites.createFirstOfficerInvite()) ?? ''
    const enrolled = await enrolRequest(side, { token, name: 'Minh An', unit: 'cap-mot', withKey: true })
    identity = enrolled.unitIdentity
    commander = await side.enrolment.finishEnrolment(enrolled.request)
    const { exportKey } = await signInAs(side, 'Minh An')
    ring = new KeyRing()
    await ring.unlock(exportKey ?? '', commander)
    before = ring.unitRecipient ?? ''
  })

  /** A second holder of the key, as the server keeps one; `vouched`: a holder of the key gave it to them. */
  async function colleague(name: string, vouched: boolean): Promise<{ officer: Officer; own: string }> {
    const own = await generateHybridIdentity()
    const recipient = await identityToRecipient(own)
    const { vouch: _vouch, ...like } = commander
    const given = { id: crypto.randomUUID(), name, recipient, role: 'can_bo' } as const
    const officer: Officer = {
      ...{ ...like, ...given, unitKey: await sealTextTo(recipient, identity) },
      ...(vouched ? { vouch: vouchFor(identity, recipient) } : {}),
    }
    await redis.raw.hSet('antam:{staff}:officers', officer.id, JSON.stringify(officer))
    return { officer, own }
  }

  async function ringOf({ officer, own }: { officer: Officer; own: string }): Promise<KeyRing> {
    const { exportKey } = await signInAs(side, 'Minh An')
    const stored = (await side.store.officer(officer.id)) ?? expect.fail('no officer')
    const wrappedIdentity = await wrapIdentity(exportKey ?? '', own, new Uint8Array(12))
    const one = new KeyRing()
    await one.unlock(exportKey ?? '', { wrappedIdentity, unitKey: stored.unitKey })
    return one
  }

  async function rotate(holders: { officer: string; recipient: string; vouch: string | null }[]) {
    const request = { before, ...(await ring.makeNextKey(holders)) }
    await side.unitKeys.rotate(commander, request)
    return request
  }

  const me = () => ({ officer: commander.id, recipient: commander.recipient, vouch: commander.vouch ?? null })

  it('sends new tips to the new key, and leaves the old ones open', async () => {
    const old = await sealedTip([before])
    const { recipient } = await rotate([me()])
    const stored = (await side.store.officer(commander.id)) ?? expect.fail('no officer')
    await ring.takeUnitKey(stored.unitKey ?? '')
    const set = await recipientSet(side.deployment, 'cap-mot', async (unit) =>
      (await side.recipients.list(unit)).filter(({ active }) => active).map((one) => one.recipient),
    )
    const later = await sealedTip(set.recipients)

    expect(recipient).not.toBe(before)
    expect(set.recipients).toEqual([recipient])
    expect(await ring.openTip(later.sealed)).toMatchObject({ id: later.id })
    expect(await ring.openTip(old.sealed)).toMatchObject({ id: old.id })
    expect((await side.store.unitKeys()).map((key) => key.recipient)).toEqual([recipient])
    expect((await side.triage.audit('cap-mot')).entries.at(-1)).toMatchObject({
      action: 'unit_key_rotated',
      officer: commander.id,
    })
  })

  it('stays so after a restart: the retired key is not registered again', async () => {
    const { recipient } = await rotate([me()])
    await side.enrolment.registerRecipients()

    expect(
      (await side.recipients.list('cap-mot')).map((one) => [one.recipient === recipient, one.active]),
    ).toEqual(
      expect.arrayContaining([
        [true, true],
        [false, false],
      ]),
    )
  })

  it('gives the new key to whom a holder vouched for, and knows whom the server made up', async () => {
    const friend = await colleague('Hai', true)
    const made = await colleague('Ma', false)
    const people = await side.people.people(commander)
    const holders = people.flatMap(({ id, holder }) => (holder === null ? [] : [{ officer: id, ...holder }]))
    const trusted = []
    for (const holder of holders) if (await ring.isVouchedFor(holder)) trusted.push(holder)

    expect(holders).toHaveLength(3)
    expect(trusted.map(({ officer }) => officer).toSorted()).toEqual(
      [commander.id, friend.officer.id].toSorted(),
    )
    const { recipient } = await rotate(trusted)
    const later = await sealedTip([recipient])
    expect(await (await ringOf(friend)).openTip(later.sealed)).toMatchObject({ id: later.id })
    await expect((await ringOf(made)).openTip(later.sealed)).rejects.toMatchObject({
      code: 'tip:not_for_this_key',
    })
  })

  it('changes nothing when another was faster, or when somebody is named who holds no key', async () => {
    const stale = { before, ...(await ring.makeNextKey([me()])) }
    const stranger = { officer: crypto.randomUUID(), unitKey: 'AAAA', vouch: 'a'.repeat(64) }
    await rotate([me()])

    await expect(side.unitKeys.rotate(commander, stale)).rejects.toMatchObject({ code: 'triage:conflict' })
    await expect(
      side.unitKeys.rotate(commander, { ...stale, holders: [...stale.holders, stranger] }),
    ).rejects.toMatchObject({ code: 'request:malformed' })
    await expect(side.unitKeys.rotate(commander, { ...stale, holders: [stranger] })).rejects.toMatchObject({
      code: 'request:malformed',
    })
    await expect(side.unitKeys.rotate({ ...commander, role: 'can_bo' }, stale)).rejects.toMatchObject({
      code: 'staff:forbidden',
    })
  })

  it('shows commanders the keys that tips are sealed to', async () => {
    const machine = await identityToRecipient(await generateX25519Identity())
    await side.recipients.add('cap-mot', machine, 'cli')
    const { keys, recovery, pinned } = await side.unitKeys.keys(commander, 'cap-mot')

    expect(keys).toHaveLength(2)
    expect(keys).toContainEqual({ recipient: before, source: 'console', active: true })
    expect([recovery, pinned]).toEqual([null, false])
    await expect(side.unitKeys.keys({ ...commander, unit: 'cap-hai' }, 'cap-mot')).rejects.toMatchObject({
      code: 'staff:forbidden',
    })
  })
})
