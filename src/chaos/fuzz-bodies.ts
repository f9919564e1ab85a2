import type { Draw } from './draw.ts'
import { zaloIdentity } from './zalo-platform.ts'

/**
 * Webhook bodies that no platform sends and from which nothing may be stored: each is broken somewhere, so that even
 * with a right signature there is no message in it.
 */

/** The channels that are fuzzed. */
export const FUZZED = ['telegram', 'zalo', 'messenger'] as const
export type Fuzzed = (typeof FUZZED)[number]

type Body = Record<string, unknown>

/** What a platform sends, and where it can be broken. */
interface Form {
  whole: (draw: Draw) => Body
  /** Of these each is needed: a wrong value there leaves no message. */
  needed: readonly string[]
  idType: 'number' | 'string'
  /** The same event under a name that nobody knows. */
  renamed: (whole: Body, name: string) => Body
  /** The beginning of an event without its message. */
  head: string
}

const CHAT = 9_000_000_001

function telegramUpdate(draw: Draw): Body {
  const chat = { id: CHAT, type: 'private' }
  const message = { message_id: 1, date: 1_780_000_000, chat, from: { id: CHAT }, text: 'menu' }
  return { update_id: 900_000_000 + draw.below(1e6), message }
}

function zaloEvent(draw: Draw): Body {
  return {
    app_id: zaloIdentity.appId,
    sender: { id: '999999' },
    recipient: { id: zaloIdentity.oaId },
    event_name: 'user_send_text',
    message: { text: 'menu', msg_id: `fuzz-${draw.below(1e6)}` },
    timestamp: '1780000000000',
  }
}

function pageEvent(draw: Draw): Body {
  const sender = { sender: { id: '999999' }, recipient: { id: '1' }, timestamp: 1_780_000_000_000 }
  return pageBatch({ ...sender, message: { mid: `fuzz-${draw.below(1e6)}`, text: 'menu' } })
}

function pageBatch(event: Body): Body {
  return { object: 'page', entry: [{ id: '1', time: 1_780_000_000_000, messaging: [event] }] }
}

const EVENT = 'entry.0.messaging.0'

const FORMS: Readonly<Record<Fuzzed, Form>> = {
  telegram: {
    whole: telegramUpdate,
    needed: ['update_id', 'message', 'message.chat', 'message.chat.id', 'message.date', 'message.message_id'],
    idType: 'number',
    renamed: ({ message }, name) => ({ update_id: 1, [name]: message }),
    head: '"update_id":1',
  },
  zalo: {
    whole: zaloEvent,
    needed: ['event_name', 'message', 'message.msg_id', 'sender', 'sender.id'],
    idType: 'string',
    renamed: (whole, name) => ({ ...whole, event_name: name }),
    head: '"event_name":"user_send_text","timestamp":"1"',
  },
  messenger: {
    whole: pageEvent,
    needed: [
      ...['object', 'entry', 'entry.0', 'entry.0.messaging', EVENT, `${EVENT}.sender`],
      ...[`${EVENT}.sender.id`, `${EVENT}.message`, `${EVENT}.message.mid`],
    ],
    idType: 'string',
    renamed: (_whole, name) => pageBatch({ sender: { id: '999999' }, [name]: { mid: 'fuzz', text: 'menu' } }),
    head: '"object":"page"',
  },
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

export function fuzzBody(channel: Fuzzed, draw: Draw): Buffer {
  const form = FORMS[channel]
  return draw.pick([cut, notJson, wrongValue, unknownEvent, wrongEncoding, prototypeKeys])(
    form.whole(draw),
    form,
    draw,
  )
}

type Break = (whole: Body, form: Form, draw: Draw) => Buffer

const cut: Break = (whole, _form, draw) => {
  const json = Buffer.from(JSON.stringify(whole))
  return json.subarray(0, draw.below(json.length))
}

const notJson: Break = (_whole, _form, draw) =>
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

/** One needed field has a value of another type than the platform's ids have. */
const wrongValue: Break = (whole, { needed, idType }, draw) => {
  const path = draw.pick(needed)
  const wrong = draw.pick(WRONG)(draw)
  replaceAt(whole, path.split('.'), typeof wrong === idType ? {} : wrong)
  return Buffer.from(JSON.stringify(whole))
}

const unknownEvent: Break = (whole, { renamed }, draw) => {
  const name = draw.pick([
    'user_sends_poem',
    '__proto__',
    'constructor',
    'toString',
    'x'.repeat(draw.below(90) + 1),
  ])
  return Buffer.from(JSON.stringify(renamed(whole, name)))
}

/** Bytes that are no UTF-8, half characters, other encodings. */
const wrongEncoding: Break = (whole, _form, draw) => {
  const json = JSON.stringify(whole)
  const broken = Buffer.from(json)
  // An unpaired quote makes it unparsable whatever the bytes become.
  const bytes = Buffer.concat([
    broken.subarray(0, 10),
    Buffer.from([0xff, 0xc3, 0x28, 0x22, 0xed, 0xa0, 0x80]),
  ])
  return draw.pick([Buffer.from(json, 'utf16le'), Buffer.concat([bytes, broken.subarray(10, -2)]), bytes])
}

const prototypeKeys: Break = (_whole, { head }, draw) => {
  const key = draw.pick(['__proto__', 'constructor', 'prototype', 'hasOwnProperty'])
  return Buffer.from(`{${head},"${key}":{"polluted":true,"message":{"text":"menu"}}}`)
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

function replaceAt(target: Body, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path
  if (rest.length === 0) {
    target[key] = value
    return
  }
  const inner = target[key]
  if (typeof inner === 'object' && inner !== null) replaceAt(Object(inner), rest, value)
}
