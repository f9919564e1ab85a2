import { z } from 'zod'
import { AppError } from '../core/errors.ts'
import type { NodeWork, Redis } from '../redis/redis.ts'
import { loadScript, runScript } from '../redis/redis-script.ts'
import { foldName, Invite, Officer, UnitKey } from './officer.ts'
import { parseStored } from './parse-stored.ts'
import type { Enrolment, Holder, StaffSession, StaffStore } from './staff-store.ts'

const enrolScript = loadScript(import.meta.url, 'enrol-officer.lua')
const updateScript = loadScript(import.meta.url, 'update-officer.lua')
const rotateScript = loadScript(import.meta.url, 'rotate-unit-key.lua')

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
  return { ...people(redis), ...rotation(redis), ...invites(redis), ...signIn(redis) }
}

function rotation(redis: Redis) {
  const { read } = askers(redis)
  async function rotateKey(next: UnitKey, before: string, holders: readonly Holder[]): Promise<void> {
    const stored = await read((node) => node.hGet(key.unitKeys, next.unit))
    if (stored === null || parseStored(UnitKey, stored).recipient !== before)
      throw new AppError('triage:conflict')
    const args = [next.unit, stored, JSON.stringify(next)]
    for (const { officer, unitKey, vouch } of holders) {
      const text = await read((node) => node.hGet(key.officers, officer))
      if (text === null) throw new AppError('triage:conflict')
      args.push(officer, text, JSON.stringify({ ...parseStored(Officer, text), unitKey, vouch }))
    }
    const answer = await runScript(redis, rotateScript, [key.officers, key.unitKeys], args)
    if (answer !== 'rotated') throw new AppError('triage:conflict')
  }
  return { rotateKey }
}

function people(redis: Redis) {
  const { read } = askers(redis)
  async function officers(): Promise<Officer[]> {
    return (await read((node) => node.hVals(key.officers))).map((text) => parseStored(Officer, text))
  }
  async function officer(id: string): Promise<Officer | null> {
    const text = await read((node) => node.hGet(key.officers, id))
    return text === null ? null : parseStored(Officer, text)
  }
  async function officerByName(foldedName: string): Promise<Officer | null> {
    const id = await read((node) => node.hGet(key.names, foldedName))
    return id === null ? null : await officer(id)
  }
  async function unitKeys(): Promise<UnitKey[]> {
    return (await read((node) => node.hVals(key.unitKeys))).map((text) => parseStored(UnitKey, text))
  }
  async function update(id: string, change: (officer: Officer) => Officer): Promise<void> {
    const text = await read((node) => node.hGet(key.officers, id))
    if (text === null) throw new AppError('request:not_found')
    const changed = JSON.stringify(change(parseStored(Officer, text)))
    const answer = await runScript(redis, updateScript, [key.officers], [id, text, changed])
    if (answer !== 'updated') throw new AppError('triage:conflict')
  }
  async function admit(id: string, unitKey: string, vouch?: string): Promise<void> {
    await update(id, (officer) => {
      if (!officer.active || officer.unitKey !== null) throw new AppError('triage:conflict')
      return { ...officer, unitKey, sealedProofKey: null, ...(vouch === undefined ? {} : { vouch }) }
    })
  }
  async function deactivate(id: string): Promise<void> {
    await update(id, (officer) => ({ ...officer, active: false, unitKey: null }))
  }
  return { officers, officer, officerByName, unitKeys, admit, deactivate }
}

function invites(redis: Redis) {
  const { read, write } = askers(redis)
  async function putInvite(tokenHash: string, invite: Invite, ttlMs: number): Promise<void> {
    const expiration = { type: 'PX', value: ttlMs } as const
    await write((node) => node.set(key.invite(tokenHash), JSON.stringify(invite), { expiration }))
  }
  async function invite(tokenHash: string): Promise<Invite | null> {
    const text = await read((node) => node.get(key.invite(tokenHash)))
    return text === null ? null : parseStored(Invite, text)
  }
  async function putFirstInvite(tokenHash: string, first: Invite, ttlMs: number): Promise<void> {
    const before = await read((node) => node.get(key.firstInvite))
    if (before !== null) await write((node) => node.del(key.invite(before)))
    await putInvite(tokenHash, first, ttlMs)
    const expiration = { type: 'PX', value: ttlMs } as const
    await write((node) => node.set(key.firstInvite, tokenHash, { expiration }))
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
  const { read, write } = askers(redis)
  async function putSession(tokenHash: string, session: StaffSession, idleMs: number): Promise<void> {
    const expiration = { type: 'PX', value: idleMs } as const
    await write((node) => node.set(key.session(tokenHash), JSON.stringify(session), { expiration }))
  }
  async function session(tokenHash: string, idleMs: number | null): Promise<StaffSession | null> {
    const name = key.session(tokenHash)
    const text = await read((node) =>
      idleMs === null ? node.get(name) : node.getEx(name, { type: 'PX', value: idleMs }),
    )
    return text === null ? null : parseStored(Session, text)
  }
  async function dropSession(tokenHash: string): Promise<void> {
    await write((node) => node.del(key.session(tokenHash)))
  }
  async function putLogin(id: string, state: string, ttlMs: number): Promise<void> {
    const expiration = { type: 'PX', value: ttlMs } as const
    await read((node) => node.set(key.login(id), state, { expiration }))
  }
  async function takeLogin(id: string): Promise<string | null> {
    return await read((node) => node.getDel(key.login(id)))
  }
  async function countAttempt(what: string, windowMs: number): Promise<number> {
    const name = key.attempts(what)
    const [count] = await read((node) => node.multi().incr(name).pExpire(name, windowMs, 'NX').exec())
    return Number(count)
  }
  async function clearAttempts(what: string): Promise<void> {
    await read((node) => node.del(key.attempts(what)))
  }
  async function opaqueSetup(sealed: string): Promise<string> {
    await write((node) => node.set(key.opaqueSetup, sealed, { condition: 'NX' }))
    return (await read((node) => node.get(key.opaqueSetup))) ?? sealed
  }
  return { putSession, session, dropSession, putLogin, takeLogin, countAttempt, clearAttempts, opaqueSetup }
}

/** All keys of staff lie in one slot: any of them finds the server. */
function askers(redis: Redis) {
  return {
    read: <T>(work: NodeWork<T>) => redis.read(key.officers, work),
    write: <T>(work: NodeWork<T>) => redis.write(key.officers, work),
  }
}
