import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import { sizeProblem } from '../../src/core/file-limits.ts'
import { cleanFile, type FileCleaners } from '../../src/files/clean-file.ts'
import { cleanMedia } from '../../src/files/clean-media.ts'
import { fileTypeOf } from '../../src/files/file-type.ts'
import { lookAtPhoto } from '../../src/files/look-at-photo.ts'
import { readShot } from '../../src/files/read-shot.ts'
import { redrawPhoto } from '../../src/redraw-photo.ts'
import { fixture, marksIn } from './fixtures.ts'

const cleaners: FileCleaners = { redraw: redrawPhoto, media: cleanMedia }
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const utf8 = (text: string) => new TextEncoder().encode(text)

/** A PNG header and nothing else, as a bomb begins. */
function pngHead(width: number, height: number): Uint8Array {
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000802000000', 'hex')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return new Uint8Array(head)
}

describe('clean file', () => {
  it.each(['photo.jpg', 'photo.png', 'photo.webp'])(
    '%s: drawn anew, where and when told apart',
    async (name) => {
      const given = await fixture(name)
      expect(marksIn(given).length).toBeGreaterThan(0)

      const cleaned = await cleanFile(given, 'photo', cleaners)

      if ('problem' in cleaned) throw new Error(cleaned.problem)
      expect(marksIn(cleaned.bytes)).toEqual([])
      expect(await sharp(cleaned.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 96, height: 64 })
      expect(cleaned.shot?.latitude).toBeCloseTo(21.0285, 4)
      expect(cleaned.shot?.longitude).toBeCloseTo(105.8542, 4)
      // 04:05:06 in Vietnam, whether the camera says so or says nothing.
      expect(cleaned.shot?.at).toBe('2001-02-02T21:05:06.000Z')
    },
  )

  it('has no place or time for a photo without a record', async () => {
    const plain = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    expect(await cleanFile(new Uint8Array(plain), 'photo', cleaners)).not.toHaveProperty('shot')
  })

  it('takes a document for what it is', async () => {
    expect(await cleanFile(await fixture('voice.ogg'), 'document', cleaners)).toMatchObject({
      mime: 'audio/ogg',
    })
    expect(await cleanFile(await fixture('photo.jpg'), 'document', cleaners)).toMatchObject({
      mime: 'image/jpeg',
    })
    const text = await cleanFile(
      utf8('\ufeffNgõ 12\u0000\u202e\r\nbán đồ'.replace('\u0000', '\u0007')),
      'document',
      cleaners,
    )
    expect(text).toEqual({ bytes: utf8('Ngõ 12\nbán đồ\n'), mime: 'text/plain' })
  })

  it.each([
    ['nothing', new Uint8Array(), 'photo', 'empty'],
    ['nothing', new Uint8Array(), 'document', 'empty'],
    ['blanks', utf8(' \n '), 'document', 'empty'],
    ['a zip called a photo', bytesOf('PK\x03\x04....'), 'photo', 'lies'],
    ['a page called a video', utf8('<!doctype html><p>xin chào'), 'video', 'lies'],
    ['a page called a text', utf8('<html><script>x</script>'), 'document', 'no_cleaner'],
    ['a drawing that is a program', utf8('<svg onload="x">'), 'photo', 'lies'],
    ['a PDF', utf8('%PDF-1.7\n%'), 'document', 'no_cleaner'],
    ['a Word file', bytesOf('PK\x03\x04word/document.xml'), 'document', 'no_cleaner'],
    ['a program', bytesOf('MZ\x90\x00\x03'), 'document', 'no_cleaner'],
    ['Latin-1', bytesOf('ph\xf2ng tr\xf4'), 'document', 'damaged'],
    ['a PNG of 50,000 × 50,000', pngHead(50_000, 50_000), 'photo', 'bomb'],
    ['a PNG without an end', pngHead(50, 50), 'photo', 'damaged'],
    ['a JPEG of three bytes', bytesOf('\xff\xd8\xff'), 'photo', 'damaged'],
    ['an MP4 of a name', bytesOf('\0\0\0\x14ftypisom\0\0\0\0isom'), 'video', 'no_cleaner'],
    ['a HEIC', bytesOf('\0\0\0\x14ftypheic\0\0\0\0heic'), 'photo', 'heic'],
  ] as const)('refuses %s', async (_name, bytes, kind, problem) => {
    expect(await cleanFile(bytes, kind, cleaners)).toEqual({ problem })
  })

  it('refuses a huge picture before it is unpacked', async () => {
    const redraw = vi.fn(redrawPhoto)
    for (const head of [pngHead(50_000, 50_000), jpegHead(65_535, 65_535), webpHead(16_383, 16_383)])
      expect(await cleanFile(head, 'photo', { ...cleaners, redraw })).toHaveProperty('problem')
    expect(redraw).not.toHaveBeenCalled()
  })

  it('refuses 200 MB by its length alone', () => {
    for (const kind of ['photo', 'video', 'audio', 'document'] as const)
      expect(sizeProblem(200_000_000, kind)).toBe('too_large')
    expect(sizeProblem(0, 'photo')).toBe('empty')
    expect(sizeProblem(1, 'photo')).toBeNull()
  })

  it.each(['photo.jpg', 'photo.png', 'photo.webp'])('refuses %s cut off', async (name) => {
    const given = await fixture(name)
    for (const part of [0.5, 0.9])
      expect(await cleanFile(given.slice(0, given.length * part), 'photo', cleaners)).toHaveProperty(
        'problem',
      )
  })

  it('draws a photo that is an archive too, and leaves the archive', async () => {
    const both = Buffer.concat([await fixture('photo.jpg'), Buffer.from('PK\x03\x04MARKzip')])
    const cleaned = await cleanFile(new Uint8Array(both), 'photo', cleaners)
    if ('problem' in cleaned) throw new Error(cleaned.problem)
    expect(marksIn(cleaned.bytes)).toEqual([])
  })

  it('never throws for what is in a file', async () => {
    const starts = [
      '\xff\xd8\xff\xe1',
      '\x89PNG\r\n\x1a\n',
      'RIFF....WEBP',
      'RIFF....WAVE',
      'OggS',
      '\x1aE\xdf\xa3',
      '....ftypisom',
      'ID3',
      '',
    ]
    const odd = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }))
    await fc.assert(
      fc.asyncProperty(odd, fc.constantFrom('photo', 'video', 'document'), async ([start, rest], kind) => {
        const bytes = new Uint8Array(Buffer.concat([Buffer.from(start, 'latin1'), rest]))
        const result = await cleanFile(bytes, kind, cleaners)
        expect('problem' in result || result.bytes.length > 0).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

function jpegHead(width: number, height: number): Uint8Array {
  const head = Buffer.from('ffd8ffc0000b080000000001011100ffda0002ffd9', 'hex')
  head.writeUInt16BE(height, 7)
  head.writeUInt16BE(width, 9)
  return new Uint8Array(head)
}

function webpHead(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(30)
  head.write('RIFF')
  head.writeUInt32LE(22, 4)
  head.write('WEBPVP8 ', 8)
  head.writeUInt32LE(10, 16)
  head.writeUInt16LE(width, 26)
  head.writeUInt16LE(height, 28)
  return new Uint8Array(head)
}

describe('read shot', () => {
  it('reads nothing out of a record that points outside itself', () => {
    fc.assert(
      fc.property(fc.constantFrom('II*\0', 'MM\0*'), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        const shot = readShot(new Uint8Array(Buffer.concat([Buffer.from(start, 'latin1'), rest])))
        expect(shot === null || Math.abs(shot.latitude ?? 0) <= 90).toBe(true)
      }),
    )
  })

  it('takes the place of a camera without a fix for none', async () => {
    const given = await fixture('photo.jpg')
    const { exif } = lookAtPhoto(given, 'jpeg')
    expect(readShot(exif)).not.toBeNull()
    expect(readShot(new Uint8Array(8))).toBeNull()
    expect(readShot(null)).toBeNull()
  })
})

describe('file type', () => {
  it.each([
    ['phone.mp4', 'mp4'],
    ['iphone.mov', 'mp4'],
    ['browser.webm', 'matroska'],
    ['voice.ogg', 'ogg'],
    ['song.mp3', 'mp3'],
    ['memo.aac', 'adts'],
    ['memo.wav', 'wav'],
    ['photo.webp', 'webp'],
  ])('%s is %s by its bytes', async (name, type) => {
    expect(fileTypeOf(await fixture(name))).toBe(type)
  })
})
