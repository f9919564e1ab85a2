import { fold } from '../lib/vietnamese.ts'
import { findAgencies } from './find-agencies.ts'
import { findNumbers } from './find-numbers.ts'

/**
 * What can be checked in a text, each in one normal form: "24 thang", "ngay 2026-07-01", "dieu 29", "so 120/2025",
 * "goi 18001567", "cq cong an@xa". The same function reads claims and sources, so a form that it misreads on both
 * sides still has to agree.
 */
export interface Facts {
  /** The narrowest form of each: what a sentence has to answer for. */
  claimed: Set<string>
  /** Every form that a source supports: a number also without its unit, a day also as its year. */
  offered: Set<string>
}

export function findFacts(text: string): Facts {
  const facts: Facts = { claimed: new Set(), offered: new Set() }
  let rest = text.normalize('NFC').toLowerCase()
  for (const { pattern, read } of PATTERNS) {
    rest = rest.replace(pattern, (...args: unknown[]) => {
      const found = read(args.map((part) => (typeof part === 'string' ? part : '')))
      if (found === null) return String(args[0])
      facts.claimed.add(found[0] ?? '')
      for (const form of found) facts.offered.add(form)
      return ' ; '
    })
  }
  for (const { claim, offers } of findNumbers(rest)) {
    facts.claimed.add(claim)
    for (const form of offers) facts.offered.add(form)
  }
  const agencies = findAgencies(text)
  for (const agency of agencies.claimed) facts.claimed.add(agency)
  for (const agency of agencies.offered) facts.offered.add(agency)
  return facts
}

interface Pattern {
  pattern: RegExp
  /** The narrowest form first; null: not one of these after all. */
  read: (match: string[]) => string[] | null
}

const MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december'.split(
  '|',
)
const MONTH = `(${MONTHS.join('|')})`

/** In this order: what one takes, the next no longer sees. */
const PATTERNS: readonly Pattern[] = [
  {
    pattern: /(\d{1,2}) tháng (\d{1,2})(?: năm |\/)(\d{4})/gu,
    read: ([, day, month, year]) => asDay(day, month, year),
  },
  {
    pattern: new RegExp(`(\\d{1,2}) ${MONTH},? (\\d{4})`, 'gu'),
    read: ([, d, m, y]) => asDay(d, monthOf(m), y),
  },
  {
    pattern: new RegExp(`${MONTH} (\\d{1,2}),? (\\d{4})`, 'gu'),
    read: ([, m, d, y]) => asDay(d, monthOf(m), y),
  },
  {
    pattern: /(?<![\d/])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?![\d/])/gu,
    read: ([, d, m, y]) => asDay(d, m, y),
  },
  {
    pattern: /tháng (\d{1,2})(?: năm |[/-])(\d{4})/gu,
    read: ([, month, year]) => [`thang ${Number(month)}-${year}`, `${year}`],
  },
  {
    // "120/2025/qh15", "86/2025"
    pattern: /(?<![\d/])(\d{1,5}\/\d{4})(\/[\p{L}\d-]+)?/gu,
    read: ([, number, suffix]) =>
      suffix === undefined || suffix === ''
        ? [`so ${number}`]
        : [`so ${number}${fold(suffix)}`, `so ${number}`, `${Number(number?.split('/')[1])}`],
  },
  // "265/kh-ubnd"
  { pattern: /(?<![\d/])(\d{1,5}\/\p{L}[\p{L}-]+)/gu, read: ([, number]) => [`so ${fold(number ?? '')}`] },
  {
    pattern: /(?<![\p{L}\d])(?:điều|article)\s+(\d{1,3}[a-zđ]?)(?![\p{L}\d])/gu,
    read: ([, n]) => [`dieu ${fold(n ?? '')}`],
  },
  {
    pattern: /(?<![\p{L}\d])(?:khoản|clause)\s+(\d{1,2}[a-zđ]?)(?![\p{L}\d])/gu,
    read: ([, n]) => [`khoan ${fold(n ?? '')}`],
  },
  { pattern: /(?<![\p{L}\d])(?:điểm|point)\s+([a-zđ])(?![\p{L}\d])/gu, read: ([, n]) => [`diem ${n}`] },
  {
    pattern:
      /(?<![\p{L}\d])(mục|chương|phần|chapter|section|part)\s+([ivx]+(?:\.\d+)*|\d+(?:\.\d+)*)(?![\p{L}\d])/gu,
    read: ([, kind, n]) => [`${fold(kind ?? '')} ${n}`],
  },
  {
    pattern: /(?<!\d)(?:\+84|0|1[89]00)(?:[ .-]?\d){4,10}(?!\d)/gu,
    read: ([match]) => {
      const digits = (match ?? '').replace(/^\+84/, '0').replace(/\D/g, '')
      return digits.length < 8 ? null : [`goi ${digits}`]
    },
  },
]

/** A day, which also supports its month and its year. */
function asDay(day = '', month = '', year = ''): string[] | null {
  const [d, m] = [Number(day), Number(month)]
  if (d < 1 || d > 31 || m < 1 || m > 12) return null
  return [`ngay ${year}-${m}-${d}`, `thang ${m}-${year}`, year]
}

function monthOf(name = ''): string {
  return String(MONTHS.indexOf(name) + 1)
}
