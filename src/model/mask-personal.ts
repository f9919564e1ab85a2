import { clean, fold } from '../lib/vietnamese.ts'

/**
 * A question with what could tell who is meant replaced by a word in brackets, before it leaves for a model: numbers
 * of phones, papers, accounts and plates, e-mails, links and handles, days of birth, names, house numbers, streets.
 * Wards, provinces, ages, articles and amounts stay: the rule depends on them. Rather too much than too little.
 */
export function maskPersonal(text: string): string {
  let masked = clean(text)
  for (const [pattern, label] of NUMBERS) masked = masked.replace(pattern, label)
  return maskNames(masked).replace(/(\[[^\]]+\])(?:[\s,]*\1)+/gu, '$1')
}

const NUMBERS: readonly (readonly [RegExp, string])[] = [
  [/[^\s@]+@[^\s@]+\.[^\s@]+/gu, '[email]'],
  [/(?:https?:\/\/|www\.)\S+|\b(?:facebook|fb|zalo|t|m)\.(?:com|me|vn)\/\S+/giu, '[liên kết]'],
  [/(?<!\S)@[\w.]{3,}/gu, '[tài khoản]'],
  // 29A-123.45, 29X1 12345, 30K-1234
  [/(?<![\p{L}\d])\d{2}\s?-?\s?[A-ZĐ][A-Z\d]?\s?[-. ]?\s?\d{3}[. ]?\d{1,2}(?!\d)/giu, '[biển số]'],
  [
    /(?<=sinh\s(?:ngày\s)?|sinh\s(?:ngay\s)?|ngày sinh:?\s|ngay sinh:?\s)\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/giu,
    '[ngày sinh]',
  ],
  // Amounts of money keep their figures; every other long number is a phone, a card or an account.
  [/(?<![\d/])\+?\d(?:[\s.-]?\d){7,18}(?![\d/]|[\s.]*(?:đồng|dong|đ\b|vnđ|vnd|triệu|trieu))/giu, '[số]'],
  [/(?<![\p{L}])(?:số nhà|so nha|nhà số|nha so)\s*:?\s*\d+[\p{L}\d/-]*/giu, '[địa chỉ]'],
  [
    /(?<![\p{L}])(?:ngõ|ngách|hẻm|kiệt|căn hộ|căn|tổ dân phố|tổ|ngo|ngach|hem|kiet|can ho|to dan pho)\s+(?:số\s+|so\s+)?\d+[\p{L}\d/-]*/giu,
    '[địa chỉ]',
  ],
  // "12/3 Nguyễn Văn Cừ", "số 12 đường …"
  [
    /(?<![\p{L}\d/])(?:số\s+|so\s+)?\d{1,4}[a-z]?(?:\/\d{1,4}[a-z]?)*(?=\s+(?:đường|phố|duong|pho)\s)/giu,
    '[địa chỉ]',
  ],
]

interface Word {
  raw: string
  folded: string
  isCapital: boolean
  start: number
  end: number
}

const SURNAMES: ReadonlySet<string> = new Set(
  'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong trinh doan mai dao lam luong ha cao chau to ta thai phung quach'.split(
    ' ',
  ),
)
/** Commoner as words than as surnames when written small. */
const SMALL_SURNAMES: ReadonlySet<string> = new Set(
  'nguyen tran pham hoang huynh phan dang bui ngo truong trinh'.split(' '),
)
/** With their marks, or typed without any: "Bồ" of "Bồ Đề" is no "bố". */
const KIN: ReadonlySet<string> = new Set(
  'anh chị em ông bà ba cô chú bác cậu dì thầy cháu con thằng bé bạn chồng vợ mẹ má bố cha cụ'
    .split(' ')
    .flatMap((word) => [word, fold(word)]),
)
const STREETS: ReadonlySet<string> = new Set('duong pho ngo hem thon xom ap toa'.split(' '))
const STREET_PAIRS: ReadonlySet<string> = new Set(['chung cu', 'khu pho', 'khu do', 'toa nha', 'ngo so'])
/** Where a name written small ends. */
const NOT_A_NAME: ReadonlySet<string> = new Set(
  'nam sinh bi dang o da co nghien dung thi ma di la va hay khong ko k cai tuoi hien vua moi choi hut xin cho hoi toi minh em anh chi con chau duoc phai muon lam den tu tren duoi nay no ay goi gi j ai nao tuoi thuoc chat luat'.split(
    ' ',
  ),
)
const MAX_NAME = 4

function maskNames(text: string): string {
  const words = readWords(text)
  const ranges: { from: Word; to: Word; label: string }[] = []
  for (let at = 0; at < words.length; at += 1) {
    const found = nameAt(words, at, text) ?? streetAt(words, at, text)
    if (found === null) continue
    const from = words[found.first]
    const to = words[found.last]
    if (from !== undefined && to !== undefined) ranges.push({ from, to, label: found.label })
    at = found.last
  }
  return ranges.reduceRight(
    (rest, { from, to, label }) => rest.slice(0, from.start) + label + rest.slice(to.end),
    text,
  )
}

