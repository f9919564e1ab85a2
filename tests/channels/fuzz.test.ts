import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toMeaning as fromMessenger, PageBatch } from '../../src/channels/messenger/event.ts'
import { toMeaning as fromTelegram, Update } from '../../src/channels/telegram/update.ts'
import { toMeaning as fromZalo, ZaloEvent } from '../../src/channels/zalo/event.ts'
import { pageEvent, pageMessage } from '../support/fake-messenger.ts'
import { messageUpdate, textUpdate } from '../support/fake-telegram.ts'
import { messageEvent } from '../support/fake-zalo.ts'

/** A well-formed object with one field, somewhere, replaced by anything. */
function damaged(whole: object): fc.Arbitrary<unknown> {
  const paths = [...pathsOf(whole)]
  return fc
    .tuple(fc.constantFrom(...paths), fc.anything())
    .map(([path, value]) => replaced(whole, path, value))
}

function* pathsOf(value: unknown, before: string[] = []): Generator<string[]> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    yield [...before, key]
    yield* pathsOf(inner, [...before, key])
  }
}

function replaced(value: unknown, [key, ...rest]: string[], by: unknown): unknown {
  if (key === undefined) return by
  const copy: Record<string, unknown> = { ...Object(value) }
  copy[key] = replaced(copy[key], rest, by)
  return copy
}

describe('webhook bodies', () => {
  it('of Telegram never throw past their schema, whatever is in them', () => {
    const samples = [
      textUpdate(5, 'x'),
      messageUpdate(5, { photo: [{ file_id: 'a', file_size: 1 }], location: { latitude: 1, longitude: 2 } }),
    ]
    fc.assert(
      fc.property(fc.oneof(fc.anything(), ...samples.map(damaged)), (body) => {
        const parsed = Update.safeParse(body)
        if (parsed.success)
          expect(fromTelegram(parsed.data, 1).type).toMatch(/message|press|gone|group|ignored/)
      }),
      { numRuns: 3_000 },
    )
  })

  it('of Zalo never throw past their schema, whatever is in them', () => {
    const place = {
      type: 'location',
      payload: { coordinates: { latitude: '1', longitude: '2' }, url: 'https://x.vn' },
    }
    const names = [
      'user_send_text',
      'user_send_image',
      'user_send_location',
      'user_send_link',
      'user_submit_info',
      'follow',
      '__proto__',
      'constructor',
    ]
    const samples = names.map((name) => messageEvent('5', name, { text: 'x', attachments: [place] }))
    fc.assert(
      fc.property(fc.oneof(fc.anything(), ...samples.map(damaged)), (body) => {
        const parsed = ZaloEvent.safeParse(body)
        if (parsed.success) expect(fromZalo(parsed.data, 1).type).toMatch(/messages|notice|ignored/)
      }),
      { numRuns: 3_000 },
    )
  })

  it('of Messenger never throw past their schema, whatever is in them', () => {
    const place = {
      type: 'location',
      payload: { coordinates: { lat: 1, long: 2 }, url: 'https://x', sticker_id: 1 },
    }
    const samples = [
      pageMessage('5', { text: 'x', quick_reply: { payload: 'c:a:b' }, attachments: [place] }),
      pageEvent('5', { postback: { payload: 'cmd:start', referral: { ref: 'x' } } }),
      pageEvent('5', { message_edit: { mid: 'm', text: 'x', num_edit: 1 } }),
      pageEvent('5', { policy_enforcement: { action: 'block' } }),
    ]
    fc.assert(
      fc.property(fc.oneof(fc.anything(), ...samples.map(damaged)), (event) => {
        expect(fromMessenger(event, 1).type).toMatch(/messages|alarm|ignored/)
      }),
      { numRuns: 3_000 },
    )
    const batch = { object: 'page', entry: [{ id: '1', messaging: [samples[0]] }] }
    fc.assert(
      fc.property(fc.oneof(fc.anything(), damaged(batch)), (body) => {
        const parsed = PageBatch.safeParse(body)
        const events = parsed.success ? parsed.data.entry.flatMap(({ messaging }) => messaging ?? []) : []
        for (const event of events) expect(fromMessenger(event, 1).type).toMatch(/messages|alarm|ignored/)
      }),
      { numRuns: 2_000 },
    )
  })
})
