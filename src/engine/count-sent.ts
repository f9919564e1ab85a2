import type { Language } from '../core/language.ts'
import type { FileKind, FileRef } from '../core/message.ts'
import { sentence } from './render.ts'
import type { SentenceName } from './sentences.ts'

const NAMES = {
  photo: 'photoCount',
  video: 'videoCount',
  audio: 'audioCount',
  document: 'textCount',
} as const satisfies Record<FileKind, SentenceName>

/** What was sent, as in "2 ảnh, 1 video". */
export function countSent(files: readonly FileRef[], language: Language): string {
  const kinds: readonly FileKind[] = ['photo', 'video', 'audio', 'document']
  const parts = kinds.flatMap((kind) => {
    const count = files.filter((file) => file.kind === kind).length
    return count === 0 ? [] : [sentence(language, NAMES[kind], { count })]
  })
  return parts.length === 0 ? sentence(language, 'noFile') : parts.join(', ')
}
