import { type MarkedText, occurrences, type Span, textAt } from '../../lib/marked-text.ts'
import { fold } from '../../lib/vietnamese.ts'
import { substanceWords } from './substance-words.ts'

const OVER = [
  'hết rồi',
  'không còn nữa',
  'đã dừng',
  'dọn đi rồi',
  'nghỉ rồi',
  'bị bắt rồi',
  'ko còn',
  'chuyển đi rồi',
  'không thấy nữa',
  'xong rồi',
]
const ONGOING = [
  'nào cũng',
  'nào cx',
  'thường xuyên',
  'liên tục',
  'vẫn còn',
  'vẫn đang',
  'suốt',
  'hàng ngày',
  'hằng ngày',
  'mỗi tối',
  'mỗi đêm',
  'mỗi ngày',
  'đang',
  'mấy hôm nay',
  'mấy ngày nay',
  'mấy bữa nay',
  'dạo này',
  'bây giờ',
  'lúc này',
  'h này',
  'hàng tuần',
  'hằng tuần',
  'bh',
]
const DANGER = [
  'cầm dao',
  'mã tấu',
  'bị đánh',
  'bị giữ',
  'bị nhốt',
  'bất tỉnh',
  'đòi giết',
  'dọa giết',
  'doạ giết',
  'chém',
  'đốt nhà',
  'co giật',
  'sùi bọt mép',
  'bị bắt cóc',
  'có súng',
  'cầm súng',
  'đánh đập',
  'cầm rựa',
  'cầm kiếm',
  'cầm gậy',
  'đập phá',
  'khó thở',
  'tím tái',
  'ngất',
]
/** Words that mean a substance only beside others of the kind. */
const SHY = new Set([
  'đá',
  'cần',
  'cỏ',
  'kẹo',
  'ke',
  'pod',
  'nấm',
  'ngựa',
  'mt',
  'trà sữa',
  'nước xoài',
  'socola',
  'tinh dầu',
  'vape',
])
const BEFORE_SHY =
  /(?:ban|choi|hut|dap|hang|mua|giao|hit|dung|nau|giau|ship|pha|trong|tam|rao|chai|va|voi|phat|dung cu) $/

/** Whether it goes on, by the words; null when they do not tell. */
export function findStillGoing(text: MarkedText): 'yes' | 'no' | null {
  if (OVER.some((phrase) => occurrences(text, phrase).length > 0)) return 'no'
  return ONGOING.some((phrase) => occurrences(text, phrase).length > 0) ? 'yes' : null
}

/** Whether somebody is in danger by the words; null when they do not tell. */
export function findDanger(text: MarkedText): 'yes' | null {
  return DANGER.some((phrase) => occurrences(text, phrase).length > 0) ? 'yes' : null
}

/** The substances named, in the person's own words, each once. */
export function findSubstances(text: MarkedText): string[] {
  const taken: Span[] = []
  for (const word of [...substanceWords].sort((a, b) => b.length - a.length)) {
    for (const span of occurrences(text, word)) {
      if (taken.some((one) => span.start < one.end && one.start < span.end)) continue
      if (!SHY.has(word) || BEFORE_SHY.test(text.folded.slice(0, span.start))) taken.push(span)
    }
  }
  const words = taken.sort((a, b) => a.start - b.start).map((span) => textAt(text, span).toLowerCase())
  return words.filter((word, at) => words.findIndex((other) => fold(other) === fold(word)) === at).slice(0, 8)
}
