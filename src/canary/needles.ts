import { fold } from '../lib/vietnamese.ts'
import type { Mark } from './marks.ts'

/** One shape of a mark. `confirm`: whether what stands at `at` is the mark after all; absent: the bytes suffice. */
export interface Needle {
  mark: Mark
  encoding: string
  bytes: Buffer
  confirm?: (buffer: Buffer, at: number) => boolean
}

/** Every shape in which a mark could lie somewhere. All are at least four bytes long. */
export function makeNeedles(marks: readonly Mark[]): Needle[] {
  return marks.flatMap((mark) => [...textNeedles(mark), ...(mark.numbers ? numberNeedles(mark) : [])])
}

function textNeedles(mark: Mark): Needle[] {
  const forms = {
    composed: mark.text.normalize('NFC'),
    split: mark.text.normalize('NFD'),
    bare: fold(mark.text),
  }
  const shapes = new Map<string, Needle>()
  for (const [form, text] of Object.entries(forms)) {
    for (const [encoding, bytes] of encodings(text)) {
      const key = bytes.toString('hex')
      if (!shapes.has(key)) shapes.set(key, { mark, encoding: `${form} ${encoding}`, bytes })
    }
  }
  return [...shapes.values()]
}

function encodings(text: string): Array<[string, Buffer]> {
  const utf8 = Buffer.from(text)
  return [
    ['utf-8', utf8],
    ['upper case', Buffer.from(text.toUpperCase())],
    ['utf-16', Buffer.from(text, 'utf16le')],
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['hex upper', Buffer.from(utf8.toString('hex').toUpperCase())],
    ['url', Buffer.from(encodeURIComponent(text))],
    ['json', Buffer.from(jsonEscaped(text))],
    ...[0, 1, 2].map((at): [string, Buffer] => [`base64 +${at}`, base64At(utf8, at)]),
  ]
}

function jsonEscaped(text: string): string {
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    .map((code) => (code < 0x80 ? String.fromCharCode(code) : `\\u${code.toString(16).padStart(4, '0')}`))
    .join('')
}

/** The characters that are the same whatever stands before and after, when `before` bytes of a group of three do. */
function base64At(bytes: Buffer, before: number): Buffer {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
  const first = Math.ceil((before * 8) / 6)
  const last = Math.floor(((before + bytes.length) * 8) / 6)
  return Buffer.from(text.slice(first, last))
}

/** Ids as machines write them: the bytes that all of the range share, then a look at the whole number. */
function numberNeedles(mark: Mark): Needle[] {
  const { first, last } = mark.numbers ?? { first: 0, last: 0 }
  const within = (value: number) => value >= first && value <= last
  const int = (value: number) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(BigInt(value))
    return bytes
  }
  const double = (value: number) => {
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleLE(value)
    return bytes
  }
  return [
    ...sharedNeedle(mark, 'int64', [int(first), int(last)], (b, at) => within(Number(b.readBigInt64LE(at)))),
    ...sharedNeedle(mark, 'float64', [double(first), double(last)], (b, at) => within(b.readDoubleLE(at))),
  ]
}

function sharedNeedle(
  mark: Mark,
  encoding: string,
  [first, last]: [Buffer, Buffer],
  holds: (buffer: Buffer, at: number) => boolean,
): Needle[] {
  let from = first.length
  while (from > 0 && first[from - 1] === last[from - 1]) from -= 1
  const bytes = first.subarray(from)
  const confirm = (buffer: Buffer, at: number) =>
    at >= from && at - from + first.length <= buffer.length && holds(buffer, at - from)
  return [{ mark, encoding, bytes, confirm }]
}
