import { clean } from '../lib/vietnamese.ts'
import { isBare, syllableKey } from '../lib/vietnamese-key.ts'

/** One typed word in the two forms that it is looked up by. */
export interface Token {
  /** Letters, shapes and tone, wherever the tone mark was put: "hoà" and "hòa" are both "hoa1". */
  exact: string
  /** No marks at all, one spelling for i and y. */
  folded: string
  /** As typed, lower case. */
  typed: string
  /** Written with at least one mark. */
  isMarked: boolean
  /** A code as a whole ("282/2025/nđ-cp", "26/6"); its parts follow as tokens of their own. */
  isCode: boolean
}

const RUN = /[\p{L}\p{N}]+(?:[/.-][\p{L}\p{N}]+)*/gu
const PART = /[\p{L}\p{N}]+/gu
const HAS_DIGIT = /\p{N}/u
const LEADING_ZEROS = /^0+(?=\p{N}+$)/u
const NUMBER_THEN_LETTERS = /^(\p{N}+)(\p{L}+)$/u
const MAX_TOKEN_CHARS = 40
/** "24h", "18t", "2tr": numbers that people glue to their unit. */
const UNITS: Readonly<Record<string, string>> = {
  h: 'giờ',
  g: 'giờ',
  p: 'phút',
  t: 'tuổi',
  tr: 'triệu',
  k: 'nghìn',
  th: 'tháng',
  n: 'năm',
  nam: 'nam',
  năm: 'năm',
  tuoi: 'tuoi',
  tuổi: 'tuổi',
  thang: 'thang',
  tháng: 'tháng',
  ngay: 'ngay',
  ngày: 'ngày',
  trieu: 'trieu',
  triệu: 'triệu',
}

/** Words in order; codes stand whole and then in parts. Safe for any input; long runs are cut. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = []
  for (const run of withGrams(clean(text).toLowerCase()).match(RUN) ?? []) {
    const isCode = HAS_DIGIT.test(run) && !/^[\p{L}\p{N}]+$/u.test(run) && run.length <= MAX_TOKEN_CHARS
    if (isCode) tokens.push({ ...toToken(run), isCode: true })
    for (const part of run.match(PART) ?? []) tokens.push(...splitUnit(part).map(toToken))
  }
  return tokens
}

/** The neighbours "a b" of a text's folded words, codes left out. */
export function foldedPairs(tokens: readonly Token[]): string[] {
  const words = tokens.filter((token) => !token.isCode)
  return words.slice(1).map((word, i) => `${words[i]?.folded} ${word.folded}`)
}

/** "0,2g" and "3g heroin" are a weight; "8g" alone is an hour of the day. */
const WEIGHT =
  /(\p{N}[.,]\p{N}+)\s?gr?(?![\p{L}\p{N}])|(\p{N}+)\s?gr?(?=\s+(?:đá|da|ke|hê|heroin|hero|cần|cỏ|ma\s|hàng|thuốc|bột|cocain|ketamin|ket|mdma|meth))/gu

function withGrams(text: string): string {
  return text.replace(WEIGHT, (_all, decimal?: string, whole?: string) => `${decimal ?? whole} gam`)
}

function splitUnit(part: string): string[] {
  const match = NUMBER_THEN_LETTERS.exec(part)
  const unit = match === null ? undefined : UNITS[match[2] ?? '']
  return match === null || unit === undefined ? [part] : [match[1] ?? '', unit]
}

function toToken(typed: string): Token {
  const word = typed.slice(0, MAX_TOKEN_CHARS).replace(LEADING_ZEROS, '')
  if (HAS_DIGIT.test(word)) {
    const folded = syllableKey(word).folded
    return { exact: folded, folded, typed: word, isMarked: false, isCode: false }
  }
  const key = syllableKey(word)
  return {
    exact: `${key.shaped}${key.tone}`,
    folded: key.folded,
    typed: word,
    isMarked: !isBare(key),
    isCode: false,
  }
}
