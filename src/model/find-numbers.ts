import { fold } from '../lib/vietnamese.ts'
import { readNumberWords } from './number-words.ts'

export interface FoundNumber {
  /** With its unit if it has one: "24 thang". */
  claim: string
  /** What a source that has it supports: with and without the unit. */
  offers: string[]
}

/** What is counted, in one spelling each; a number is only as good as its unit. */
const UNITS: Readonly<Record<string, string>> = {
  ...{ giây: 'giay', phút: 'phut', giờ: 'gio', tiếng: 'gio', h: 'gio', ngày: 'ngay', tuần: 'tuan' },
  ...{
    tháng: 'thang',
    năm: 'nam',
    quý: 'quy',
    tuổi: 'tuoi',
    đồng: 'dong',
    đ: 'dong',
    vnđ: 'dong',
    vnd: 'dong',
  },
  ...{ '%': '%', gam: 'gam', gram: 'gam', g: 'gam', kg: 'kg', mg: 'mg', ml: 'ml', lít: 'lit' },
  ...{ lần: 'lan', người: 'nguoi', vụ: 'vu', lượt: 'luot' },
  ...{ minute: 'phut', minutes: 'phut', hour: 'gio', hours: 'gio', day: 'ngay', days: 'ngay', week: 'tuan' },
  ...{
    weeks: 'tuan',
    month: 'thang',
    months: 'thang',
    year: 'nam',
    years: 'nam',
    dong: 'dong',
    percent: '%',
  },
  ...{ times: 'lan', people: 'nguoi', persons: 'nguoi', cases: 'vu' },
}
const SCALES: Readonly<Record<string, number>> = {
  ...{ nghìn: 1e3, ngàn: 1e3, thousand: 1e3, triệu: 1e6, million: 1e6, tỷ: 1e9, tỉ: 1e9, billion: 1e9 },
}
/** What numbers count that never stands for a unit, but tells "năm" (five) from "năm" (year). */
const COUNTED =
  /^(?:giai|trường|nhóm|bước|loại|điều|khoản|hành|cơ|mức|điểm|quyền|nghĩa|cách|nơi|con|cái|bên|phường|xã|tỉnh|kế|đối|nội)$/u
/** "24 hoặc 36 tháng": the unit is said once. */
const JOINS = /^(?:đến|tới|hoặc|hay|và|to|or|and|-|–|—|,)$/u
/** Quantities without a figure: they have to stand in the source as they are. */
const VAGUE = /^(?:nửa|rưỡi|gấp|chục|vài|half|twice|double|dozen)$/u

interface Read {
  value: number
  unit: string
  /** 1,000,000 for "triệu"; 1 when none was said. */
  scale: number
  /** Said to be the most or the least. */
  bound: Bound | null
  /** What the words before it would allow to be said. */
  allows: readonly Bound[]
  /** Where it ends, in words. */
  end: number
}

/** The numbers of a text in lower case NFC, as digits or written out. */
export function findNumbers(text: string): FoundNumber[] {
  const words = text.match(/\d+(?:[.,]\d+)*|\p{L}+|[^\s\p{L}\d]/gu) ?? []
  const found: Read[] = []
  const others: FoundNumber[] = []
  for (let at = 0; at < words.length; at += 1) {
    const read = readNumber(words, at)
    if (read !== null) {
      shareUnit(found, read, words, at)
      found.push(read)
      at = read.end - 1
    } else others.push(...readUncounted(words, at))
  }
  return [...found.flatMap(toFound), ...others]
}

type Bound = 'max' | 'min'

