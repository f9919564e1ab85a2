import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { base64 } from '@scure/base'
import * as opaque from '@serenity-kit/opaque'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { systemIds } from '../core/clock.ts'
import { encryptTo } from '../tips/age-envelope.ts'
import { EnrolStarted, ItemList, LoginStarted, OpenedItem, staffHeader } from '../triage/staff-api.ts'
import { inviteSecrets, wrapIdentity } from '../triage/staff-keys.ts'
import type { CanaryWorld } from './canary-world.ts'

const OPENED = 10
const NAME = 'Minh An'

/** An officer enrols over HTTP, signs in, opens tips and changes their state. @returns how many tips. */
export async function workAsOfficer(
  world: Pick<CanaryWorld, 'staffUrl' | 'logDir' | 'deployment'>,
): Promise<number> {
  let cookie = ''
  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${world.staffUrl}/api/${path}`, {
      method,
      headers: { [staffHeader]: '1', 'content-type': 'application/json', cookie },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`an officer's request failed: ${method} ${path} ${answer.status}`)
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return answer.status === 204 ? null : await answer.json().catch(() => null)
  }

  const password = Buffer.from(systemIds.bytes(18)).toString('base64')
  await enrol(world, call, password)
  await signIn(call, password)
  const { items } = ItemList.parse(await call('GET', 'items?scope=open'))
  const chosen = items.slice(0, OPENED)
  for (const { unit, tip } of chosen) {
    const { item } = OpenedItem.parse(await call('POST', `items/${unit}/${tip}/open`, {}))
    const change = { to: 'checking', reason: 'enough_to_check', disposition: null, remark: null } as const
    await call('POST', `items/${unit}/${tip}/state`, { ...change, version: item.version })
  }
  return chosen.length
}

type Call = (method: string, path: string, body?: object) => Promise<unknown>

/** Uses the link that the start printed, as the first officer of the top unit. */
async function enrol(
  { logDir, deployment }: Pick<CanaryWorld, 'logDir' | 'deployment'>,
  call: Call,
  password: string,
): Promise<void> {
  const links = [...readFileSync(join(logDir, 'bot-0.log'), 'utf8').matchAll(/#\/enrol\/([\w-]+)/g)]
  const { serverToken: token } = inviteSecrets(links.at(-1)?.[1] ?? '')
  const unit = deployment.units.find(({ above }) => above === null)?.id ?? ''
  await opaque.ready
  const begun = opaque.client.startRegistration({ password })
  const { registrationRequest } = begun
  const { registrationResponse } = EnrolStarted.parse(
    await call('POST', 'enrol/start', { token, name: NAME, registrationRequest }),
  )
  const { registrationRecord, exportKey } = opaque.client.finishRegistration({
    ...{ clientRegistrationState: begun.clientRegistrationState, registrationResponse, password },
  })
  await call('POST', 'enrol/finish', {
    token,
    name: NAME,
    unit,
    registrationRecord,
    ...(await makeKeys(exportKey)),
  })
}

async function makeKeys(exportKey: string) {
  const [own, ofUnit] = [await generateHybridIdentity(), await generateHybridIdentity()]
  const recipient = await identityToRecipient(own)
  const sealed = base64.encode(await encryptTo([recipient], new TextEncoder().encode(ofUnit)))
  const wrappedIdentity = await wrapIdentity(exportKey, own, systemIds.bytes(12))
  const unitKey = { recipient: await identityToRecipient(ofUnit), sealed }
  return { recipient, wrappedIdentity, unitKey, proof: null }
}

async function signIn(call: Call, password: string): Promise<void> {
  const { clientLoginState, startLoginRequest } = opaque.client.startLogin({ password })
  const { login, loginResponse } = LoginStarted.parse(
    await call('POST', 'login/start', { name: NAME, startLoginRequest }),
  )
  const proof = opaque.client.finishLogin({ clientLoginState, loginResponse, password })
  if (proof === undefined) throw new Error('the officer could not sign in')
  await call('POST', 'login/finish', { login, finishLoginRequest: proof.finishLoginRequest })
}