interface Found {
  first: number
  last: number
  label: string
}

/** The name that begins at this word, or after this word when it announces one. */
function nameAt(words: readonly Word[], at: number, text: string): Found | null {
  const announced = afterAnnouncement(words, at)
  if (announced !== null) {
    const last = endOfName(words, announced, text)
    return last < announced ? null : { first: announced, last, label: '[tên]' }
  }
  const word = words[at]
  const next = words[at + 1]
  if (word === undefined || next === undefined || !isJoined(word, next, text)) return null
  if (isFullName(words, at)) return { first: at, last: capitalRun(words, at, text, true), label: '[tên]' }
  if (KIN.has(word.raw.toLowerCase()) && next.isCapital && !isKnownPlace(words, at + 1))
    return { first: at + 1, last: capitalRun(words, at + 1, text, false), label: '[tên]' }
  return null
}

/** "tên là", "tên", "tôi là" + capital, "họ tên:": gives where the name begins. */
function afterAnnouncement(words: readonly Word[], at: number): number | null {
  const [a, b] = [words[at]?.folded, words[at + 1]?.folded]
  if (a === 'ten') {
    const begin = b === 'la' || b === 'that' ? at + 2 : at + 1
    return isName(words[begin]) ? begin : null
  }
  const speaks = a === 'toi' || a === 'minh' || a === 'em' || a === 'chau' || a === 'con'
  return speaks && b === 'la' && words[at + 2]?.isCapital === true ? at + 2 : null
}

function endOfName(words: readonly Word[], begin: number, text: string): number {
  const isCapital = words[begin]?.isCapital === true
  let last = begin - 1
  while (last + 1 < words.length && last + 1 < begin + MAX_NAME) {
    const word = words[last + 1]
    const before = words[last]
    if (word === undefined || !isName(word) || (isCapital && !word.isCapital)) break
    if (last >= begin && before !== undefined && !isJoined(before, word, text)) break
    last += 1
  }
  return last
}

/** "Minh" is a name where "mình" is not: a capital tells. */
function isName(word: Word | undefined): boolean {
  if (word === undefined || /\d/.test(word.raw)) return false
  return word.isCapital || !NOT_A_NAME.has(word.folded)
}

/** A surname and another capital; written small, a surname that is no common word, with "văn" or "thị" behind it. */
function isFullName(words: readonly Word[], at: number): boolean {
  const [word, next] = [words[at], words[at + 1]]
  if (word === undefined || next === undefined || !SURNAMES.has(word.folded)) return false
  if (isKnownPlace(words, at)) return false
  if (word.isCapital && next.isCapital) return true
  return (
    SMALL_SURNAMES.has(word.folded) &&
    (next.folded === 'van' || next.folded === 'thi') &&
    words[at + 2] !== undefined
  )
}

/** "Hồ Chí Minh" is where it happened, not who. */
function isKnownPlace(words: readonly Word[], at: number): boolean {
  const three = words.slice(at, at + 3).map(({ folded }) => folded)
  return (
    three.join(' ') === 'ho chi minh' ||
    /^(?:ha noi|ha nam|ha giang|ha tinh|thai binh|thai nguyen|lam dong|cao bang|duong day)$/.test(
      three.slice(0, 2).join(' '),
    )
  )
}

function capitalRun(words: readonly Word[], at: number, text: string, allowsSmall: boolean): number {
  const isSmall = allowsSmall && words[at]?.isCapital === false
  let last = at
  while (last + 1 < words.length && last + 1 < at + MAX_NAME) {
    const [before, word] = [words[last], words[last + 1]]
    if (before === undefined || word === undefined || !isJoined(before, word, text)) break
    if (isSmall ? NOT_A_NAME.has(word.folded) : !word.isCapital) break
    last += 1
  }
  return last
}

/** "đường Nguyễn Văn Cừ", "chung cư Sài Đồng": what follows the word, as long as it has capitals or is a figure. */
function streetAt(words: readonly Word[], at: number, text: string): Found | null {
  const pair = `${words[at]?.folded ?? ''} ${words[at + 1]?.folded ?? ''}`
  const begin = STREET_PAIRS.has(pair) ? at + 2 : STREETS.has(words[at]?.folded ?? '') ? at + 1 : null
  // "thành phố Hồ Chí Minh" is no street.
  if (begin === null || words[at - 1]?.folded === 'thanh' || isKnownPlace(words, begin)) return null
  const first = words[begin]
  if (first === undefined || !(first.isCapital || /^\d/.test(first.raw))) return null
  return { first: begin, last: capitalRun(words, begin, text, false), label: '[địa chỉ]' }
}

function isJoined(before: Word, word: Word, text: string): boolean {
  return /^[ \t]+$/.test(text.slice(before.end, word.start))
}

function readWords(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    raw: match[0],
    folded: fold(match[0]),
    isCapital: /^\p{Lu}/u.test(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
}
