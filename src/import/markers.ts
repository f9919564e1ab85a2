import { isUpperCase } from './clean-text.ts'

/** How Vietnamese documents number their parts. Each pattern wants a cleaned line. */

const NUMBERED_DIVISION =
  /^(Phần|Chương|Mục|Tiểu mục)\s+(thứ\s+\p{L}+(?:\s+(?:một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười))?|[IVXLC]+[A-Z]?|\d+[a-zđ]?)(?![\p{L}\p{N}])\s*([.:–-]?)\s*(.*)$/iu
const ARTICLE = /^Điều\s+(\d+[a-zđ]?)\s*(?:[.:]\s*(.*))?$/iu
const CLAUSE = /^(\d{1,3}[a-zđ]?)\s?\.\s*(?![\d.])(.+)$/u
const POINT = /^([a-zđ]{1,2})\s?\)\s*(.+)$/u
const PART = /^([IVXL]+)\s?[.)]\s*(?=\p{L})(.+)$/u
const BULLET = /^[-–—•*●▪]\s*(?=\S)(.+)$/u
const APPENDIX = /^PHỤ LỤC(?:\s|$)/u
const APPENDIX_IN_PLAN = /^(?:PHỤ LỤC|BIỂU|BẢNG|DANH MỤC|DANH SÁCH|MẪU)(?:\s|$)/u
const SIGNATURE = /^(?:(?:TM|KT|TL|TUQ|Q)\s?\.\s*\p{Lu}|XÁC THỰC VĂN BẢN)/u
const OFFICE =
  /^(?:PHÓ )?(?:CHỦ TỊCH|CHỦ NHIỆM|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|BÍ THƯ|GIÁM ĐỐC|TRƯỞNG BAN|VIỆN TRƯỞNG|CHÁNH ÁN)(?:\s|$)/u
const ADDRESSEES = /^Nơi nhận\s*:?/iu
const PASSED = /^(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết) này (?:đã )?được .+ thông qua/u
const DOCUMENT_TYPE =
  /^(?:BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ|QUYẾT ĐỊNH|CHỈ THỊ|KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|HƯỚNG DẪN|VĂN BẢN HỢP NHẤT)(?=\s|:|$)/u

export interface DivisionMark {
  word: 'Phần' | 'Chương' | 'Mục' | 'Tiểu mục'
  /** "I", "thứ nhất", "2". */
  label: string
  title: string
}

const WORDS = ['Phần', 'Chương', 'Mục', 'Tiểu mục'] as const

/** "CHƯƠNG II. CAI NGHIỆN"; a sentence that begins with “Mục 2 của…” is none. */
export function readDivision(text: string): DivisionMark | null {
  const match = NUMBERED_DIVISION.exec(text)
  const word = WORDS.find((known) => known.toLowerCase() === match?.[1]?.toLowerCase())
  if (match === null || word === undefined) return null
  const [, , label = '', mark, title = ''] = match
  const isSentence = mark === '' && title !== '' && !isUpperCase(title)
  return isSentence ? null : { word, label: /^thứ/iu.test(label) ? label.toLowerCase() : label, title }
}

/** "Điều 5. Tên" or "Điều 5" alone; a sentence that begins with “Điều 5 của…” is none. */
export function readArticle(text: string): { key: string; title: string } | null {
  const match = ARTICLE.exec(text)
  if (match === null) return null
  return { key: (match[1] ?? '').toLowerCase(), title: match[2] ?? '' }
}

export function readClause(text: string): { key: string; text: string } | null {
  return pair(CLAUSE, text)
}

export function readPoint(text: string): { key: string; text: string } | null {
  return pair(POINT, text)
}

/** "IV. NHIỆM VỤ". */
export function readPart(text: string): { key: string; text: string } | null {
  return pair(PART, text)
}

function pair(pattern: RegExp, text: string): { key: string; text: string } | null {
  const match = pattern.exec(text)
  return match === null ? null : { key: match[1] ?? '', text: match[2] ?? '' }
}

export function readBullet(text: string): string | null {
  return BULLET.exec(text)?.[1] ?? null
}

export function isAppendix(text: string): boolean {
  return APPENDIX.test(text)
}

/** The heading of a list or a table behind a plan. */
export function isPlanAppendix(text: string): boolean {
  return APPENDIX_IN_PLAN.test(text) && isUpperCase(text)
}

export function isSignature(text: string): boolean {
  return SIGNATURE.test(text) || (OFFICE.test(text) && isUpperCase(text))
}

export function isAddressees(text: string): boolean {
  return ADDRESSEES.test(text) && text.length < 120
}

/** “Luật này được Quốc hội … thông qua ngày …”: the end of the rules. */
export function isPassedOn(text: string): boolean {
  return PASSED.test(text)
}

/** "LUẬT", "KẾ HOẠCH …": where the title begins. */
export function isDocumentType(text: string): boolean {
  return DOCUMENT_TYPE.test(text)
}

/** Whether the line opens something of its own, so that it continues no line before it. */
export function isMarked(text: string): boolean {
  const opens = [readDivision, readArticle, readClause, readPoint, readPart, readBullet]
  return (
    opens.some((read) => read(text) !== null) ||
    [isAppendix, isSignature, isAddressees, isDocumentType].some((is) => is(text)) ||
    /^(?:\+|\[\d+\]|\(\d+\))/.test(text)
  )
}
