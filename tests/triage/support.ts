import { base64 } from '@scure/base'
import * as opaque from '@serenity-kit/opaque'
import { Encrypter, generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { roundToHour, systemClock, systemIds } from '../../src/core/clock.ts'
import { Deployment } from '../../src/core/deployment.ts'
import type { SealedTip, Tip } from '../../src/core/tip.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { createRedisMailboxStore } from '../../src/tips/redis-mailbox-store.ts'
import { createRedisRecipients } from '../../src/tips/redis-recipients.ts'
import { createRedisThreadStore } from '../../src/tips/redis-thread-store.ts'
import { createRedisTipQueue } from '../../src/tips/redis-tip-queue.ts'
import { sealTip } from '../../src/tips/seal-tip.ts'
import { createOpaqueServer } from '../../src/triage/opaque-server.ts'
import { createOriginalsDesk } from '../../src/triage/originals-desk.ts'
import { createRedisChangeFeed } from '../../src/triage/redis-change-feed.ts'
import { createRedisStaffStore } from '../../src/triage/redis-staff-store.ts'
import { createRedisTriageStore } from '../../src/triage/redis-triage-store.ts'
import { createStaffEnrolment } from '../../src/triage/staff-enrolment.ts'
import { createStaffInvites } from '../../src/triage/staff-invites.ts'
import { inviteSecrets, wrapIdentity } from '../../src/triage/staff-keys.ts'
import { createStaffPeople } from '../../src/triage/staff-people.ts'
import { createStaffSignIn } from '../../src/triage/staff-sign-in.ts'
import { createAdditions } from '../../src/triage/take-addition.ts'
import { createTriageDesk } from '../../src/triage/triage-desk.ts'
import type { TriageItem } from '../../src/triage/triage-item.ts'
import { createUnitKeyDesk } from '../../src/triage/unit-key-rotation.ts'
import { sentTip } from '../support/sample-tip.ts'

const both = (text: string) => ({ vi: text, en: text })

export const testDeployment: Deployment = Deployment.parse({
  id: 'thu',
  name: both('Đường dây thử'),
  place: 'thu',
  wards: [
    { code: 'phuong-mot', name: 'Phường Một', unit: 'cap-mot' },
    { code: 'phuong-hai', name: 'Phường Hai', unit: 'cap-hai' },
  ],
  units: [
    { id: 'thanh-pho', name: 'Công an thành phố', above: null },
    { id: 'cap-mot', name: 'Công an phường Một', above: 'thanh-pho' },
    { id: 'cap-hai', name: 'Công an phường Hai', above: 'thanh-pho' },
  ],
  defaultUnit: 'thanh-pho',
  hotlines: [{ id: 'police', phone: '113', name: both('Công an'), hours: both('24/24'), verified: null }],
  openingHours: { counsellors: both('8h–17h') },
})

/** The whole staff side on one Redis, as the composition root would wire it. */
export async function createStaffSide(
  redis: Redis,
  options: { secret?: string; clock?: { now(): number } } = {},
) {
  const { secret = 's'.repeat(32), clock = systemClock } = options
  const store = createRedisStaffStore(redis)
  const triage = createRedisTriageStore(redis)
  const feed = await createRedisChangeFeed(redis, () => {})
  const queue = createRedisTipQueue({ redis, clock })
  const mailboxes = createRedisMailboxStore({ redis, clock })
  const threads = createRedisThreadStore({ redis, clock })
  const recipients = createRedisRecipients({ redis, clock })
  const opaqueServer = await createOpaqueServer({ secret, store, ids: systemIds })
  const shared = {
    store,
    triage,
    deployment: testDeployment,
    clock,
    ids: systemIds,
    opaque: opaqueServer,
    feed,
    recipients,
  }
  return {
    store,
    triage,
    feed,
    queue,
    mailboxes,
    threads,
    recipients,
    deployment: testDeployment,
    unitKeys: createUnitKeyDesk(shared),
    additions: createAdditions({ threads, triage, queue, clock }),
    invites: createStaffInvites(shared),
    enrolment: createStaffEnrolment(shared),
    people: createStaffPeople(shared),
    signIn: createStaffSignIn(shared),
    originals: createOriginalsDesk({ store: triage, queue, deployment: testDeployment, clock }),
    desk: createTriageDesk({
      store: triage,
      staff: store,
      queue,
      mailboxes,
      threads,
      ids: systemIds,
      deployment: testDeployment,
      clock,
    }),
  }
}
export type StaffSide = Awaited<ReturnType<typeof createStaffSide>>

export const testPassword = 'mật khẩu thử đủ dài 2026'

/** What an officer's browser does with an invite; gives the enrolment's request. */
export async function enrolRequest(
  side: StaffSide,
  invite: { token: string; name: string; unit: string; withKey: boolean },
) {
  await opaque.ready
  const { serverToken } = inviteSecrets(invite.token)
  const start = opaque.client.startRegistration({ password: testPassword })
  const registrationResponse = await side.enrolment.startEnrolment(
    serverToken,
    invite.name,
    start.registrationRequest,
  )
  const { registrationRecord, exportKey } = opaque.client.finishRegistration({
    clientRegistrationState: start.clientRegistrationState,
    registrationResponse,
    password: testPassword,
  })
  const own = await generateHybridIdentity()
  const unitIdentity = await generateHybridIdentity()
  const recipient = await identityToRecipient(own)
  const unitRecipient = await identityToRecipient(unitIdentity)
  const sealed = await sealTextTo(recipient, unitIdentity)
  const request = {
    token: serverToken,
    name: invite.name,
    unit: invite.unit,
    registrationRecord,
    recipient,
    wrappedIdentity: await wrapIdentity(exportKey, own, systemIds.bytes(12)),
    unitKey: invite.withKey ? { recipient: unitRecipient, sealed } : null,
    proof: null,
  }
  return { request, exportKey, own, unitIdentity, unitRecipient }
}

export async function sealTextTo(recipient: string, text: string): Promise<string> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return base64.encode(await encrypter.encrypt(text))
}

