import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import * as opaque from '@serenity-kit/opaque'
import type { IdSource } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import type { StaffStore } from './staff-store.ts'

/** The server's half of OPAQUE. It never sees a password, and what it stores cannot be tried offline without the set-up. */
export interface OpaqueServer {
  answerRegistration(name: string, registrationRequest: string): string
  /** A `null` record gives an answer that looks like any other, so that nobody learns which names exist. */
  startLogin(name: string, record: string | null, request: string): { state: string; response: string }
  /** Whether the client proved the password. */
  finishLogin(state: string, request: string): boolean
}

/**
 * Opens (or makes, the first time) the set-up, which lies in Redis encrypted under the hotline's secret.
 * @throws AppError `config:invalid` when the secret is not the one that encrypted it.
 */
export async function createOpaqueServer(needs: {
  secret: string
  store: Pick<StaffStore, 'opaqueSetup'>
  ids: IdSource
}): Promise<OpaqueServer> {
  await opaque.ready
  const wrapKey = Buffer.from(hkdfSync('sha256', needs.secret, '', 'an-tam opaque setup v1', 32))
  const fresh = seal(wrapKey, opaque.server.createSetup(), needs.ids)
  const serverSetup = unseal(wrapKey, await needs.store.opaqueSetup(fresh))
  return {
    answerRegistration(userIdentifier, registrationRequest) {
      const request = { serverSetup, userIdentifier, registrationRequest }
      return refusing(() => opaque.server.createRegistrationResponse(request).registrationResponse)
    },
    startLogin(userIdentifier, registrationRecord, startLoginRequest) {
      const request = { serverSetup, userIdentifier, registrationRecord, startLoginRequest }
      const { serverLoginState, loginResponse } = refusing(() => opaque.server.startLogin(request))
      return { state: serverLoginState, response: loginResponse }
    },
    finishLogin(serverLoginState, finishLoginRequest) {
      try {
        opaque.server.finishLogin({ serverLoginState, finishLoginRequest })
        return true
      } catch {
        // The library says "wrong" and "malformed" alike by throwing; both mean: not proved.
        return false
      }
    },
  }
}

function refusing<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw new AppError('request:malformed', { cause })
  }
}

function seal(key: Buffer, text: string, ids: IdSource): string {
  const nonce = ids.bytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
}

function unseal(key: Buffer, sealed: string): string {
  try {
    const bytes = Buffer.from(sealed, 'base64')
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    cipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8')
  } catch (cause) {
    const message =
      'HOTLINE_SECRET is not the one this Redis was set up with; officers cannot sign in. Restore it.'
    throw new AppError('config:invalid', { message, cause })
  }
}
