/** Longest side of a stored photo, pixels: enough to read a number plate, small enough for 3G. */
export const MAX_PHOTO_SIDE = 1_600

/** Refuses pictures that would unpack to more than this many pixels (a decompression bomb). */
const MAX_PIXELS = 60_000_000

/**
 * The same picture drawn anew as JPEG: no EXIF, no GPS, no thumbnail, no colour profile name, upright.
 * Rejects when the bytes are no whole picture.
 */
export async function redrawPhoto(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  // Loaded with the first photo: most processes never need its 15 MB.
  const { default: sharp } = await import('sharp')
  // Its cache would keep the picture as it came, with the place and the phone, until fifty others follow.
  sharp.cache(false)
  const jpeg = await sharp(bytes, { limitInputPixels: MAX_PIXELS })
    .rotate()
    .resize({ width: MAX_PHOTO_SIDE, height: MAX_PHOTO_SIDE, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 82 })
    .toBuffer()
  return new Uint8Array(jpeg)
}
