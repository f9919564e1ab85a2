import { z } from 'zod'
import { AppError } from '../core/errors.ts'
import { loadScript, type Redis, runScript, unavailable } from '../redis-connection.ts'
import { foldName, Invite, Officer, UnitKey } from './officer.ts'
import { parseStored } from './parse-stored.ts'
import type { Enrolment, StaffSession, StaffStore } from './staff-store.ts'

const enrolScript = loadScript(import.meta.url, 'enrol-officer.lua')
const updateScript = loadScript(import.meta.url, 'update-officer.lua')

/** One hash tag: what staff scripts touch together lies in one slot. */
const key = {
  officers: 'antam:{staff}:officers',
  names: 'antam:{staff}:names',
  unitKeys: 'antam:{staff}:unit-keys',
  invite: (hash: string) => `antam:{staff}:invite:${hash}`,
  firstInvite: 'antam:{staff}:first-invite',
  session: (hash: string) => `antam:{staff}:session:${hash}`,
  login: (id: string) => `antam:{staff}:login:${id}`,
  attempts: (what: string) => `antam:{staff}:attempts:${what}`,
  opaqueSetup: 'antam:{staff}:opaque-setup',
} as const

const Session = z.strictObject({ officer: z.uuid(), since: z.number().int() })

const refusals = {
  invite_invalid: 'staff:invite_invalid',
  name_taken: 'staff:name_taken',
  key_exists: 'triage:conflict',
} as const
const EnrolAnswer = z.enum(['enrolled', 'invite_invalid', 'name_taken', 'key_exists'])

export function createRedisStaffStore(redis: Redis): StaffStore {
  return { ...people(redis), ...invites(redis), ...signIn(redis) }
}

function people(redis: Redis) {
  async function officers(): Promise<Officer[]> {
    return (await ask(redis.hVals(key.officers))).map((text) => parseStored(Officer, text))
  }
  async function officer(id: string): Promise<Officer | null> {
    const text = await ask(redis.hGet(key.officers, id))
    return text === null ? null : parseStored(Officer, text)
  }
  async function officerByName(foldedName: string): Promise<Officer | null> {
    const id = await ask(redis.hGet(key.names, foldedName))
    return id === null ? null : await officer(id)
  }
  async function unitKeys(): Promise<UnitKey[]> {
    return (await ask(redis.hVals(key.unitKeys))).map((text) => parseStored(UnitKey, text))
  }
  async function update(id: string, change: (officer: Officer) => Officer): Promise<void> {
    const text = await ask(redis.hGet(key.officers, id))
    if (text === null) throw new AppError('request:not_found')
    const changed = JSON.stringify(change(parseStored(Officer, text)))
    const answer = await runScript(redis, updateScript, [key.officers], [id, text, changed])
    if (answer !== 'updated') throw new AppError('triage:conflict')
  }
  async function admit(id: string, unitKey: string): Promise<void> {
    await update(id, (officer) => {
      if (!officer.active || officer.unitKey !== null) throw new AppError('triage:conflict')
      return { ...officer, unitKey, sealedProofKey: null }
    })
  }
  async function deactivate(id: string): Promise<void> {
    await update(id, (officer) => ({ ...officer, active: false, unitKey: null }))
  }
  return { officers, officer, officerByName, unitKeys, admit, deactivate }
}

function invites(redis: Redis) {
  async function putInvite(tokenHash: string, invite: Invite, ttlMs: number): Promise<void> {
    await ask(
      redis.set(key.invite(tokenHash), JSON.stringify(invite), { expiration: { type: 'PX', value: ttlMs } }),
    )
  }
  async function invite(tokenHash: string): Promise<Invite | null> {
    const text = await ask(redis.get(key.invite(tokenHash)))
    return text === null ? null : parseStored(Invite, text)
  }
  async function putFirstInvite(tokenHash: string, first: Invite, ttlMs: number): Promise<void> {
    const before = await ask(redis.get(key.firstInvite))
    if (before !== null) await ask(redis.del(key.invite(before)))
    await putInvite(tokenHash, first, ttlMs)
    await ask(redis.set(key.firstInvite, tokenHash, { expiration: { type: 'PX', value: ttlMs } }))
  }
  async function enrol({ tokenHash, officer, unitKey }: Enrolment): Promise<void> {
    const keys = [key.invite(tokenHash), key.officers, key.names, key.unitKeys]
    const keyJson = unitKey === null ? '' : JSON.stringify(unitKey)
    const args = [officer.id, JSON.stringify(officer), foldName(officer.name), officer.unit, keyJson]
    const answer = EnrolAnswer.parse(await runScript(redis, enrolScript, keys, args))
    if (answer !== 'enrolled') throw new AppError(refusals[answer])
  }
  return { putInvite, invite, putFirstInvite, enrol }
}

function signIn(redis: Redis) {
  async function putSession(tokenHash: string, session: StaffSession, idleMs: number): Promise<void> {
    const expiration = { type: 'PX', value: idleMs } as const
    await ask(redis.set(key.session(tokenHash), JSON.stringify(session), { expiration }))
  }
  async function session(tokenHash: string, idleMs: number | null): Promise<StaffSession | null> {
    const name = key.session(tokenHash)
    const text = await ask(
      idleMs === null ? redis.get(name) : redis.getEx(name, { type: 'PX', value: idleMs }),
    )
    return text === null ? null : parseStored(Session, text)
  }
  async function dropSession(tokenHash: string): Promise<void> {
    await ask(redis.del(key.session(tokenHash)))
  }
  async function putLogin(id: string, state: string, ttlMs: number): Promise<void> {
    await ask(redis.set(key.login(id), state, { expiration: { type: 'PX', value: ttlMs } }))
  }
  async function takeLogin(id: string): Promise<string | null> {
    return await ask(redis.getDel(key.login(id)))
  }
  async function countAttempt(what: string, windowMs: number): Promise<number> {
    const name = key.attempts(what)
    const [count] = await ask(redis.multi().incr(name).pExpire(name, windowMs, 'NX').exec())
    return Number(count)
  }
  async function clearAttempts(what: string): Promise<void> {
    await ask(redis.del(key.attempts(what)))
  }
  async function opaqueSetup(sealed: string): Promise<string> {
    await ask(redis.set(key.opaqueSetup, sealed, { condition: 'NX' }))
    return (await ask(redis.get(key.opaqueSetup))) ?? sealed
  }
  return { putSession, session, dropSession, putLogin, takeLogin, countAttempt, clearAttempts, opaqueSetup }
}

async function ask<T>(command: Promise<T>): Promise<T> {
  return await command.catch((error: unknown) => {
    throw unavailable(error)
  })
}
