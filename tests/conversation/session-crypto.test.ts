import { describe, expect, it } from 'vitest'
import { createConversationKey, createMessageMark } from '../../src/conversation/conversation-key.ts'
import { createSessionCrypto } from '../../src/conversation/session-crypto.ts'
import { systemIds } from '../../src/core/clock.ts'
import type { Address } from '../../src/core/message.ts'
import { SECRET } from '../support/conversation-world.ts'
import { echoEngine, echoFlows } from '../support/echo-flows.ts'

const AN: Address = { channel: 'telegram', id: '123456789' }
const crypto = createSessionCrypto(SECRET, systemIds)
const ref = createConversationKey(SECRET)(AN)
const session = echoEngine(echoFlows()).begin({ id: ref.id, channel: 'telegram', language: 'vi' })

describe('session-crypto', () => {
  it('opens what it sealed, and seals the same text differently each time', () => {
    const box = crypto.sessionBox(AN)
    const sealed = crypto.sealSession(box, ref, session)

    expect(crypto.openSession(crypto.sessionBox(AN), ref, sealed)).toEqual(session)
    expect(crypto.sealSession(box, ref, session)).not.toBe(sealed)
    expect(sealed).not.toContain('123456789')
  })

  it('opens nothing with another secret, for another contact, elsewhere, or changed', () => {
    const box = crypto.sessionBox(AN)
    const sealed = crypto.sealSession(box, ref, session)
    const corrupt = expect.objectContaining({ code: 'store:corrupt' })
    const other = createSessionCrypto(`${SECRET}!`, systemIds)

    expect(() => other.openSession(other.sessionBox(AN), ref, sealed)).toThrow(corrupt)
    expect(() => crypto.openSession(crypto.sessionBox({ ...AN, id: '1' }), ref, sealed)).toThrow(corrupt)
    expect(() => crypto.openSession(box, { ...ref, id: 'b'.repeat(32) }, sealed)).toThrow(corrupt)
    expect(() => crypto.openSession(box, ref, `${sealed.slice(0, -8)}AAAAAAA=`)).toThrow(corrupt)
    expect(() => crypto.openSession(box, ref, `2${sealed.slice(1)}`)).toThrow(corrupt)
    expect(() => crypto.openSession(box, ref, '')).toThrow(corrupt)
  })

  it('lets the server alone read whom to send what to', () => {
    const delivery = { v: 1 as const, to: AN, msgs: [], received: ['7'], erase: false }
    const sealed = crypto.sealDelivery(ref, 'entry', delivery)

    expect(createSessionCrypto(SECRET, systemIds).openDelivery(ref, 'entry', sealed)).toEqual(delivery)
    expect(() => crypto.openDelivery(ref, 'other', sealed)).toThrow()
  })
})

describe('conversation-key', () => {
  it('names the same contact alike on every process, and others differently', () => {
    const toRef = createConversationKey(SECRET)

    expect(toRef({ ...AN })).toEqual(ref)
    expect(toRef({ channel: 'zalo', id: AN.id })).not.toEqual(ref)
    expect(createConversationKey(`${SECRET}!`)(AN)).not.toEqual(ref)
    expect(ref.id).toMatch(/^[0-9a-f]{32}$/)
  })

  it('spreads contacts over all shards', () => {
    const toRef = createConversationKey(SECRET)
    const shards = new Set(
      Array.from({ length: 2_000 }, (_, i) => toRef({ channel: 'zalo', id: String(i) }).shard),
    )

    expect(shards.size).toBe(64)
    expect(Math.max(...shards)).toBe(63)
  })

  it('remembers message ids without their value', () => {
    expect(createMessageMark(SECRET)('100001')).toMatch(/^[\w-]{14}$/)
    expect(createMessageMark(SECRET)('100001')).not.toBe(createMessageMark(`${SECRET}!`)('100001'))
  })
})
