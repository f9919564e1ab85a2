/** What a file is by its own first bytes; what its name or its sender says is not asked. */
export type FileType =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'heic'
  | 'mp4'
  | 'matroska'
  | 'ogg'
  | 'mp3'
  | 'wav'
  | 'adts'
  | 'text'
  | 'other'

export type FileFamily = 'photo' | 'media' | 'text' | 'other'

const FAMILIES: Readonly<Record<FileType, FileFamily>> = {
  jpeg: 'photo',
  png: 'photo',
  webp: 'photo',
  heic: 'photo',
  mp4: 'media',
  matroska: 'media',
  ogg: 'media',
  mp3: 'media',
  wav: 'media',
  adts: 'media',
  text: 'text',
  other: 'other',
}

export function familyOf(type: FileType): FileFamily {
  return FAMILIES[type]
}

/** Signatures: what stands in the first twelve bytes, as Latin-1. */
const SIGNATURES: ReadonlyArray<readonly [RegExp, FileType]> = [
  [/^\xff\xd8\xff/, 'jpeg'],
  [/^\x89PNG\r\n\x1a\n/, 'png'],
  [/^RIFF[^]{4}WEBP/, 'webp'],
  [/^[^]{4}ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)/, 'heic'],
  [/^[^]{4}ftyp/, 'mp4'],
  // QuickTime before it had a file type box.
  [/^[^]{4}(moov|mdat|wide|free|skip)/, 'mp4'],
  [/^\x1aE\xdf\xa3/, 'matroska'],
  [/^OggS/, 'ogg'],
  [/^RIFF[^]{4}WAVE/, 'wav'],
  [/^\xff[\xf0\xf1\xf8\xf9]/, 'adts'],
  [/^\xff[\xfa\xfb\xf2\xf3\xe2\xe3]/, 'mp3'],
]

/** Documents and programs that could pass for text. */
const NOT_TEXT = /^(%PDF|PK\x03\x04|\{\\rtf|<!doctype|<html|<\?xml|<svg|<script|#!|MZ|\x7fELF)/i

/** Never throws, whatever the bytes. */
export function fileTypeOf(bytes: Uint8Array): FileType {
  const start = latin1(bytes.subarray(0, 64))
  if (start.startsWith('ID3')) return afterId3(bytes)
  const found = SIGNATURES.find(([pattern]) => pattern.test(start))
  if (found !== undefined) return found[1]
  if (NOT_TEXT.test(start.replace(/^(\xef\xbb\xbf)?\s*/, ''))) return 'other'
  return bytes.length > 0 && !bytes.includes(0) ? 'text' : 'other'
}

/** MP3 and AAC alike may begin with tags. */
function afterId3(bytes: Uint8Array): FileType {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(6, 10)
  const length = 10 + (((a & 0x7f) << 21) | ((b & 0x7f) << 14) | ((c & 0x7f) << 7) | (d & 0x7f))
  const [first = 0, second = 0] = bytes.subarray(length, length + 2)
  if (first !== 0xff) return 'mp3'
  return (second & 0xf6) === 0xf0 ? 'adts' : 'mp3'
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
