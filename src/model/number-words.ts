/** Numbers as Vietnamese (and plain English) writes them out, read back as digits. Works on lower-case NFC words. */

const DIGITS: Readonly<Record<string, number>> = {
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  sáu: 6,
  bảy: 7,
  bẩy: 7,
  tám: 8,
  chín: 9,
}
const ENGLISH: Readonly<Record<string, number>> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17 },
  ...{ eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, ninety: 90 },
}
/** Alone these are also other words: "một" an article, "năm" a year, "ba" a father, "tư" private. */
/** "một người" is anybody; "một năm" is twelve months. */
const IS_ARTICLE: ReadonlySet<string> = new Set(['một', 'one'])
const MEASURE =
  /^(?:giây|phút|giờ|ngày|tuần|tháng|năm|tuổi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|hour|day|week|month|year|million)$/u
const NEVER_ALONE: ReadonlySet<string> = new Set(['mốt', 'tư', 'lăm'])
const FATHER = /^(?:mẹ|má|tôi|mình|em|con|cháu)$/

export interface ReadNumber {
  value: number
  /** Words that it took. */
  length: number
}

/** The number that begins at `words[at]`, or null. `isUnit`: whether a word counts things ("tháng", "triệu"). */
export function readNumberWords(
  words: readonly string[],
  at: number,
  isUnit: (word: string) => boolean,
): ReadNumber | null {
  const english = readEnglish(words, at)
  if (english !== null) return english
  const hundreds = readHundreds(words, at)
  if (hundreds !== null) return hundreds
  const tens = readTens(words, at)
  if (tens !== null) return tens
  return readSingle(words, at, isUnit)
}

function readHundreds(words: readonly string[], at: number): ReadNumber | null {
  const digit = DIGITS[words[at] ?? '']
  if (digit === undefined || words[at + 1] !== 'trăm') return null
  const third = words[at + 2] ?? ''
  const tens = readTens(words, at + 2)
  if (tens !== null) return { value: digit * 100 + tens.value, length: 2 + tens.length }
  const last = DIGITS[words[at + 3] ?? '']
  if ((third === 'linh' || third === 'lẻ') && last !== undefined)
    return { value: digit * 100 + last, length: 4 }
  return { value: digit * 100, length: 2 }
}

function readTens(words: readonly string[], at: number): ReadNumber | null {
  const word = words[at] ?? ''
  const isTeen = word === 'mười'
  const digit = DIGITS[word]
  if (!isTeen && (digit === undefined || words[at + 1] !== 'mươi')) return null
  const length = isTeen ? 1 : 2
  const tens = isTeen ? 10 : (digit ?? 0) * 10
  const next = words[at + length] ?? ''
  // "hai mươi năm" is twenty years: five after ten is "lăm".
  const last = next === 'năm' ? undefined : DIGITS[next]
  return last === undefined ? { value: tens, length } : { value: tens + last, length: length + 1 }
}

function readSingle(
  words: readonly string[],
  at: number,
  isUnit: (word: string) => boolean,
): ReadNumber | null {
  const word = words[at] ?? ''
  const next = words[at + 1] ?? ''
  const value = DIGITS[word]
  if (value === undefined || NEVER_ALONE.has(word)) return null
  if (IS_ARTICLE.has(word) && !MEASURE.test(next)) return null
  if (word === 'năm' && !isUnit(next)) return null
  if (word === 'ba' && FATHER.test(next)) return null
  return { value, length: 1 }
}

function readEnglish(words: readonly string[], at: number): ReadNumber | null {
  const word = words[at] ?? ''
  const value = ENGLISH[word]
  if (value === undefined) return null
  if (IS_ARTICLE.has(word) && !MEASURE.test(words[at + 1] ?? '')) return null
  const joiner = words[at + 1] === '-' ? 2 : 1
  const unit = ENGLISH[words[at + joiner] ?? ''] ?? 10
  return value >= 20 && unit < 10 ? { value: value + unit, length: joiner + 1 } : { value, length: 1 }
}
