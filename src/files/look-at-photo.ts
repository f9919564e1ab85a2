import { FileRefused } from '../core/file-problem.ts'
import { readAscii, readUint } from './bytes-reader.ts'
import type { FileType } from './file-type.ts'

/** What can be told about a photo without unpacking it. */
export interface PhotoLook {
  /** As its header claims; 0 where the header is not one that we read (HEIC). */
  width: number
  height: number
  /** Its EXIF record (TIFF), where it has one. */
  exif: Uint8Array | null
}

/** More would be no photo of a phone: 60 million points take 240 MB once unpacked. */
const MAX_PIXELS = 60_000_000

/** Reads headers only. @throws FileRefused `damaged` (cut off, unreadable), `bomb` (claims to be huge). */
export function lookAtPhoto(bytes: Uint8Array, type: FileType): PhotoLook {
  const look = READERS[type]?.(bytes) ?? { width: 0, height: 0, exif: null }
  if (look.width * look.height > MAX_PIXELS) throw new FileRefused('bomb')
  return look
}

const READERS: Partial<Record<FileType, (bytes: Uint8Array) => PhotoLook>> = {
  jpeg: lookAtJpeg,
  png: lookAtPng,
  webp: lookAtWebp,
}

const EXIF_HEAD = 'Exif\0\0'
/** Markers that begin a frame, and with it the size; C4, C8 and CC are something else. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function lookAtJpeg(bytes: Uint8Array): PhotoLook {
  const look: PhotoLook = { width: 0, height: 0, exif: null }
  let at = 2
  for (;;) {
    if (readUint(bytes, at, 1) !== 0xff) throw new FileRefused('damaged')
    const marker = readUint(bytes, at + 1, 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xda) break
    const length = readUint(bytes, at + 2, 2)
    if (length < 2) throw new FileRefused('damaged')
    if (isFrame(marker))
      Object.assign(look, { height: readUint(bytes, at + 5, 2), width: readUint(bytes, at + 7, 2) })
    if (marker === 0xe1) look.exif ??= exifIn(bytes.subarray(at + 4, at + 2 + length))
    at += 2 + length
  }
  if (look.width === 0 || !hasEnd(bytes, at)) throw new FileRefused('damaged')
  return look
}

/** The end mark, somewhere after the picture has begun: without it the rest is missing. */
function hasEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.lastIndexOf(0xd9); at > from; at = bytes.lastIndexOf(0xd9, at - 1)) {
    if (bytes[at - 1] === 0xff) return true
  }
  return false
}

function exifIn(segment: Uint8Array): Uint8Array | null {
  const isExif = segment.length > EXIF_HEAD.length && readAscii(segment, 0, EXIF_HEAD.length) === EXIF_HEAD
  return isExif ? segment.subarray(EXIF_HEAD.length) : null
}

function lookAtPng(bytes: Uint8Array): PhotoLook {
  const look: PhotoLook = { width: readUint(bytes, 16, 4), height: readUint(bytes, 20, 4), exif: null }
  if (look.width * look.height > MAX_PIXELS) throw new FileRefused('bomb')
  for (let at = 8; ; ) {
    const length = readUint(bytes, at, 4)
    const name = readAscii(bytes, at + 4, 4)
    if (at + 12 + length > bytes.length) throw new FileRefused('damaged')
    if (name === 'eXIf') look.exif ??= bytes.subarray(at + 8, at + 8 + length)
    if (name === 'IEND') return look
    at += 12 + length
  }
}

function lookAtWebp(bytes: Uint8Array): PhotoLook {
  const look: PhotoLook = { width: 0, height: 0, exif: null }
  const end = 8 + readUint(bytes, 4, 4, true)
  if (end > bytes.length) throw new FileRefused('damaged')
  for (let at = 12; at + 8 <= end; ) {
    const name = readAscii(bytes, at, 4)
    const length = readUint(bytes, at + 4, 4, true)
    if (at + 8 + length > bytes.length) throw new FileRefused('damaged')
    const size = WEBP_SIZES[name]?.(bytes, at + 8)
    if (size !== undefined) Object.assign(look, size)
    if (name === 'EXIF') look.exif ??= withoutHead(bytes.subarray(at + 8, at + 8 + length))
    at += 8 + length + (length & 1)
  }
  if (look.width === 0) throw new FileRefused('damaged')
  return look
}

/** The size, where the chunk of that name tells it: of the canvas, of a lossy and of a lossless picture. */
const WEBP_SIZES: Readonly<
  Record<string, (bytes: Uint8Array, at: number) => Pick<PhotoLook, 'width' | 'height'>>
> = {
  VP8X: (bytes, at) => ({
    width: 1 + readUint(bytes, at + 4, 3, true),
    height: 1 + readUint(bytes, at + 7, 3, true),
  }),
  'VP8 ': (bytes, at) => ({
    width: readUint(bytes, at + 6, 2, true) & 0x3fff,
    height: readUint(bytes, at + 8, 2, true) & 0x3fff,
  }),
  VP8L: (bytes, at) => {
    const bits = readUint(bytes, at + 1, 4, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  },
}

/** Some writers put JPEG's head before it. */
function withoutHead(exif: Uint8Array): Uint8Array {
  return exifIn(exif) ?? exif
}
