import type { Language, Translated } from '../core/language.ts'
import type { OpenedNote, TipStatus } from './mailbox.ts'
import { tipLimits } from './tip-limits.ts'

/** How a tip stands, in the words that its giver reads. */
const statusWords: Readonly<Record<TipStatus, Translated>> = {
  received: { vi: 'Đã nhận, chờ người trực đọc', en: 'Received, waiting for an officer' },
  read: { vi: 'Người trực đã đọc', en: 'Read by an officer' },
  checking: { vi: 'Đang kiểm tra', en: 'Being checked' },
  question: { vi: 'Người trực muốn hỏi thêm', en: 'The officer has a question' },
  passed_on: { vi: 'Đã chuyển cho đơn vị có trách nhiệm', en: 'Passed on to the unit in charge' },
  closed: { vi: 'Đã xử lý xong', en: 'Closed' },
  reward: { vi: 'Đơn vị có lời mời nhận thưởng', en: 'The unit offers a reward' },
}

export interface DescribedNotes {
  status: string
  /** "20 giờ ngày 21/11/2026", Vietnam time. */
  updated: string
  /** What officers wrote, oldest first; with its hour where there is more than one, new ones marked. */
  notes: string[]
  /** "Có 2 điều mới từ lần xem trước."; '' when there is nothing new, or it is not known. */
  news: string
  /** The last day on which the mailbox is surely there. */
  until: string
  /** How to claim a reward, with the words for it; '' when none is offered. */
  reward: string
}

/** How much of what officers wrote is shown: the newest. */
const SHOWN_CHARS = 1_700

/**
 * The newest state and all words of a mailbox; null without a note.
 * @param read what the reader knows: the newest note seen before (null: not known), and the words for a claim.
 */
export function describeNotes(
  notes: readonly OpenedNote[],
  language: Language,
  read: { seen: string | null; claim: string },
): DescribedNotes | null {
  const newest = notes.at(-1)
  if (newest === undefined) return null
  const fresh = freshFrom(notes, read.seen)
  return {
    status: statusWords[newest.status][language],
    updated: describeHour(newest.hour, language),
    notes: describeTexts(notes, fresh, language),
    news: describeNews(notes.length - fresh, language),
    until: describeDay(Date.parse(newest.hour) + tipLimits.mailboxDays * 86_400_000),
    reward: notes.some(({ status }) => status === 'reward') ? describeReward(read.claim, language) : '',
  }
}

/**
 * Index of the first note that is new. Who never looked has seen the first one, when the tip was received; a mark whose
 * note has gone makes all of them new.
 */
function freshFrom(notes: readonly OpenedNote[], seen: string | null): number {
  return seen === null ? Math.min(1, notes.length) : notes.findIndex(({ hash }) => hash === seen) + 1
}

function describeTexts(notes: readonly OpenedNote[], fresh: number, language: Language): string[] {
  const texts = notes.flatMap((note, at) =>
    note.text === undefined ? [] : [{ text: note.text, hour: note.hour, isNew: at >= fresh }],
  )
  if (texts.length === 1 && texts[0]?.isNew === false) return [texts[0].text]
  const lines = texts.map(({ text, hour, isNew }) => {
    const mark = isNew ? (language === 'vi' ? ' (mới)' : ' (new)') : ''
    return `• ${describeHour(hour, language)}${mark}: ${text}`
  })
  return newestThatFit(lines, language)
}

function newestThatFit(lines: readonly string[], language: Language): string[] {
  let room = SHOWN_CHARS
  const first = lines.findLastIndex((line) => (room -= line.length + 1) < 0) + 1
  const from = Math.min(first, lines.length - 1)
  if (from <= 0) return [...lines]
  const left = language === 'vi' ? `(còn ${from} lời nhắn cũ hơn)` : `(${from} older messages)`
  return [left, ...lines.slice(from)]
}

function describeNews(count: number, language: Language): string {
  if (count <= 0) return ''
  return language === 'vi' ? `Có ${count} điều mới từ lần xem trước.` : `${count} new since you last looked.`
}

function describeReward(claim: string, language: Language): string {
  return language === 'vi'
    ? `Mã nhận thưởng: ${claim}\nNhận hay không tùy bạn. Tới nhận thì người phát sẽ thấy mặt bạn; chỉ đưa mã này, đừng đưa mã biên nhận.`
    : `Reward code: ${claim}\nClaiming is up to you. Whoever hands it out will see your face; give this code only, never the receipt code.`
}

function describeHour(hour: string, language: Language): string {
  const at = Date.parse(hour)
  const local = new Date(at + 7 * 3_600_000).toISOString()
  return language === 'vi'
    ? `${Number(local.slice(11, 13))} giờ ngày ${describeDay(at)}`
    : `${local.slice(11, 13)}:00 on ${describeDay(at)}`
}

/** "21/11/2026", Vietnam time. */
function describeDay(ms: number): string {
  const local = new Date(ms + 7 * 3_600_000).toISOString()
  return `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`
}
