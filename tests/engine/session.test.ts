import { describe, expect, it } from 'vitest'
import { readRecord } from '../../src/core/stored-record.ts'
import { sessionRecords } from '../../src/engine/session.ts'
import { echoEngine, echoFlows } from '../support/echo-flows.ts'
import { sampleDraft } from '../support/sample-tip.ts'

const session = echoEngine(echoFlows()).begin({ id: 'a'.repeat(32), channel: 'zalo', language: 'vi' })

describe('a stored session', () => {
  it('is read as it was written', () => {
    expect(readRecord(sessionRecords, JSON.stringify(session))).toEqual(session)
  })

  it('of version 1 keeps the tip that it owes, with its photos', () => {
    const { files: _, ...told } = sampleDraft()
    const photo = { channel: 'zalo', ref: 'https://photo.example/1', kind: 'photo' } as const
    const owed = { secret: 'f'.repeat(64), mark: 'm' }
    const old = { ...session, v: 1, owed: { ...owed, draft: { ...told, photos: [photo] } } }

    expect(readRecord(sessionRecords, JSON.stringify(old))).toEqual({
      ...session,
      owed: { ...owed, draft: { ...told, files: [photo] } },
    })
  })

  it('of version 1 that owes nothing is the same session', () => {
    expect(readRecord(sessionRecords, JSON.stringify({ ...session, v: 1 }))).toEqual(session)
  })
})
