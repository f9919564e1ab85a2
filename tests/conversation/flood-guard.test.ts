import { describe, expect, it } from 'vitest'
import { createFloodGuard } from '../../src/conversation/flood-guard.ts'
import { limits } from '../../src/conversation/limits.ts'
import type { MsgContent, MsgIn } from '../../src/core/message.ts'
import { detectDanger } from '../../src/safety/detect-danger.ts'
import { createWorld, textFrom } from '../support/conversation-world.ts'
import { fixedClock } from '../support/fixed-clock.ts'

const NOW = fixedClock().now()
let ids = 0

function msg(content: MsgContent | string, changes: Partial<MsgIn> = {}): MsgIn {
  ids += 1
  const written: MsgContent = typeof content === 'string' ? { type: 'text', text: content } : content
  return { id: `m${ids}`, from: { channel: 'zalo', id: 'loud' }, sentAt: NOW, content: written, ...changes }
}

function createGuard(contactRate?: number) {
  const clock = fixedClock()
  const counts: string[] = []
  const passed: string[] = []
  const count = (what: string) => void counts.push(what)
  const guard = createFloodGuard({
    detectDanger,
    onPassed: (contact) => void passed.push(contact.id),
    clock,
    observer: { count, alarm: count },
    ...(contactRate === undefined ? {} : { contactRate }),
  })
  /** A thousand a second. */
  function flood(howMany: number): string[] {
    return Array.from({ length: howMany }, (_, i) => {
      clock.advance(1)
      return guard.admit(msg(`tin ${i}`))
    })
  }
  return { ...guard, clock, counts, passed, flood }
}

describe('flood-guard', () => {
  it('takes what a person can write in a minute, and passes over the rest of that minute', () => {
    const { flood, admit, passed } = createGuard()

    const admitted = flood(1_000)

    expect(admitted.filter((one) => one === 'take')).toHaveLength(limits.messagesPerMinute)
    expect(passed).toHaveLength(1_000 - limits.messagesPerMinute)
    expect(admit(msg('tin', { from: { channel: 'zalo', id: 'an' } }))).toBe('take')
    expect(admit(msg('tin', { sentAt: NOW + 60_000 }))).toBe('take')
  })

  it('takes what waited through an outage and comes all at once, newest first', () => {
    const { admit } = createGuard()

    for (let i = 100; i > 0; i -= 1) expect(admit(msg(`tin ${i}`, { sentAt: NOW - i * 3_000 }))).toBe('take')
  })

  it('does not count a message again that is delivered again', () => {
    const { admit, passed } = createGuard()
    const again = msg('Tôi muốn báo tin')

    for (let i = 0; i < 500; i += 1) expect(admit(again)).toBe('take')
    expect(passed).toEqual([])
  })

  it('sees danger in every message, however many come, and again when it is delivered again', () => {
    const { flood, admit, counts, clock } = createGuard()
    flood(500)
    const danger = msg('nó không thở nữa')

    expect(admit(danger)).toBe('take')
    expect(admit(danger)).toBe('take')
    flood(500)
    expect(admit(msg('nó không thở nữa'))).toBe('pass')
    expect(admit(msg('tao sẽ giết nó, nó cầm dao'))).toBe('take')
    clock.advance(limits.dangerInFloodMs)
    expect(admit(msg('nó không thở nữa'))).toBe('take')
    expect(counts).toContain('flood_zalo_danger_taken')
    expect(counts).toContain('flood_zalo_danger_repeated')
  })

  it('sees danger beside a photo, in a sticker’s text, in pieces, at the end of a long text and as a button', () => {
    const text = 'nó không thở nữa'
    const contents: MsgContent[][] = [
      [{ type: 'photo', photo: { channel: 'zalo', kind: 'photo', ref: 'r' }, caption: text }],
      [{ type: 'unsupported', kind: 'file', text }],
      [
        { type: 'text', text: 'nó' },
        { type: 'text', text: 'không thở nữa' },
      ],
      [{ type: 'text', text: `${'a b '.repeat(3_000)}. ${text}` }],
      [{ type: 'choice', choice: 'cmd.danger' }],
      [{ type: 'command', command: 'human' }],
    ]
    for (const pieces of contents) {
      const { flood, admit, clock } = createGuard()
      flood(100)
      clock.advance(60_000)
      const admitted = pieces.map((content) => admit(msg(content)))
      expect(admitted.at(-1), JSON.stringify(pieces).slice(0, 60)).toBe('take')
    }
  })

  it('acknowledges nothing unread: too much text comes again', () => {
    const { flood, admit, clock } = createGuard()
    flood(limits.messagesPerMinute)
    const long = () => msg(`${ids} ${'a b c d e f '.repeat(340)}`)

    let refused = 0
    for (let i = 0; i < 100; i += 1) {
      try {
        admit(long())
      } catch (error) {
        expect(error).toMatchObject({ code: 'request:too_many', retryable: true })
        refused += 1
      }
    }
    expect(refused).toBeGreaterThan(80)
    clock.advance(2_000)
    expect(admit(long())).toBe('pass')
  })

  it('leaves room for other platforms when one has too much under way', () => {
    const { admit, done } = createGuard(0)
    for (let i = 0; i < limits.waitingPerPlatform; i += 1)
      admit(msg('x', { from: { channel: 'zalo', id: `${i}` } }))

    expect(() => admit(msg('x'))).toThrow(expect.objectContaining({ code: 'request:too_many' }))
    expect(admit(msg('x', { from: { channel: 'telegram', id: '1' } }))).toBe('take')
    done('zalo')
    expect(admit(msg('x'))).toBe('take')
  })
})

describe('a flood in a conversation', () => {
  it('gets one calm line, and goes on when the minute is over', async () => {
    const clock = fixedClock()
    const { conversations, channel, count } = createWorld({ clock })
    await conversations.handle({ ...textFrom('loud', '/start'), sentAt: clock.now() })

    for (let i = 0; i < 1_000; i += 1) {
      clock.advance(1)
      await conversations.handle({ ...textFrom('loud', `tin ${i}`), sentAt: clock.now() })
    }
    await conversations.idle()

    const texts = channel.texts('loud')
    expect(texts.filter((text) => text.startsWith('Tin đến nhanh quá'))).toHaveLength(1)
    expect(texts).toHaveLength(limits.messagesPerMinute + 1)
    expect(count('flood_telegram_passed')).toBe(1_001 - limits.messagesPerMinute)
    clock.advance(60_000)
    await conversations.handle({ ...textFrom('loud', 'bình tĩnh'), sentAt: clock.now() })
    await conversations.idle()
    expect(channel.texts('loud').at(-1)).toBe('Nghe: bình tĩnh')
  })
})
