import { base64 } from '@scure/base'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemIds } from '../../src/core/clock.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { decryptWith } from '../../src/tips/age-envelope.ts'
import type { Officer } from '../../src/triage/officer.ts'
import { createOpaqueServer } from '../../src/triage/opaque-server.ts'
import {
  inviteSecrets,
  makeToken,
  proveRecipient,
  tokenHash,
  unwrapIdentity,
} from '../../src/triage/staff-keys.ts'
import { staffLimits } from '../../src/triage/staff-limits.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import {
  createStaffSide,
  enrolRequest,
  type StaffSide,
  sealTextTo,
  signInAs,
  testPassword,
} from './support.ts'

const clock = fixedClock()

describe('staff: invites, enrolment, sign-in', () => {
  let server: TestRedis
  let redis: Redis
  let side: StaffSide
  beforeAll(async () => {
    server = await startRedis()
    redis = await server.connect()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    await server.raw.flushAll()
    side = await createStaffSide(redis, { clock })
    return () => side.feed.stop()
  })

  async function enrolFirst(name = 'Minh An') {
    const token = await side.invites.createFirstOfficerInvite()
    const made = await enrolRequest(side, { token: token!, name, unit: 'cap-mot', withKey: true })
    const officer = await side.enrolment.finishEnrolment(made.request)
    return { ...made, officer }
  }

  async function inviteBy(officer: Officer, role: Officer['role'], unit = officer.unit) {
    const token = makeToken(systemIds.bytes(32))
    const { serverToken, proofKey } = inviteSecrets(token)
    const sealedProofKey = await sealTextTo(officer.recipient, proofKey)
    await side.invites.inviteOfficer(officer, {
      unit,
      role,
      tokenHash: tokenHash(serverToken),
      sealedProofKey,
    })
    return { token, proofKey }
  }

  it('enrols the first officer by the one-time link, and registers the key of the unit', async () => {
    const { officer, unitRecipient } = await enrolFirst()

    expect(officer).toMatchObject({ role: 'chi_huy', unit: 'cap-mot', active: true, invitedBy: null })
    expect((await side.recipients.list('cap-mot')).map((one) => one.recipient)).toEqual([unitRecipient])
    expect(await side.invites.createFirstOfficerInvite()).toBeNull()
  })

  it('refuses a used link, a link replaced by a newer one, and an expired one', async () => {
    const stale = await side.invites.createFirstOfficerInvite()
    const token = await side.invites.createFirstOfficerInvite()
    const wanted = { token: token!, name: 'Minh An', unit: 'cap-mot', withKey: true }
    await expect(enrolRequest(side, { ...wanted, token: stale! })).rejects.toMatchObject({
      code: 'staff:invite_invalid',
    })

    const { request } = await enrolRequest(side, wanted)
    await side.enrolment.finishEnrolment(request)
    await expect(side.enrolment.finishEnrolment(request)).rejects.toMatchObject({
      code: 'staff:invite_invalid',
    })

    const operator = await side.invites.createOperatorInvite('cap-hai')
    const hash = tokenHash(inviteSecrets(operator).serverToken)
    const ttl = await server.raw.pTTL(`antam:{staff}:invite:${hash}`)
    expect(ttl).toBeGreaterThan(staffLimits.inviteMs - 60_000)
    expect(ttl).toBeLessThanOrEqual(staffLimits.inviteMs)
  })

  it('gives back the same export key after sign-in, which opens the own identity and with it the unit’s', async () => {
    const { own, unitIdentity } = await enrolFirst()

    const { officer, exportKey } = await signInAs(side, 'minh an')

    const opened = await unwrapIdentity(exportKey!, officer.wrappedIdentity)
    expect(opened).toBe(own)
    const unit = await decryptWith([opened], base64.decode(officer.unitKey!))
    expect(new TextDecoder().decode(unit)).toBe(unitIdentity)
  })

  it('answers a wrong password and an unknown name alike', async () => {
    await enrolFirst()

    await expect(signInAs(side, 'Minh An', 'sai rồi sai rồi')).rejects.toMatchObject({
      code: 'staff:wrong_password',
    })
    await expect(signInAs(side, 'Không Có')).rejects.toMatchObject({ code: 'staff:wrong_password' })
  })

  it('stops guessing at a name, and lets it try again after the window', async () => {
    await enrolFirst()
    const request = 'A'.repeat(43)
    for (let i = 0; i < staffLimits.attemptsPerName; i += 1) {
      await side.signIn.startLogin('Minh An', request).catch(() => {})
    }

    await expect(signInAs(side, 'Minh An')).rejects.toMatchObject({ code: 'request:too_many' })
    await server.raw.del([...(await server.raw.keys('*attempts*'))])
    await expect(signInAs(side, 'Minh An')).resolves.toBeDefined()
  })

  it('stores no password, no identity, no token and no session secret', async () => {
    const { own, unitIdentity, exportKey } = await enrolFirst()
    const { token } = await signInAs(side, 'Minh An')

    const dump = await dumpAll(server.raw)

    for (const secret of [testPassword, own, unitIdentity, exportKey, token])
      expect(dump.includes(secret)).toBe(false)
    expect(dump).toContain('Minh An')
  })

  it('does not begin with another secret than the one its set-up was sealed with', async () => {
    const needs = { secret: 'anders'.repeat(8), store: side.store, ids: systemIds }

    await expect(createOpaqueServer(needs)).rejects.toMatchObject({ code: 'config:invalid' })
  })

  it('brings a second officer in, who opens tips only after the inviter handed the key over', async () => {
    const first = await enrolFirst()
    const { token, proofKey } = await inviteBy(first.officer, 'truc_ban')
    const made = await enrolRequest(side, { token, name: 'Thu Hà', unit: 'cap-mot', withKey: false })
    const proof = proveRecipient(inviteSecrets(token).proofKey, made.request.recipient)
    const second = await side.enrolment.finishEnrolment({ ...made.request, proof })
    expect(second.unitKey).toBeNull()

    const [waiting] = (await side.people.people(first.officer)).filter((person) => person.handOver !== null)
    expect(waiting?.id).toBe(second.id)
    expect(proveRecipient(proofKey, waiting!.handOver!.recipient)).toBe(waiting!.handOver!.proof)
    const sealed = await sealTextTo(second.recipient, first.unitIdentity)
    await side.people.admitOfficer(first.officer, second.id, sealed)

    const { officer, exportKey } = await signInAs(side, 'Thu Hà')
    const own = await unwrapIdentity(exportKey!, officer.wrappedIdentity)
    const unit = await decryptWith([own], base64.decode(officer.unitKey!))
    expect(new TextDecoder().decode(unit)).toBe(first.unitIdentity)
    await expect(side.people.admitOfficer(first.officer, second.id, sealed)).rejects.toMatchObject({
      code: 'triage:conflict',
    })
  })

  it('refuses an enrolment that brings a key to a unit that has one, and one that vouches for nothing', async () => {
    const first = await enrolFirst()
    const { token } = await inviteBy(first.officer, 'truc_ban')
    const made = await enrolRequest(side, { token, name: 'Thu Hà', unit: 'cap-mot', withKey: true })

    await expect(
      side.enrolment.finishEnrolment({ ...made.request, proof: 'a'.repeat(64) }),
    ).rejects.toMatchObject({
      code: 'triage:conflict',
    })
    await expect(side.enrolment.finishEnrolment({ ...made.request, unitKey: null })).rejects.toMatchObject({
      code: 'request:malformed',
    })
    expect(await side.store.officers()).toHaveLength(1)
  })

  it('takes sign-in, session and key from an officer who is removed; nobody removes themselves', async () => {
    const first = await enrolFirst()
    const { token } = await inviteBy(first.officer, 'quan_tri')
    const made = await enrolRequest(side, { token, name: 'Quản Trị', unit: 'cap-mot', withKey: false })
    const second = await side.enrolment.finishEnrolment({ ...made.request, proof: 'a'.repeat(64) })
    const session = await signInAs(side, 'Quản Trị')

    await side.people.removeOfficer(first.officer, second.id)

    await expect(side.signIn.whoIs(session.token, true)).rejects.toMatchObject({ code: 'staff:signed_out' })
    await expect(signInAs(side, 'Quản Trị')).rejects.toMatchObject({ code: 'staff:wrong_password' })
    await expect(side.people.removeOfficer(first.officer, first.officer.id)).rejects.toMatchObject({
      code: 'staff:forbidden',
    })
  })

  it('ends a session after eight hours however busy, and tells listening from working', async () => {
    await enrolFirst()
    const { token } = await signInAs(side, 'Minh An')
    const key = `antam:{staff}:session:${tokenHash(token)}`
    await server.raw.pExpire(key, 5_000)

    await side.signIn.whoIs(token, false)
    expect(await server.raw.pTTL(key)).toBeLessThanOrEqual(5_000)
    await side.signIn.whoIs(token, true)
    expect(await server.raw.pTTL(key)).toBeGreaterThan(5_000)

    clock.advance(staffLimits.sessionMs + 1)
    await expect(side.signIn.whoIs(token, true)).rejects.toMatchObject({ code: 'staff:signed_out' })
  })

  it('registers a key that a crash left out, and leaves a retired one retired', async () => {
    const { unitRecipient } = await enrolFirst()
    await server.raw.del('antam:{unit:cap-mot}:recipients')
    await side.enrolment.registerRecipients()
    expect(await side.recipients.list('cap-mot')).toMatchObject([{ recipient: unitRecipient, active: true }])

    await side.recipients.retire('cap-mot', unitRecipient)
    await side.enrolment.registerRecipients()

    expect(await side.recipients.list('cap-mot')).toMatchObject([{ active: false }])
  })

  it('writes who came and went into the unit’s record', async () => {
    const first = await enrolFirst()
    await inviteBy(first.officer, 'can_bo')
    await signInAs(side, 'Minh An')

    const { entries } = await side.triage.audit('cap-mot')

    expect(entries.map((entry) => entry.action)).toEqual([
      'officer_enrolled',
      'officer_invited',
      'officer_signed_in',
    ])
  })
})

async function dumpAll(raw: TestRedis['raw']): Promise<string> {
  const dumps = await Promise.all(
    (await raw.keys('*')).map(async (key) => {
      const type = await raw.type(key)
      if (type === 'string') return `${key} ${await raw.get(key)}`
      if (type === 'hash') return `${key} ${JSON.stringify(await raw.hGetAll(key))}`
      return `${key} ${JSON.stringify(await raw.lRange(key, 0, -1))}`
    }),
  )
  return dumps.join('\n')
}
