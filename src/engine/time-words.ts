import { fold, hasMarks } from '../lib/vietnamese.ts'

/** Words that fold to the same letters as a word of time; where the text has tone marks, only these forms count. */
const TRUE_FORMS: Readonly<Record<string, readonly string[]>> = {
  toi: ['tối'],
  qua: ['qua'],
  sang: ['sáng'],
  chieu: ['chiều'],
  trua: ['trưa'],
  dem: ['đêm'],
  nay: ['nay', 'này', 'nãy'],
  hom: ['hôm'],
  mai: ['mai'],
  tuan: ['tuần'],
  thang: ['tháng'],
  nam: ['năm'],
  truoc: ['trước'],
  gio: ['giờ'],
  nao: ['nào', 'nao'],
  ngay: ['ngày'],
  moi: ['mỗi', 'mới'],
  cung: ['cũng', 'cùng'],
  nua: ['nửa'],
  khuya: ['khuya'],
  rang: ['rạng'],
  thu: ['thứ'],
  ba: ['ba'],
  bay: ['bảy', 'bẩy', 'bây'],
  tu: ['tư', 'từ'],
  hai: ['hai'],
  sau: ['sáu'],
  roi: ['rồi', 'rưỡi'],
  kia: ['kia', 'kìa'],
  dang: ['đang'],
  hoi: ['hồi'],
  cach: ['cách'],
  day: ['đây'],
}

/**
 * Folded words of a text with one blank between and around them, in which a word that only looks like a word of time
 * ("tôi", "quà", "đem") has become "_". Without tone marks in the text nothing can be told apart.
 */
export function timeWords(text: string): string {
  const marked = hasMarks(text)
  const words =
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/t[2-7](?![\p{L}\d])|\d+(?:[:./-]\d+)*|\p{L}+/gu) ?? []
  return ` ${words.map((word) => (marked ? trueForm(word) : fold(word))).join(' ')} `
}

/** The folded word, or "_" when its marks say that it is no word of time. `word`: lower case, NFC. */
export function trueForm(word: string): string {
  const folded = fold(word)
  if (!Object.hasOwn(TRUE_FORMS, folded) || folded === word)
    return folded === word && isTimeOnlyWithMarks(folded) ? '_' : folded
  return TRUE_FORMS[folded]?.includes(word) ? folded : '_'
}

function isTimeOnlyWithMarks(folded: string): boolean {
  return Object.hasOwn(TRUE_FORMS, folded) && !TRUE_FORMS[folded]?.includes(folded)
}
