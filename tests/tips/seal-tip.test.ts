import { createHash } from 'node:crypto'
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { Tip, tipCategories } from '../../src/core/tip.ts'
import { contentBytes, encryptTo } from '../../src/tips/age-envelope.ts'
import { isSealedFile } from '../../src/tips/is-sealed.ts'
import { openFile, openInner, openOuter, openTip } from '../../src/tips/open-tip.ts'
import { originalChunks, sealedChunks, sealFile, sealOriginal, sealTip } from '../../src/tips/seal-tip.ts'
import { tipLimits } from '../../src/tips/tip-limits.ts'
import { sampleTip } from '../support/sample-tip.ts'

interface Keys {
  identity: string
  recipient: string
}

async function keys(make: () => Promise<string>): Promise<Keys> {
  const identity = await make()
  return { identity, recipient: await identityToRecipient(identity) }
}

describe('seal-tip', () => {
  let ward: Keys
  let city: Keys
  let classic: Keys
  beforeAll(async () => {
    ward = await keys(generateHybridIdentity)
    city = await keys(generateHybridIdentity)
    classic = await keys(generateX25519Identity)
  })

  it('opens for every recipient, and for nobody else', async () => {
    const tip = sampleTip()
    const sealed = await sealTip(tip, [ward.recipient, city.recipient])

    expect(await openTip(sealed, [ward.identity])).toEqual(tip)
    expect(await openTip(sealed, [classic.identity, city.identity])).toEqual(tip)
    await expect(openTip(sealed, [classic.identity])).rejects.toMatchObject({ code: 'tip:not_for_this_key' })
  })

  it('opens for both kinds of recipient when a unit above still has the older kind', async () => {
    const sealed = await sealTip(sampleTip(), [ward.recipient, classic.recipient])

    expect(await openTip(sealed, [ward.identity])).toEqual(sampleTip())
    expect(await openTip(sealed, [classic.identity])).toEqual(sampleTip())
  })

  it('gives back every tip that the schema allows, in one of four lengths, whatever the recipients', async () => {
    const sets = [
      [ward.recipient],
      [classic.recipient],
      [ward.recipient, city.recipient],
      [classic.recipient, ward.recipient],
    ]
    const told = fc.option(fc.string({ unit: 'binary', maxLength: 1_000 }), { nil: undefined })
    const lengths = new Set<number>()
    await fc.assert(
      fc.asyncProperty(
        told,
        told,
        told,
        fc.constantFrom(...tipCategories),
        fc.constantFrom(...sets),
        async (what, people, vehicles, category, set) => {
          const tip = Tip.parse({ ...sampleTip(), what, people, vehicles, category })
          const sealed = await sealTip(tip, set)
          lengths.add(sealed.length)
          expect(await openTip(sealed, [ward.identity, classic.identity])).toEqual(
            JSON.parse(JSON.stringify(tip)),
          )
        },
      ),
      { numRuns: 60 },
    )
    for (const length of lengths) expect(tipLimits.sealedBytes).toContain(length)
  }, 20_000)

  it.each([0, 1, 2, 3])(
    'fills length %i to the last byte, and takes the next for one byte more',
    async (index) => {
      const total = tipLimits.sealedBytes[index] ?? 0
      const room = contentBytes(total, [ward.recipient]) ?? 0
      const atEdge = await sealTip(tipOfBytes(room), [ward.recipient])
      const above = sealTip(tipOfBytes(room + 1), [ward.recipient])

      expect(atEdge.length).toBe(total)
      if (index === 3) await expect(above).rejects.toMatchObject({ code: 'tip:too_large' })
      else expect((await above).length).toBe(tipLimits.sealedBytes[index + 1])
    },
  )

  it('refuses to seal to nobody, to something that is no key, and to too many', async () => {
    await expect(sealTip(sampleTip(), [])).rejects.toMatchObject({ code: 'tip:no_recipient' })
    await expect(sealTip(sampleTip(), ['age1wrong'])).rejects.toMatchObject({ code: 'tip:no_recipient' })
    await expect(sealTip(sampleTip(), Array(9).fill(ward.recipient))).rejects.toMatchObject({
      code: 'tip:too_large',
    })
  })

  it('says that a changed byte is broken, without a word of the tip', async () => {
    const sealed = await sealTip(sampleTip(), [ward.recipient])
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1

    await expect(openTip(sealed, [ward.identity])).rejects.toMatchObject({ code: 'tip:malformed' })
    await expect(openTip('***', [ward.identity])).rejects.toMatchObject({ code: 'tip:malformed' })
    await expect(openTip('aGVsbG8=', [ward.identity])).rejects.toMatchObject({ code: 'tip:malformed' })
  })

  it('calls a file that opens to something else than a tip broken', async () => {
    for (const content of ['no JSON: Có người bán', '{"v":2}', '']) {
      const sealed = await encryptTo([ward.recipient], new TextEncoder().encode(content))
      const error: unknown = await openTip(sealed, [ward.identity]).catch((caught: unknown) => caught)

      expect(error).toMatchObject({ code: 'tip:malformed' })
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('bán')
    }
  })

  it.each([0, 1, 65_536, 262_144, 1_000_000])(
    'seals a file of %i bytes in whole steps and gives it back',
    async (bytes) => {
      const photo = Uint8Array.from({ length: bytes }, (_, i) => (i * 7) % 251)
      const sealed = await sealFile(photo, [ward.recipient, city.recipient])
      const file = { id: crypto.randomUUID(), mime: 'image/jpeg' as const, bytes }

      expect(sealed.length).toBe(sealedChunks(bytes, [ward.recipient, city.recipient]) * tipLimits.chunkBytes)
      expect(isSealedFile(sealed)).toBe(true)
      expect(Buffer.from(await openFile(sealed, file, [city.identity])).equals(photo)).toBe(true)
      await expect(openFile(sealed, { ...file, bytes: 20_000_000 }, [city.identity])).rejects.toMatchObject({
        code: 'tip:malformed',
      })
    },
  )

  it('seals an original so that neither unit opens it alone, and both together do', async () => {
    const photo = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7) % 251)
    const sides = { own: [ward.recipient], above: [city.recipient] }
    const original = {
      ...{ id: crypto.randomUUID(), bytes: photo.length, mime: 'image/jpeg' },
      sha256: createHash('sha256').update(photo).digest('hex'),
    }

    const sealed = await sealOriginal(photo, sides)

    expect(sealed.length).toBe(originalChunks(photo.length, sides) * tipLimits.chunkBytes)
    await expect(openOuter(sealed, [city.identity])).rejects.toMatchObject({ code: 'tip:not_for_this_key' })
    const inner = await openOuter(sealed, [ward.identity])
    expect(isSealedFile(inner)).toBe(true)
    await expect(openInner(inner, original, [ward.identity])).rejects.toMatchObject({
      code: 'tip:not_for_this_key',
    })
    expect(Buffer.from(await openInner(inner, original, [city.identity])).equals(photo)).toBe(true)
  })

  it('notices another photo in the place of an original', async () => {
    const other = new Uint8Array(1_000).fill(3)
    const inner = await sealFile(other, [city.recipient])
    const original = { id: crypto.randomUUID(), bytes: 1_000, mime: 'image/jpeg', sha256: 'a'.repeat(64) }

    await expect(openInner(inner, original, [city.identity])).rejects.toMatchObject({ code: 'tip:malformed' })
  })

  it('refuses a file over the limit', async () => {
    await expect(
      sealFile(new Uint8Array(tipLimits.fileChunks * tipLimits.chunkBytes), [ward.recipient]),
    ).rejects.toMatchObject({
      code: 'tip:too_large',
    })
  })
})

/** A tip whose JSON has exactly this many bytes. */
function tipOfBytes(bytes: number): Tip {
  const tip: Tip = {
    ...sampleTip(),
    what: '',
    people: '',
    vehicles: '',
    when: { text: '' },
    place: { ward: 'unknown', text: '' },
  }
  let missing = bytes - new TextEncoder().encode(JSON.stringify(tip)).length
  const take = (): string => {
    // A control character takes six bytes of JSON; the last few are filled with one-byte letters.
    const wide = Math.min(Math.floor(missing / 6), 3_990)
    const narrow = Math.min(missing - wide * 6, 4_000 - wide)
    missing -= wide * 6 + narrow
    return '\u0001'.repeat(wide) + 'a'.repeat(narrow)
  }
  return {
    ...tip,
    what: take(),
    people: take(),
    vehicles: take(),
    when: { text: take() },
    place: { ward: 'unknown', text: take() },
  }
}
