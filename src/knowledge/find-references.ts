import type { DocumentInfo } from '../core/passage.ts'
import { fold } from '../lib/vietnamese.ts'

/** What a question names outright: "khoản 2 điều 29 luật 120", "nghị định 163", "kế hoạch 265". */
export interface References {
  dieu: string | null
  khoan: string | null
  /** Ids of documents named and held. */
  docs: string[]
  /** A document is named that we do not hold. */
  namesUnknownDocument: boolean
  /** Their numbers, "57/2022": a document that we hold may speak of them. */
  unknownNumbers: string[]
}

const ARTICLE = /(?:^|[^a-z])(?:dieu|article)\s+(?:so\s+)?(\d{1,3}[a-z]?)(?![\d/a-z])/
/** "256a là tội gì": of the articles here only the Penal Code's have three figures and a letter. */
const BARE_ARTICLE = /(?:^|[^\da-z/])(\d{3}[ab])(?![\da-z/])/
const CLAUSE = /(?:^|[^a-z])(?:khoan|clause)\s+(?:so\s+)?(\d{1,2}[a-z]?)(?![\d/a-z])/
/** "đ29", "k2 đ29": shorthand of officers. */
const SHORT_ARTICLE = /(?:^|\s)đ\.?\s?(\d{1,3}[a-z]?)(?![\d/\p{L}])/u
const SHORT_CLAUSE = /(?:^|\s)k\.?\s?(\d{1,2})(?=\s*(?:,|đ\.?\s?\d|điều|dieu))/u
const NUMBERED =
  /(?:^|[^a-z])(luat|bo luat|nghi dinh|nd|thong tu|tt|quyet dinh|qd|ke hoach|kh|cong van|nghi quyet|phap lenh|law|decree|plan)(?:\s+phong,?\s*chong\s+ma\s+tu[yi])?(?:\s+so)?:?\s*(\d{2,5})(?![\d%])(?:\/(\d{4}))?/g
const IS_YEAR = /^20\d\d$/
const PENAL_CODE = /bo luat hinh su|blhs|luat hinh su|penal code|criminal code/
const PROCEDURE_CODE = /to tung hinh su|bltths/

export function findReferences(question: string, documents: readonly DocumentInfo[]): References {
  const folded = fold(question)
  const lower = question.normalize('NFC').toLowerCase()
  return {
    dieu:
      ARTICLE.exec(folded)?.[1] ?? SHORT_ARTICLE.exec(lower)?.[1] ?? BARE_ARTICLE.exec(folded)?.[1] ?? null,
    khoan: CLAUSE.exec(folded)?.[1] ?? SHORT_CLAUSE.exec(lower)?.[1] ?? null,
    ...findDocuments(folded, documents),
  }
}

type Named = Pick<References, 'docs' | 'namesUnknownDocument' | 'unknownNumbers'>

function findDocuments(folded: string, documents: readonly DocumentInfo[]): Named {
  const docs = new Set<string>()
  const unknownNumbers: string[] = []
  let namesUnknownDocument = false
  for (const [, word = '', number = '', year] of folded.matchAll(NUMBERED)) {
    const named = documents.filter((document) => isNumbered(document, { word, number, year }))
    for (const document of named) docs.add(document.id)
    if (named.length > 0) continue
    // "kế hoạch 2024": of that year, by whatever number.
    namesUnknownDocument ||= year !== undefined || !IS_YEAR.test(number)
    if (year !== undefined) unknownNumbers.push(`${number}/${year}`)
  }
  for (const id of namedCodes(folded)) {
    if (documents.some((document) => document.id === id)) docs.add(id)
    else namesUnknownDocument = true
  }
  return { docs: [...docs], namesUnknownDocument, unknownNumbers }
}

function namedCodes(folded: string): string[] {
  return [...(PENAL_CODE.test(folded) ? ['blhs'] : []), ...(PROCEDURE_CODE.test(folded) ? ['bltths'] : [])]
}

/** "luật 120", "luật 2025", "kế hoạch 74", "nghị định 163/2026". */
function isNumbered(
  document: DocumentInfo,
  named: { word: string; number: string; year: string | undefined },
): boolean {
  if (!fitsKind(document, named.word)) return false
  const [number, year] = (document.number ?? '').split('/')
  if (number === named.number)
    return named.year === undefined || !/^\d{4}$/.test(year ?? '') || year === named.year
  // A year for a number: "luật 2021", "luật năm 2025".
  return document.kind === 'law' && year === named.number
}

function fitsKind(document: DocumentInfo, word: string): boolean {
  if (word === 'luat' || word === 'law') return document.kind === 'law'
  if (word === 'bo luat') return document.kind === 'code'
  if (word === 'nghi dinh' || word === 'nd' || word === 'decree') return document.kind === 'decree'
  return document.kind === 'plan'
}
