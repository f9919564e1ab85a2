import * as opaque from '@serenity-kit/opaque'
import { systemIds } from '../../core/clock.ts'
import { readsTips } from '../../triage/permissions.ts'
import type { InviteInfo, Me } from '../../triage/staff-api.ts'
import { inviteSecrets, proveRecipient } from '../../triage/staff-keys.ts'
import { type ConsoleClient, ConsoleError } from './console-client.ts'
import { makeKeys } from './key-ring.ts'

/** OPAQUE in the browser: the password never leaves it, not even hashed. */

/** Signs in. `exportKey` unwraps the officer's own identity. @throws ConsoleError `staff:wrong_password` and the server's. */
export async function signIn(
  client: ConsoleClient,
  name: string,
  password: string,
): Promise<{ me: Me; exportKey: string }> {
  await opaque.ready
  const { clientLoginState, startLoginRequest } = opaque.client.startLogin({ password })
  const { login, loginResponse } = await client.startLogin({ name, startLoginRequest })
  const proof = opaque.client.finishLogin({ clientLoginState, loginResponse, password })
  if (proof === undefined) throw new ConsoleError('staff:wrong_password')
  const me = await client.finishLogin({ login, finishLoginRequest: proof.finishLoginRequest })
  return { me, exportKey: proof.exportKey }
}

export interface Enrolment {
  token: string
  info: InviteInfo
  unit: string
  name: string
  password: string
}

/** Uses an invite up: registers the password, makes the keys, uploads what is wrapped and public. */
export async function enrol(
  client: ConsoleClient,
  { token, info, unit, name, password }: Enrolment,
): Promise<void> {
  await opaque.ready
  const { serverToken, proofKey } = inviteSecrets(token)
  const { clientRegistrationState, registrationRequest } = opaque.client.startRegistration({ password })
  const { registrationResponse } = await client.startEnrolment({
    token: serverToken,
    name,
    registrationRequest,
  })
  const record = opaque.client.finishRegistration({ clientRegistrationState, registrationResponse, password })
  const unitHasKey = info.units.find((one) => one.id === unit)?.hasKey ?? false
  const keys = await makeKeys(record.exportKey, systemIds.bytes(12), readsTips(info.role) && !unitHasKey)
  const proof = proveRecipient(proofKey, keys.recipient)
  const { registrationRecord } = record
  await client.finishEnrolment({ token: serverToken, name, unit, registrationRecord, proof, ...keys })
}
