import type { FileKind } from '../core/message.ts'

/** Types that a sender or a platform names, and what we take such a file for. What it is, its bytes will tell. */
const KINDS: ReadonlyArray<readonly [RegExp, FileKind]> = [
  [/^image\/(jpeg|png|webp|hei[cf])$/, 'photo'],
  [/^video\/(mp4|quicktime|webm|x-matroska|3gpp)$/, 'video'],
  [/^audio\/(mpeg|mp3|mp4|m4a|x-m4a|aac|ogg|opus|wav|x-wav|wave|vnd\.wave|webm)$/, 'audio'],
  [/^text\/plain$/, 'document'],
]

/** Null for a type that nobody here could clean. */
export function kindOfType(type: string): FileKind | null {
  const [plain = ''] = type.toLowerCase().split(';')
  return KINDS.find(([pattern]) => pattern.test(plain.trim()))?.[1] ?? null
}

/** Endings by which platforms name files whose type they do not tell. */
const ENDINGS: Readonly<Record<string, FileKind>> = {
  jpg: 'photo',
  jpeg: 'photo',
  png: 'photo',
  webp: 'photo',
  heic: 'photo',
  mp4: 'video',
  mov: 'video',
  webm: 'video',
  mp3: 'audio',
  m4a: 'audio',
  aac: 'audio',
  ogg: 'audio',
  wav: 'audio',
  txt: 'document',
}

/** By the ending of a file's name or address; null for none that we take. */
export function kindOfName(name: string): FileKind | null {
  const [, ending = ''] = /\.(\w{2,5})(?:[?#].*)?$/.exec(name) ?? []
  const known = ending.toLowerCase()
  return Object.hasOwn(ENDINGS, known) ? (ENDINGS[known] ?? null) : null
}
