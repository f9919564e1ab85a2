import type { FileProblem } from '../core/file-problem.ts'
import type { Language } from '../core/language.ts'
import type { FileKind } from '../core/message.ts'

/** A file that could not go with a tip. */
export interface LeftOut {
  /** `original`: the photo went, but not also as it was made. */
  kind: FileKind | 'original'
  problem: FileProblem | 'one_level'
}

type Words = Readonly<Record<Language, string>>

const LARGE: Words = { vi: 'lớn quá', en: 'too large' }
const DAMAGED: Words = { vi: 'hỏng hoặc bị cắt ngang', en: 'damaged or cut off' }

const reasons: Readonly<Record<LeftOut['problem'], Words>> = {
  empty: { vi: 'tệp trống', en: 'empty' },
  too_large: LARGE,
  lies: { vi: 'không đúng loại như tên gọi', en: 'not what its name says' },
  damaged: DAMAGED,
  bomb: DAMAGED,
  no_cleaner: { vi: 'mình không gỡ hết được thông tin ẩn', en: 'what is hidden in it cannot all be removed' },
  heic: { vi: 'ảnh HEIC, cần gửi như ảnh thường', en: 'HEIC, please send it as an ordinary photo' },
  too_slow: { vi: 'xử lý lâu quá', en: 'it took too long' },
  one_level: {
    vi: 'nơi nhận chưa có hai cấp cùng giữ khoá',
    en: 'there are not two levels to hold the keys',
  },
  gone: { vi: 'ứng dụng chat không còn giữ', en: 'the chat app no longer has it' },
}

const names: Readonly<Record<LeftOut['kind'], Words>> = {
  photo: { vi: 'ảnh', en: 'a photo' },
  video: { vi: 'video', en: 'a video' },
  audio: { vi: 'bản ghi âm', en: 'a recording' },
  document: { vi: 'tệp', en: 'a file' },
  original: { vi: 'bản gốc của ảnh', en: 'the original of a photo' },
}

/** Which files a tip goes without, and why, in a sentence: "Riêng video chưa gửi kèm được (lớn quá)." */
export function leftOutText(leftOut: readonly LeftOut[], language: Language): string {
  const parts = leftOut.map(({ kind, problem }) => `${names[kind][language]} (${reasons[problem][language]})`)
  const list = [...new Set(parts)].join(', ')
  return language === 'vi' ? `Riêng ${list} chưa gửi kèm được.` : `Could not be added: ${list}.`
}
