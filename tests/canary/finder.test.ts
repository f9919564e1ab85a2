import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFinder, type Found } from '../../src/canary/finder.ts'
import { makeMarks, markOf } from '../../src/canary/marks.ts'
import { makeNeedles } from '../../src/canary/needles.ts'
import { systemIds } from '../../src/core/clock.ts'
import { fold } from '../../src/lib/vietnamese.ts'

const marks = makeMarks(systemIds)
const finder = createFinder(makeNeedles(marks))
const sentence = markOf(marks, 'telegram', 'sentence').text
const { first } = markOf(marks, 'telegram', 'id').numbers ?? { first: 0 }
const folder = mkdtempSync(join(tmpdir(), 'antam-canary-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function foundIn(bytes: Buffer): string[] {
  const found: Found = new Map()
  finder.scan(bytes, found)
  return [...found.keys()].map(({ mark, encoding }) => `${mark.door} ${mark.kind} ${encoding}`)
}

function int64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(BigInt(value))
  return bytes
}

function float64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return bytes
}

describe('the search of the canary', () => {
  it.each([
    ['as it is', Buffer.from(sentence), 'composed utf-8'],
    ['split tone marks', Buffer.from(sentence.normalize('NFD')), 'split utf-8'],
    ['bare of tone marks', Buffer.from(fold(sentence)), 'bare utf-8'],
    ['upper case', Buffer.from(sentence.toUpperCase()), 'composed upper case'],
    ['two bytes a letter', Buffer.from(sentence, 'utf16le'), 'composed utf-16'],
    ['hex', Buffer.from(Buffer.from(sentence).toString('hex')), 'composed hex'],
    ['percent signs', Buffer.from(encodeURIComponent(sentence)), 'composed url'],
    ['JSON escapes', Buffer.from(sentence.replace(/[^\x20-\x7e]/g, escaped)), 'composed json'],
    ['base64', Buffer.from(Buffer.from(`${sentence}.`).toString('base64')), 'composed base64 +0'],
    ['base64, one on', Buffer.from(Buffer.from(`abcd${sentence}`).toString('base64')), 'composed base64 +1'],
    ['base64, two on', Buffer.from(Buffer.from(`ab${sentence}`).toString('base64')), 'composed base64 +2'],
  ])('finds a sentence: %s', (_, bytes, encoding) => {
    const around = Buffer.concat([Buffer.from('x|'), bytes, Buffer.from('|y')])

    expect(foundIn(around)).toContain(`telegram sentence ${encoding}`)
  })

  it.each([
    ['digits', Buffer.from(`"id":${first + 417},`), 'composed utf-8'],
    ['a whole number', Buffer.concat([Buffer.alloc(5, 7), int64(first + 417), Buffer.alloc(5)]), 'int64'],
    ['a JavaScript number', Buffer.concat([Buffer.alloc(3, 7), float64(first + 999)]), 'float64'],
  ])('finds any id of the range as %s', (_, bytes, encoding) => {
    expect(foundIn(bytes)).toContain(`telegram id ${encoding}`)
  })

  it('does not take the id beside the range for one of it', () => {
    expect(foundIn(Buffer.concat([int64(first + 1_000), float64(first - 1)]))).toEqual([])
  })

  it('finds nothing in the noise of 16 MB', () => {
    expect(
      foundIn(Buffer.concat(Array.from({ length: 256 }, () => Buffer.from(systemIds.bytes(65_536))))),
    ).toEqual([])
  })

  it('finds a mark once where two parts of a file meet', () => {
    const path = join(folder, 'large')
    const size = 8 * 1_024 * 1_024
    for (const before of [0, 1, 5, 900]) {
      const bytes = Buffer.alloc(size + 2_000)
      bytes.write(sentence, size - before)
      writeFileSync(path, bytes)
      const found: Found = new Map()
      finder.scanFile(path, found)

      expect([...found.values()]).toEqual([1])
    }
  })
})

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
}
