import { describe, expect, it } from 'vitest'
import { systemIds } from '../../src/core/clock.ts'
import { inviteSecrets, makeToken, proveRecipient } from '../../src/triage/staff-keys.ts'
import { KeyRing, makeKeys } from '../../src/web/console/key-ring.ts'
import { sealedTip } from '../triage/support.ts'

const exportKey = makeToken(new Uint8Array(64).fill(9))

async function unlocked() {
  const keys = await makeKeys(exportKey, systemIds.bytes(12), true)
  const ring = new KeyRing()
  await ring.unlock(exportKey, { wrappedIdentity: keys.wrappedIdentity, unitKey: keys.unitKey!.sealed })
  return { keys, ring }
}

describe('key-ring', () => {
  it('opens the unit’s tips with nothing but the export key and what the server keeps', async () => {
    const { keys, ring } = await unlocked()
    const tip = await sealedTip([keys.unitKey!.recipient])

    expect(await ring.openTip(tip.sealed)).toMatchObject({ id: tip.id })
    const stranger = await sealedTip([keys.recipient])
    await expect(ring.openTip(stranger.sealed)).rejects.toMatchObject({ code: 'tip:not_for_this_key' })
  })

  it('opens nothing with another export key, nor after one changed byte', async () => {
    const { keys } = await unlocked()
    const stored = { wrappedIdentity: keys.wrappedIdentity, unitKey: keys.unitKey!.sealed }

    await expect(new KeyRing().unlock(makeToken(new Uint8Array(64)), stored)).rejects.toThrow()
    const bytes = Uint8Array.from(atob(keys.wrappedIdentity), (letter) => letter.charCodeAt(0))
    bytes[20] = (bytes[20] ?? 0) ^ 1
    const wrappedIdentity = btoa(String.fromCharCode(...bytes))
    await expect(new KeyRing().unlock(exportKey, { ...stored, wrappedIdentity })).rejects.toThrow()
  })

  it('forgets its keys when locked', async () => {
    const { keys, ring } = await unlocked()
    const tip = await sealedTip([keys.unitKey!.recipient])

    ring.lock()

    expect(ring.hasUnitKey).toBe(false)
    await expect(ring.openTip(tip.sealed)).rejects.toMatchObject({ code: 'key:missing' })
    await expect(ring.sealRemark('x')).rejects.toMatchObject({ code: 'key:missing' })
  })

  it('seals remarks that only the unit reads', async () => {
    const one = await unlocked()
    const other = await unlocked()
    const sealed = await one.ring.sealRemark('Đã hỏi tổ dân phố')

    expect(await one.ring.openRemark(sealed)).toBe('Đã hỏi tổ dân phố')
    expect(await other.ring.openRemark(sealed)).toBeNull()
  })

  it('hands the unit’s key only to the public key that the invited browser vouched for', async () => {
    const { ring } = await unlocked()
    const { proofKey } = inviteSecrets(makeToken(systemIds.bytes(32)))
    const sealedProofKey = await ring.sealToMyself(proofKey)
    const newcomer = await makeKeys(exportKey, systemIds.bytes(12), false)
    const proof = proveRecipient(proofKey, newcomer.recipient)
    const swapped = await makeKeys(exportKey, systemIds.bytes(12), false)

    const { unitKey, vouch } = await ring.sealUnitKeyTo({
      recipient: newcomer.recipient,
      proof,
      sealedProofKey,
    })
    const second = new KeyRing()
    await second.unlock(exportKey, { wrappedIdentity: newcomer.wrappedIdentity, unitKey: null })
    expect(second.hasUnitKey).toBe(false)
    await second.takeUnitKey(unitKey)
    expect(second.hasUnitKey).toBe(true)
    const holder = { officer: crypto.randomUUID(), recipient: newcomer.recipient, vouch }
    expect(await ring.isVouchedFor(holder)).toBe(true)
    expect(await ring.isVouchedFor({ ...holder, recipient: swapped.recipient })).toBe(false)
    expect(await ring.isVouchedFor({ ...holder, vouch: null })).toBe(false)

    await expect(
      ring.sealUnitKeyTo({ recipient: swapped.recipient, proof, sealedProofKey }),
    ).rejects.toMatchObject({
      code: 'key:mismatch',
    })
  })

  it('makes the next key for every holder, with the older ones beside it', async () => {
    const { ring, keys } = await unlocked()
    const { sealed } = await sealedTip([keys.unitKey?.recipient ?? ''])
    const before = ring.unitRecipient
    const holder = { officer: crypto.randomUUID(), recipient: keys.recipient, vouch: null }

    const other = await makeKeys(exportKey, systemIds.bytes(12), false)
    const { proofKey } = inviteSecrets(makeToken(systemIds.bytes(32)))
    const { vouch } = await ring.sealUnitKeyTo({
      recipient: other.recipient,
      proof: proveRecipient(proofKey, other.recipient),
      sealedProofKey: await ring.sealToMyself(proofKey),
    })
    expect(await ring.isVouchedFor({ ...holder, recipient: other.recipient, vouch })).toBe(true)
    const next = await ring.makeNextKey([holder])
    expect(ring.unitRecipient).toBe(before)
    await ring.takeUnitKey(next.holders[0]?.unitKey ?? '')
    const later = await sealedTip([next.recipient])

    expect(ring.unitRecipient).toBe(next.recipient)
    expect(await ring.openTip(later.sealed)).toMatchObject({ id: later.id })
    expect(await ring.openTip(sealed)).toMatchObject({ v: 1 })
    // Whoever left before the rotation can vouch with the old key as much as they like.
    expect(await ring.isVouchedFor({ ...holder, recipient: other.recipient, vouch })).toBe(false)
    expect(next.holders[0]?.vouch).toMatch(/^[0-9a-f]{64}$/)
  })

  it('makes no unit key where there is one, and two officers never the same', async () => {
    const one = await makeKeys(exportKey, systemIds.bytes(12), false)
    const other = await makeKeys(exportKey, systemIds.bytes(12), false)

    expect(one.unitKey).toBeNull()
    expect(one.recipient).not.toBe(other.recipient)
    expect(one.recipient).toMatch(/^age1pq1/)
  })
})
