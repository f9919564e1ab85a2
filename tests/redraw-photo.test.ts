import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { MAX_PHOTO_SIDE, redrawPhoto } from '../src/redraw-photo.ts'

describe('redraw photo', () => {
  it('keeps the picture and drops where and with what it was taken', async () => {
    const original = await sharp({
      create: { width: 3_000, height: 2_000, channels: 3, background: '#336699' },
    })
      .withExif({ IFD0: { Make: 'SecretPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '21/1 3/1 0/1' } })
      .jpeg()
      .toBuffer()
    expect(original.includes('SecretPhone')).toBe(true)

    const cleaned = await redrawPhoto(original)

    const metadata = await sharp(cleaned).metadata()
    expect(metadata).toMatchObject({ format: 'jpeg', width: MAX_PHOTO_SIDE })
    expect(metadata.exif).toBeUndefined()
    expect(Buffer.from(cleaned).includes('SecretPhone')).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['a text', 'xin chào'],
    ['a cut-off JPEG', '\u00ff\u00d8\u00ff\u00e0'],
  ])('refuses %s', async (_name, content) => {
    await expect(redrawPhoto(Buffer.from(content, 'latin1'))).rejects.toThrow()
  })
})
