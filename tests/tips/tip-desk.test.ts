import { base64 } from '@scure/base'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../src/core/errors.ts'
import type { FileRef } from '../../src/core/message.ts'
import type { TipDraft } from '../../src/core/tip.ts'
import { isSealedFile, isSealedNote, isSealedTip } from '../../src/tips/is-sealed.ts'
import { deriveMailbox, sealNote } from '../../src/tips/mailbox.ts'
import { makeReceipt } from '../../src/tips/make-receipt.ts'
import { createMemoryMailboxStore } from '../../src/tips/memory-mailbox-store.ts'
import { createMemoryRecipients } from '../../src/tips/memory-recipients.ts'
import { createMemoryTipQueue } from '../../src/tips/memory-tip-queue.ts'
import { openFile, openInner, openOuter, openTip } from '../../src/tips/open-tip.ts'
import { createStoredTipOutlet } from '../../src/tips/stored-tip-outlet.ts'
import { createTipDesk, type TipDeskNeeds } from '../../src/tips/tip-desk.ts'
import { tipLimits } from '../../src/tips/tip-limits.ts'
import type { TipOutlet } from '../../src/tips/tip-outlet.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { sampleDeployment } from '../support/sample-deployment.ts'
import { sampleDraft } from '../support/sample-tip.ts'

const secret = 'ab'.repeat(32)
const photo: FileRef = { channel: 'web', kind: 'photo', ref: 'one' }
const picture = new Uint8Array([0xff, 0xd8, 1, 2, 3])

