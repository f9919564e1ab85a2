import { isUpperCase } from './clean-text.ts'
import { findTitle } from './find-title.ts'
import type { SourceLine } from './source-text.ts'

/** What a document says of itself. Whatever it does not say plainly is null. */
export interface Guess {
  kind: 'law' | 'decree' | 'code' | 'plan' | null
  number: string | null
  title: string | null
  /** Written in capitals, a title does not tell which words are names. */
  titleNeedsLook: boolean
  issuer: string | null
  issued: string | null
  /** Only ever a suggestion: parts of a law may begin on other days. */
  inForceFrom: string | null
}

const HEAD_LINES = 40
const NUMBER = /^(?:(?:Bộ luật|Luật|Nghị định)\s+)?số\s*:\s*(\d+\s*\/\s*[\p{L}\d][\p{L}\d/-]*)/iu
const DATED = /^[\p{L} .-]+,\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$/iu
const BEGINS =
  /này có hiệu lực(?: thi hành)?(?: kể)? từ ngày\s+(\d{1,2})(?:\s+tháng\s+|\/)(\d{1,2})(?:\s+năm\s+|\/)(\d{4})/iu
const KINDS = [
  [/^BỘ LUẬT/u, 'code'],
  [/^LUẬT/u, 'law'],
  [/^NGHỊ ĐỊNH/u, 'decree'],
  [/^(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN)/u, 'plan'],
] as const
const ISSUERS = [
  [/^QUỐC HỘI$/iu, 'Quốc hội'],
  [/^CHÍNH PHỦ$/iu, 'Chính phủ'],
] as const

export function guessFront(lines: readonly SourceLine[]): Guess {
  const head = lines.slice(0, HEAD_LINES).map(({ text }) => text)
  const { title } = findTitle(lines)
  const number = first(head, NUMBER)?.[1]?.replace(/\s/g, '') ?? null
  const kind = KINDS.find(([pattern]) => pattern.test(title))?.[1] ?? null
  return {
    kind,
    // A consolidated text has a number of its own beside that of the law.
    number: number?.includes('VBHN') ? null : number,
    title: title === '' ? null : toSentenceCase(title),
    titleNeedsLook: kind === 'plan' && isUpperCase(title),
    issuer: ISSUERS.find(([pattern]) => head.some((text) => pattern.test(text)))?.[1] ?? null,
    issued: toDay(first(head, DATED)),
    inForceFrom: toDay(
      first(
        lines.map(({ text }) => text),
        BEGINS,
      ),
    ),
  }
}

function first(texts: readonly string[], pattern: RegExp): RegExpExecArray | null {
  for (const text of texts) {
    const match = pattern.exec(text)
    if (match !== null) return match
  }
  return null
}

function toDay(match: RegExpExecArray | null): string | null {
  if (match === null) return null
  const [, day = '', month = '', year = ''] = match
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** "LUẬT PHÒNG, CHỐNG MA TÚY" → "Luật Phòng, chống ma túy": names inside lose their capitals, so it is for a person to look at. */
function toSentenceCase(title: string): string {
  return title
    .replace(
      /^(BỘ LUẬT|LUẬT|NGHỊ ĐỊNH|KẾ HOẠCH|QUYẾT ĐỊNH)\s*/u,
      (word) => `${capitalise(word.toLowerCase().trim())} `,
    )
    .replace(
      /^(\S+(?: (?:luật|định|hoạch))?) (.+)$/u,
      (_, type: string, rest: string) =>
        `${type} ${isUpperCase(rest) ? capitalise(rest.toLowerCase()) : rest}`,
    )
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
