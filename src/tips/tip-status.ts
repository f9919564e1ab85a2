import type { Language, Translated } from '../core/language.ts'
import type { Note, TipStatus } from './mailbox.ts'

/** How a tip stands, in the words that its giver reads. */
const statusWords: Readonly<Record<TipStatus, Translated>> = {
  received: { vi: 'Đã nhận, chờ người trực đọc', en: 'Received, waiting for an officer' },
  read: { vi: 'Người trực đã đọc', en: 'Read by an officer' },
  checking: { vi: 'Đang kiểm tra', en: 'Being checked' },
  question: { vi: 'Người trực muốn hỏi thêm', en: 'The officer has a question' },
  passed_on: { vi: 'Đã chuyển cho đơn vị có trách nhiệm', en: 'Passed on to the unit in charge' },
  closed: { vi: 'Đã xử lý xong', en: 'Closed' },
}

export interface DescribedNotes {
  status: string
  /** "20 giờ ngày 21/11/2026", Vietnam time. */
  updated: string
  /** What officers wrote, oldest first. */
  notes: string[]
}

/** The newest state and all words of a mailbox; null without a note. */
export function describeNotes(notes: readonly Note[], language: Language): DescribedNotes | null {
  const newest = notes.at(-1)
  if (newest === undefined) return null
  return {
    status: statusWords[newest.status][language],
    updated: describeHour(newest.hour, language),
    notes: notes.flatMap((note) => (note.text === undefined ? [] : [note.text])),
  }
}

function describeHour(hour: string, language: Language): string {
  const local = new Date(Date.parse(hour) + 7 * 3_600_000).toISOString()
  const day = `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`
  return language === 'vi'
    ? `${Number(local.slice(11, 13))} giờ ngày ${day}`
    : `${local.slice(11, 13)}:00 on ${day}`
}