describe('tip-desk', () => {
  let identity: string
  let recipient: string
  let cityIdentity: string
  let cityRecipient: string
  beforeAll(async () => {
    identity = await generateHybridIdentity()
    recipient = await identityToRecipient(identity)
    cityIdentity = await generateHybridIdentity()
    cityRecipient = await identityToRecipient(cityIdentity)
  })

  let clock: ReturnType<typeof fixedClock>
  let queue: ReturnType<typeof createMemoryTipQueue>
  let recipients: ReturnType<typeof createMemoryRecipients>
  let mailboxes: ReturnType<typeof createMemoryMailboxStore>
  let outlet: TipOutlet
  beforeEach(() => {
    clock = fixedClock(Date.parse('2026-11-21T13:42:17Z'))
    queue = createMemoryTipQueue({ clock })
    recipients = createMemoryRecipients({ clock })
    mailboxes = createMemoryMailboxStore()
    outlet = createStoredTipOutlet({ queue, recipients, mailboxes })
  })

  function desk(change: Partial<Parameters<typeof createTipDesk>[0]> = {}) {
    const photos = async () => ({ bytes: picture, mime: 'image/jpeg' as const })
    return createTipDesk({ outlet, deployment: sampleDeployment(), clock, files: photos, ...change })
  }

  async function onlyEntry(unit: string) {
    await queue.createGroup(unit, 'test')
    const found = await queue.read({ unit, group: 'test', consumer: 'one' }, 10)
    expect(found).toHaveLength(1)
    return found[0]?.tip ?? expect.fail('no entry')
  }

  it('seals a tip for the ward unit and the one above, and gives a receipt', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    await recipients.add('pc04', cityRecipient, 'cli')

    const outcome = await desk().submit(sampleDraft(), secret)

    expect(outcome).toEqual({
      type: 'tip_submitted',
      receipt: makeReceipt(secret),
      unit: 'Công an phường Bồ Đề',
    })
    const entry = await onlyEntry('ca-bo-de')
    expect(entry).toMatchObject({
      category: 'selling',
      urgency: 'cao',
      ward: 'bo-de',
      hour: '2026-11-21T13:00:00Z',
      lang: 'vi',
      files: '0',
    })
    expect(isSealedTip(entry.sealed)).toBe(true)
    for (const one of [identity, cityIdentity]) {
      expect(await openTip(entry.sealed, [one])).toMatchObject({
        what: sampleDraft().what,
        place: sampleDraft().place,
        files: [],
      })
    }
  })

  it('gives the tip to the unit above while the ward unit has no key', async () => {
    await recipients.add('pc04', cityRecipient, 'cli')

    const outcome = await desk().submit(sampleDraft(), secret)

    expect(outcome).toMatchObject({ type: 'tip_submitted', unit: 'Phòng Cảnh sát ma túy' })
    expect((await onlyEntry('pc04')).ward).toBe('bo-de')
  })

  it('submits nothing when nobody has a key, and not to a retired one', async () => {
    expect(await desk().submit(sampleDraft(), secret)).toEqual({
      type: 'tip_not_submitted',
      reason: 'no_recipient',
    })
    await recipients.add('ca-bo-de', recipient, 'cli')
    await recipients.retire('ca-bo-de', recipient)
    expect(await desk().submit(sampleDraft(), secret)).toEqual({
      type: 'tip_not_submitted',
      reason: 'no_recipient',
    })
  })

  it('routes by category first, and by the default unit when the ward is unknown', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    await recipients.add('pc04', cityRecipient, 'cli')
    await desk().submit({ ...sampleDraft(), category: 'making' }, secret)
    await desk().submit({ ...sampleDraft(), place: { ward: 'no-such-ward', text: 'chợ' } }, 'cd'.repeat(32))

    expect(await queue.count('pc04')).toBe(2)
    expect(await queue.count('ca-bo-de')).toBe(0)
    await queue.createGroup('pc04', 'test')
    const wards = (await queue.read({ unit: 'pc04', group: 'test', consumer: 'one' }, 10)).map(
      (one) => one.tip.ward,
    )
    expect(wards).toEqual(['bo-de', 'unknown'])
  })

  it('changes nothing and gives the same receipt when a turn is repeated, an hour later too', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    const draft = { ...sampleDraft(), files: [photo] }
    const first = await desk().submit(draft, secret)
    clock.advance(3_600_000)

    expect(await desk().submit(draft, secret)).toEqual(first)
    expect(await queue.count('ca-bo-de')).toBe(1)
    const mailbox = await deriveMailbox(makeReceipt(secret))
    expect(await mailboxes.read(mailbox.id)).toHaveLength(1)
  })

  it.each(['storeFile', 'append', 'mailbox'] as const)('mends a crash at %s by repeating', async (step) => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    const broken: TipOutlet = { ...outlet }
    const away = async (): Promise<never> =>
      Promise.reject(new AppError('store:unavailable', { retryable: true }))
    if (step === 'mailbox') broken.append = (tip) => queue.append(tip).then(away)
    else broken[step] = away
    const draft = { ...sampleDraft(), files: [photo] }

    expect(await desk({ outlet: broken }).submit(draft, secret)).toEqual({
      type: 'tip_not_submitted',
      reason: 'unavailable',
    })
    expect(await desk().submit(draft, secret)).toMatchObject({ type: 'tip_submitted' })

    const entry = await onlyEntry('ca-bo-de')
    const tip = await openTip(entry.sealed, [identity])
    expect(tip.files).toHaveLength(1)
    expect(await desk().lookUp(makeReceipt(secret))).toMatchObject({ type: 'receipt_found' })
  })

  it('seals photos, and opens them again', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    await desk().submit({ ...sampleDraft(), files: [photo, photo] }, secret)

    const tip = await openTip((await onlyEntry('ca-bo-de')).sealed, [identity])
    expect(tip.files).toHaveLength(2)
    for (const file of tip.files) {
      const sealed = (await queue.getFile('ca-bo-de', file)) ?? expect.fail('no file')
      expect(isSealedFile(sealed)).toBe(true)
      expect(await openFile(sealed, file, [identity])).toEqual(picture)
    }
  })

  it('goes on without a photo that is gone, and stops when photos cannot be fetched now', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    const away = () => Promise.reject(new AppError('channel:unreachable', { retryable: true }))
    const draft = { ...sampleDraft(), files: [photo] }

    expect(await desk({ files: away }).submit(draft, secret)).toEqual({
      type: 'tip_not_submitted',
      reason: 'unavailable',
    })
    expect(await desk({ files: async () => null }).submit(draft, secret)).toMatchObject({
      type: 'tip_submitted',
    })
  })

  it.each<[string, Partial<TipDraft>]>([
    ['nothing', {}],
    ['blanks', { what: ' \n ' }],
    ['an unknown place', { place: { ward: 'unknown' } }],
    ['only people', { people: 'hai người' }],
  ])('calls a draft with %s incomplete', async (_name, parts) => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    const empty: TipDraft = { category: 'other', files: [], language: 'vi', ...parts }

    expect(await desk().submit(empty, secret)).toEqual({ type: 'tip_not_submitted', reason: 'incomplete' })
  })

  it('takes a photo alone, or a place alone', async () => {
    await recipients.add('pc04', cityRecipient, 'cli')
    const empty: TipDraft = { category: 'other', files: [], language: 'vi' }

    expect(await desk().submit({ ...empty, files: [photo] }, secret)).toMatchObject({
      type: 'tip_submitted',
    })
    expect(await desk().submit({ ...empty, place: { ward: 'viet-hung' } }, 'cd'.repeat(32))).toMatchObject({
      type: 'tip_submitted',
    })
  })

  it('names what a tip goes without, and why', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    const large = async () => ({ bytes: new Uint8Array(13_000_000), mime: 'image/png' as const })
    const hidden = async () => ({ problem: 'no_cleaner' as const })
    const submit = (files: TipDeskNeeds['files']) =>
      desk({ files }).submit({ ...sampleDraft(), files: [photo, { ...photo, kind: 'video' }] }, secret)

    expect(await submit(large)).toMatchObject({
      type: 'tip_submitted',
      leftOut: 'Riêng ảnh (lớn quá), video (lớn quá) chưa gửi kèm được.',
    })
    expect(await submit(hidden)).toMatchObject({
      leftOut:
        'Riêng ảnh (mình không gỡ hết được thông tin ẩn), video (mình không gỡ hết được thông tin ẩn) chưa gửi kèm được.',
    })
    await recipients.add('pc04', cityRecipient, 'cli')
    const nothing: TipDraft = { category: 'other', files: [photo], language: 'en' }
    expect(await desk({ files: hidden }).submit(nothing, secret)).toEqual({
      type: 'tip_not_submitted',
      reason: 'incomplete',
      leftOut: 'Could not be added: a photo (what is hidden in it cannot all be removed).',
    })
  })

  it.each([
    [
      'yes',
      {
        place: { ward: 'bo-de', latitude: 21.04, longitude: 105.86 },
        when: { from: '2026-11-20T13:00:00.000Z' },
      },
    ],
    ['no', { place: { ward: 'bo-de' } }],
    [undefined, { place: { ward: 'bo-de' } }],
  ] as const)('puts place and time of a photo into the tip with a yes alone: %s', async (useShot, told) => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    const shot = { latitude: 21.04, longitude: 105.86, at: '2026-11-20T13:00:00.000Z' }
    const files = async () => ({ bytes: picture, mime: 'image/jpeg' as const, shot })
    const draft: TipDraft = { category: 'other', language: 'vi', place: { ward: 'bo-de' }, files: [photo] }

    await desk({ files }).submit({ ...draft, ...(useShot && { useShot }) }, secret)

    const { place, when } = await openTip((await onlyEntry('ca-bo-de')).sealed, [identity])
    expect({ place, ...(when && { when }) }).toEqual(told)
  })

  it('leaves out, before anything is stored, what all files together have no room for', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    const stored: number[] = []
    const counting: TipOutlet = {
      ...outlet,
      storeFile: async (_unit, _id, { length }) => void stored.push(length),
      append: async () => ({ added: true }),
    }
    const refs = [1, 2, 3].map((n): FileRef => ({ channel: 'web', kind: 'video', ref: String(n) }))
    const files = async () => ({ bytes: new Uint8Array(15_000_000), mime: 'video/mp4' as const })

    const outcome = await desk({ files, outlet: counting }).submit({ ...sampleDraft(), files: refs }, secret)

    expect(outcome).toMatchObject({
      type: 'tip_submitted',
      leftOut: 'Riêng video (lớn quá) chưa gửi kèm được.',
    })
    expect(stored).toHaveLength(2)
    expect(stored.reduce((a, b) => a + b)).toBeLessThanOrEqual(tipLimits.tipChunks * tipLimits.chunkBytes)
  })

  it.each([
    ['image/jpeg', 12_000_000, 12_600_000],
    ['video/mp4', 20_900_000, 21_300_000],
    ['audio/ogg', 10_485_760, 10_800_000],
    ['text/plain', 1_048_576, 1_350_000],
  ] as const)('has room for a file by what it is: %s', async (mime, most, more) => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    const stored: TipOutlet = { ...outlet, storeFile: async () => {}, append: async () => ({ added: true }) }
    const submit = (length: number) =>
      desk({ outlet: stored, files: async () => ({ bytes: new Uint8Array(length), mime }) }).submit(
        { ...sampleDraft(), files: [photo] },
        secret,
      )

    expect(await submit(most)).not.toHaveProperty('leftOut')
    expect(await submit(more)).toHaveProperty('leftOut')
  })

  it('keeps an original with a yes alone, in two envelopes that neither unit opens alone', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    await recipients.add('pc04', cityRecipient, 'cli')
    const original = new Uint8Array([0xff, 0xd8, 9, 9, 9, 9])
    const wishes: boolean[] = []
    const files: TipDeskNeeds['files'] = async (_ref, wish) => {
      wishes.push(wish.original)
      const kept = wish.original ? { original: { bytes: original, mime: 'image/jpeg' } } : {}
      return { bytes: picture, mime: 'image/jpeg', ...kept }
    }
    await desk({ files }).submit({ ...sampleDraft(), files: [photo] }, 'cd'.repeat(32))
    await desk({ files }).submit({ ...sampleDraft(), files: [photo], keepOriginals: 'yes' }, secret)
    expect(wishes).toEqual([false, true])

    await queue.createGroup('ca-bo-de', 'test')
    const [plain, both] = await queue.read({ unit: 'ca-bo-de', group: 'test', consumer: 'one' }, 10)
    expect((await openTip(plain?.tip.sealed ?? '', [identity])).files[0]).not.toHaveProperty('original')
    expect(both?.tip.files).toBe('1')
    const tip = await openTip(both?.tip.sealed ?? '', [cityIdentity])
    const kept = tip.files[0]?.original ?? expect.fail('no original')
    const sealed = (await queue.getFile('ca-bo-de', kept)) ?? expect.fail('no bytes')
    await expect(openOuter(sealed, [cityIdentity])).rejects.toMatchObject({ code: 'tip:not_for_this_key' })
    const inner = await openOuter(sealed, [identity])
    await expect(openInner(inner, kept, [identity])).rejects.toMatchObject({ code: 'tip:not_for_this_key' })
    expect(await openInner(inner, kept, [cityIdentity])).toEqual(original)
  })

  it('says so when there is no second level to keep an original from the first', async () => {
    await recipients.add('pc04', cityRecipient, 'cli')
    const files: TipDeskNeeds['files'] = async (_ref, wish) => {
      expect(wish.original).toBe(false)
      return { bytes: picture, mime: 'image/jpeg' }
    }

    expect(
      await desk({ files }).submit({ ...sampleDraft(), files: [photo], keepOriginals: 'yes' }, secret),
    ).toMatchObject({
      type: 'tip_submitted',
      leftOut: 'Riêng bản gốc của ảnh (nơi nhận chưa có hai cấp cùng giữ khoá) chưa gửi kèm được.',
    })
  })

  it('does not put what a photo says in the place of what the person said', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    const shot = { latitude: 1, longitude: 2, at: '2001-11-20T13:00:00.000Z' }
    const files = async () => ({ bytes: picture, mime: 'image/jpeg' as const, shot })
    const place = { ward: 'bo-de', latitude: 21, longitude: 105 }
    const when = { text: 'tối qua' }

    await desk({ files }).submit({ ...sampleDraft(), place, when, files: [photo], useShot: 'yes' }, secret)

    const tip = await openTip((await onlyEntry('ca-bo-de')).sealed, [identity])
    expect(tip).toMatchObject({ place, when })
    expect(tip.when).toEqual(when)
  })

  it('tells how the tip stands under its receipt, with the words of the officer', async () => {
    await recipients.add('ca-bo-de', recipient, 'cli')
    await desk().submit(sampleDraft(), secret)
    const tip = await openTip((await onlyEntry('ca-bo-de')).sealed, [identity])

    expect(await desk().lookUp(makeReceipt(secret))).toEqual({
      type: 'receipt_found',
      status: 'Đã nhận, chờ người trực đọc',
      updated: '20 giờ ngày 21/11/2026',
      notes: [],
      news: '',
      until: '26/12/2027',
      reward: '',
    })
    const note = await sealNote(tip.mailbox.recipient, {
      v: 1,
      hour: '2026-11-22T01:00:00Z',
      status: 'question',
      text: 'Bên chẵn hay lẻ?',
    })
    expect(isSealedNote(note)).toBe(true)
    await mailboxes.add(tip.mailbox.id, note)
    expect(await desk().lookUp(makeReceipt(secret).toUpperCase(), 'en')).toEqual({
      type: 'receipt_found',
      status: 'The officer has a question',
      updated: '08:00 on 22/11/2026',
      notes: ['• 08:00 on 22/11/2026 (new): Bên chẵn hay lẻ?'],
      news: '1 new since you last looked.',
      until: '27/12/2027',
      reward: '',
    })
    expect(await desk().lookUp(makeReceipt(secret))).toMatchObject({ notes: ['Bên chẵn hay lẻ?'], news: '' })
  })

  it('tells a wrong word from an unknown receipt and from a store that is away', async () => {
    const words = makeReceipt(secret).split(' ')
    const away: TipOutlet = {
      ...outlet,
      readMailbox: () => Promise.reject(new AppError('store:unavailable')),
    }

    expect(await desk().lookUp(words.with(2, 'xanh-lè').join(' '))).toEqual({
      type: 'receipt_not_found',
      reason: 'wrong_word',
      word: 'xanh-le',
      slip: 'Từ “xanh-le” chưa đúng. Bạn xem lại chỗ đã ghi rồi gõ lại cả mã nhé.',
    })
    expect(await desk().lookUp('tôi quên mã rồi')).toEqual({
      type: 'receipt_not_found',
      reason: 'wrong_word',
      slip: 'Mã có 7 từ, ở đây còn thiếu. Bạn xem lại chỗ đã ghi rồi gõ lại cả mã nhé.',
    })
    expect(await desk().lookUp(words.join(' '))).toEqual({ type: 'receipt_not_found', reason: 'unknown' })
    expect(await desk({ outlet: away }).lookUp(words.join(' '))).toEqual({
      type: 'receipt_not_found',
      reason: 'unavailable',
    })
  })

  it('does not hide a bug', async () => {
    const broken: TipOutlet = { ...outlet, recipients: () => Promise.reject(new TypeError('bug')) }

    await expect(desk({ outlet: broken }).submit(sampleDraft(), secret)).rejects.toThrow(TypeError)
  })
})

describe('is-sealed', () => {
  it('takes no words in clear, whatever stands before them', () => {
    const header = `age-encryption.org/v1\n-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n`
    const clear = new TextEncoder()
      .encode((header + 'Có người bán ma túy. '.repeat(2_000)).slice(0, 30_000))
      .slice(0, 8_192)

    expect(isSealedTip(base64.encode(clear))).toBe(false)
    expect(isSealedTip(base64.encode(new Uint8Array(8_192)))).toBe(false)
    expect(isSealedTip('{"what":"hello"}')).toBe(false)
    expect(isSealedFile(new Uint8Array(0))).toBe(false)
    expect(isSealedFile(new Uint8Array(262_144).fill(0x89))).toBe(false)
  })

  it('takes no file that a passphrase opens', () => {
    const header = `age-encryption.org/v1\n-> scrypt ${'A'.repeat(22)} 18\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n`
    const bytes = new Uint8Array(8_192).fill(0x89)
    bytes.set(new TextEncoder().encode(header))

    expect(isSealedTip(base64.encode(bytes))).toBe(false)
    bytes.set(new TextEncoder().encode(header.replace('scrypt', 'X25519')))
    expect(isSealedTip(base64.encode(bytes))).toBe(true)
  })
})
