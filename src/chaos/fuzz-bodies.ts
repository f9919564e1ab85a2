import type { Draw } from './draw.ts'
import { zaloIdentity } from './zalo-platform.ts'

/**
 * Webhook bodies that no platform sends and from which nothing may be stored: each is broken somewhere, so that even
 * with a right signature there is no message in it.
 */
export type MakeBody = (draw: Draw) => Buffer

const CHAT = 9_000_000_001

function telegramUpdate(draw: Draw): Record<string, unknown> {
  const chat = { id: CHAT, type: 'private' }
  const message = { message_id: 1, date: 1_780_000_000, chat, from: { id: CHAT }, text: 'menu' }
  return { update_id: 900_000_000 + draw.below(1e6), message }
}

function zaloEvent(draw: Draw): Record<string, unknown> {
  return {
    app_id: zaloIdentity.appId,
    sender: { id: '999999' },
    recipient: { id: zaloIdentity.oaId },
    event_name: 'user_send_text',
    message: { text: 'menu', msg_id: `fuzz-${draw.below(1e6)}` },
    timestamp: '1780000000000',
  }
}

/** What stands where an object, a number or an id should. */
const WRONG: readonly ((draw: Draw) => unknown)[] = [
  () => null,
  () => true,
  () => [],
  () => [[[]]],
  () => 'x',
  () => '',
  () => -1e308,
  () => 0.5,
  (draw) => 'Ế'.repeat(draw.below(20_000)),
  (draw) => nested(draw.below(3_000)),
  () => ({ __proto__: { polluted: true }, constructor: { prototype: { polluted: true } } }),
  () => '\ud800',
]

/** Of these each is needed: a wrong value there leaves no message. */
const NEEDED = {
  telegram: ['update_id', 'message', 'message.chat', 'message.chat.id', 'message.date', 'message.message_id'],
  zalo: ['event_name', 'message', 'message.msg_id', 'sender', 'sender.id'],
} as const

export function fuzzBody(channel: 'telegram' | 'zalo', draw: Draw): Buffer {
  const whole = channel === 'telegram' ? telegramUpdate(draw) : zaloEvent(draw)
  return draw.pick([cut, notJson, wrongValue, unknownEvent, wrongEncoding, prototypeKeys])(
    whole,
    channel,
    draw,
  )
}

type Break = (whole: Record<string, unknown>, channel: 'telegram' | 'zalo', draw: Draw) => Buffer

const cut: Break = (whole, _channel, draw) => {
  const json = Buffer.from(JSON.stringify(whole))
  return json.subarray(0, draw.below(json.length))
}

const notJson: Break = (_whole, _channel, draw) =>
  Buffer.from(
    draw.pick([
      '',
      ' ',
      'null',
      '0',
      '"text"',
      '[]',
      '{',
      '}',
      'NaN',
      '{"a":1}{"b":2}',
      '<xml/>',
      'a=b&c=d',
      '{"update_id":}',
    ]),
  )

/** One needed field has a value of another kind. Zalo's and Telegram's ids have kinds of their own. */
const wrongValue: Break = (whole, channel, draw) => {
  const path = draw.pick(NEEDED[channel])
  const fits = (value: unknown) =>
    (typeof value === 'number' && channel === 'telegram') || (typeof value === 'string' && channel === 'zalo')
  const wrong = draw.pick(WRONG)(draw)
  replaceAt(whole, path.split('.'), fits(wrong) ? {} : wrong)
  return Buffer.from(JSON.stringify(whole))
}

const unknownEvent: Break = (whole, channel, draw) => {
  const name = draw.pick([
    'user_sends_poem',
    '__proto__',
    'constructor',
    'toString',
    'x'.repeat(draw.below(90) + 1),
  ])
  if (channel === 'zalo') return Buffer.from(JSON.stringify({ ...whole, event_name: name }))
  return Buffer.from(JSON.stringify({ update_id: 1, [name]: whole['message'] }))
}

/** Bytes that are no UTF-8, half characters, other encodings. */
const wrongEncoding: Break = (whole, _channel, draw) => {
  const json = JSON.stringify(whole)
  const broken = Buffer.from(json)
  // An unpaired quote makes it unparsable whatever the bytes become.
  const bytes = Buffer.concat([
    broken.subarray(0, 10),
    Buffer.from([0xff, 0xc3, 0x28, 0x22, 0xed, 0xa0, 0x80]),
  ])
  return draw.pick([Buffer.from(json, 'utf16le'), Buffer.concat([bytes, broken.subarray(10, -2)]), bytes])
}

const prototypeKeys: Break = (_whole, channel, draw) => {
  const key = draw.pick(['__proto__', 'constructor', 'prototype', 'hasOwnProperty'])
  const inner = channel === 'telegram' ? '"update_id":1' : '"event_name":"user_send_text","timestamp":"1"'
  return Buffer.from(`{${inner},"${key}":{"polluted":true,"message":{"text":"menu"}}}`)
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

function replaceAt(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path
  if (rest.length === 0) {
    target[key] = value
    return
  }
  const inner = target[key]
  if (typeof inner === 'object' && inner !== null) replaceAt(Object(inner), rest, value)
}
