import { fileLimits } from '../../core/file-limits.ts'
import type { FileProblem } from '../../core/file-problem.ts'
import type { Language } from '../../core/language.ts'
import type { FileKind, FileRef } from '../../core/message.ts'

/** Why a file is not taken, and what to do instead. Fetched with the cleaner, not with the page. */
const refusals = {
  empty: { vi: 'Tệp này trống. Bạn chọn tệp khác nhé.', en: 'This file is empty. Please choose another.' },
  too_large: {
    vi: 'Tệp này lớn quá (tối đa {limit} MB). Bạn cắt ngắn, hoặc chụp màn hình rồi gửi ảnh nhé.',
    en: 'This file is too large (at most {limit} MB). Please cut it, or send a screenshot.',
  },
  lies: {
    vi: 'Tệp này không đúng loại như tên gọi nên mình không nhận. Bạn chọn tệp khác nhé.',
    en: 'This file is not what its name says, so it is not taken. Please choose another.',
  },
  damaged: {
    vi: 'Trang không đọc được tệp này, có thể nó hỏng hoặc bị cắt ngang. Bạn chọn tệp khác, hoặc chụp màn hình nhé.',
    en: 'This file could not be read; it may be damaged or cut off. Please choose another, or take a screenshot.',
  },
  no_cleaner: {
    vi: 'Loại tệp này mình không gỡ hết được thông tin ẩn nên không nhận. Bạn chụp màn hình rồi gửi ảnh nhé.',
    en: 'What is hidden in this kind of file cannot all be removed, so it is not taken. Please send a screenshot.',
  },
  heic: {
    vi: 'Trình duyệt này không đọc được ảnh HEIC. Bạn mở ảnh, chụp màn hình rồi gửi nhé.',
    en: 'This browser cannot read HEIC photos. Please open it, take a screenshot and send that.',
  },
  too_slow: {
    vi: 'Tệp này xử lý lâu quá nên mình dừng. Bạn gửi đoạn ngắn hơn nhé.',
    en: 'This file took too long. Please send a shorter one.',
  },
} as const satisfies Partial<Record<FileProblem, Record<Language, string>>>

/** Those whose difference would help nobody who stands before the page. */
function wordsFor(problem: FileProblem): Readonly<Record<Language, string>> {
  return refusals[problem === 'bomb' || problem === 'gone' ? 'damaged' : problem]
}

export function refusalText(problem: FileProblem, kind: FileKind, language: Language): string {
  return wordsFor(problem)[language].replace('{limit}', String(Math.floor(fileLimits[kind] / 1_000_000)))
}

const names = {
  video: { vi: 'Video bạn gửi ({size})', en: 'Your video ({size})' },
  audio: { vi: 'Ghi âm bạn gửi ({size})', en: 'Your recording ({size})' },
  document: { vi: 'Tệp chữ bạn gửi ({size})', en: 'Your text file ({size})' },
} as const

/** What stands in the conversation for a file; a photo is shown itself. */
export function shownAs({ kind, bytes = 0 }: FileRef, language: Language): string {
  if (kind === 'photo') return ''
  const size = bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
  return names[kind][language].replace('{size}', language === 'vi' ? size.replace('.', ',') : size)
}
