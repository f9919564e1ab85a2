import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { cleanPhoto, MAX_PHOTO_SIDE } from '../src/clean-photo.ts'

describe('clean photo', () => {
  it('keeps the picture and drops where and with what it was taken', async () => {
    const original = await sharp({
      create: { width: 3_000, height: 2_000, channels: 3, background: '#336699' },
    })
      .withExif({ IFD0: { Make: 'SecretPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 3/1 0/1' } })
      .jpeg()
      .toBuffer()
    expect(original.includes('SecretPhone')).toBe(true)

    const cleaned = await cleanPhoto(original)

    const metadata = await sharp(cleaned?.bytes).metadata()
    expect(metadata).toMatchObject({ format: 'jpeg', width: MAX_PHOTO_SIDE })
    expect(metadata.exif).toBeUndefined()
    expect(Buffer.from(cleaned?.bytes ?? []).includes('SecretPhone')).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['a text', 'xin chào'],
    ['a cut-off JPEG', '\u00ff\u00d8\u00ff\u00e0'],
  ])('refuses %s', async (_name, content) => {
    expect(await cleanPhoto(Buffer.from(content, 'latin1'))).toBeNull()
  })
})