/** What a sentence says outright … */
const SAYS: Readonly<Record<Bound, RegExp>> = {
  max: /(?:không quá|tối đa|nhiều nhất|chậm nhất|dưới|at most|no more than|up to)$/u,
  min: /(?:ít nhất|tối thiểu|từ đủ|trên|hơn|at least|more than)$/u,
}
/** … and what a source says that comes to the same. */
const ALLOWS: Readonly<Record<Bound, RegExp>> = {
  max: /(?:không quá|tối đa|nhiều nhất|chậm nhất|dưới|trong|đến|tới|không vượt quá|chưa đủ|hạn)$/u,
  min: /(?:ít nhất|tối thiểu|từ đủ|trên|hơn|từ|đủ)$/u,
}

function readBound(words: readonly string[], at: number): Pick<Read, 'bound' | 'allows'> {
  const before = words.slice(Math.max(0, at - 3), at).join(' ')
  const bounds: Bound[] = ['max', 'min']
  return {
    bound: bounds.find((bound) => SAYS[bound].test(before)) ?? null,
    allows: bounds.filter((bound) => ALLOWS[bound].test(before)),
  }
}

function toFound(read: Read): FoundNumber[] {
  const number = toNumber(read)
  const claims = read.bound === null ? [] : [{ claim: `${read.bound} ${number.claim}`, offers: [] }]
  const offers = read.allows.map((bound) => `${bound} ${number.claim}`)
  return [{ ...number, offers: [...number.offers, ...offers] }, ...claims]
}

function toNumber({ value, unit }: Read): FoundNumber {
  const bare = String(value)
  return unit === ''
    ? { claim: bare, offers: [bare] }
    : { claim: `${bare} ${unit}`, offers: [`${bare} ${unit}`, bare] }
}

function readNumber(words: readonly string[], at: number): Read | null {
  const word = words[at] ?? ''
  const digits = readDigits(word)
  const read = digits === null ? readNumberWords(words, at, isUnit) : { value: digits, length: 1 }
  if (read === null) return null
  const scale = SCALES[words[at + read.length] ?? '']
  const end = at + read.length + (scale === undefined ? 0 : 1)
  const value = Math.round(read.value * (scale ?? 1) * 1e6) / 1e6
  return { value, scale: scale ?? 1, ...readBound(words, at), ...readUnit(words, end) }
}

function readUnit(words: readonly string[], at: number): { unit: string; end: number } {
  const isPercent = words[at] === 'phần' && words[at + 1] === 'trăm'
  if (isPercent) return { unit: '%', end: at + 2 }
  const unit = UNITS[words[at] ?? '']
  if (unit === undefined) return { unit: '', end: at }
  // Working days are not days.
  if (unit === 'ngay' && words[at + 1] === 'làm' && words[at + 2] === 'việc')
    return { unit: 'ngay lam viec', end: at + 3 }
  if (unit === 'ngay' && words[at - 1] === 'working') return { unit: 'ngay lam viec', end: at + 1 }
  return { unit, end: at + 1 }
}

/** Gives the number before a "hoặc" the unit, and the million, of the one after it. */
function shareUnit(found: readonly Read[], read: Read, words: readonly string[], at: number): void {
  const before = found.at(-1)
  if (before === undefined || before.unit !== '' || before.end !== at - 1) return
  if (!JOINS.test(words[at - 1] ?? '')) return
  if (read.unit !== '') before.unit = read.unit
  if (before.scale === 1) before.value *= read.scale
}

/** "1.000.000" and "01" and "0,5" as numbers; null when it is no figure. */
function readDigits(word: string): number | null {
  if (!/^\d/.test(word)) return null
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(word)) return Number(word.replace(/[.,]/g, ''))
  return Number(word.replace(',', '.').replace(/[.,](?=.*[.,])/g, ''))
}

function isUnit(word: string): boolean {
  return word in UNITS || word in SCALES || COUNTED.test(word)
}

function readUncounted(words: readonly string[], at: number): FoundNumber[] {
  const word = words[at] ?? ''
  if (!VAGUE.test(word)) return []
  const form = `~${fold(word)} ${fold(words[at + 1] ?? '')}`
  return [{ claim: form, offers: [form] }]
}