/** OPAQUE sign-in as the browser does it. */
export async function signInAs(side: StaffSide, name: string, password = testPassword) {
  await opaque.ready
  const start = opaque.client.startLogin({ password })
  const { login, loginResponse } = await side.signIn.startLogin(name, start.startLoginRequest)
  const proof = opaque.client.finishLogin({
    clientLoginState: start.clientLoginState,
    loginResponse,
    password,
  })
  const finishLoginRequest = proof?.finishLoginRequest ?? opaqueGarbage
  return {
    ...(await side.signIn.finishLogin(login, finishLoginRequest)),
    exportKey: proof?.exportKey ?? null,
  }
}

/** Well-formed and wrong. */
const opaqueGarbage = base64
  .encode(new Uint8Array(64).fill(7))
  .replaceAll('=', '')
  .replaceAll('/', '_')
  .replaceAll('+', '-')

/** An item as intake makes it. */
export function newItem(changes: Partial<TriageItem> = {}): TriageItem {
  const hour = '2026-11-21T13:00:00Z'
  return {
    v: 1,
    tip: crypto.randomUUID(),
    entry: '1795266000000-0',
    unit: 'cap-mot',
    category: 'selling',
    urgency: 'cao',
    ward: 'phuong-mot',
    hour,
    lang: 'vi',
    files: 0,
    state: 'new',
    version: 1,
    disposition: null,
    officer: null,
    times: { new: hour },
    ...changes,
  }
}

/** A tip sealed to `recipients`, ready to append. */
export async function sealedTip(
  recipients: string[],
  changes: Partial<Tip> & { unit?: string } = {},
): Promise<SealedTip> {
  const { unit = 'cap-mot', ...told } = changes
  const tip: Tip = {
    v: 1,
    id: crypto.randomUUID(),
    category: 'selling',
    urgency: 'cao',
    hour: roundToHour(systemClock.now()),
    language: 'vi',
    what: 'Có người bán hàng trắng trước cổng trường',
    place: { ward: 'phuong-mot', text: 'Ngõ 12, đối diện chợ', latitude: 21.0469, longitude: 105.8894 },
    files: [],
    mailbox: {
      id: 'ab'.repeat(16),
      recipient: 'age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq',
    },
    ...told,
  }
  return sentTip(tip, unit, base64.encode(await sealTip(tip, recipients)))
}
