import { isDocumentType, isMarked } from './markers.ts'
import type { SourceLine } from './source-text.ts'

const OPENS_TEXT =
  /^(?:Căn cứ|Thực hiện|Thi hành|Theo|Để|Nhằm|Xét|Quốc hội|Chính phủ|Ủy ban|Uỷ ban|Số\s*:|\()/u
const MAX_LINES = 5

/** The title: the line that names the kind of document and the lines that go on with it. */
export function findTitle(lines: readonly SourceLine[]): { from: number; to: number; title: string } {
  const from = lines.findIndex((line) => isDocumentType(line.text) && line.row === undefined)
  const structure = lines.findIndex(({ text }) => isMarked(text) && !isDocumentType(text))
  if (from < 0 || (structure >= 0 && structure < from)) return { from: 0, to: 0, title: '' }
  let to = from + 1
  while (to < lines.length && to - from < MAX_LINES && goesOn(lines[to])) to += 1
  const title = lines
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ')
  return { from, to, title: title.replace(/:$/, '') }
}

function goesOn(line: SourceLine | undefined): boolean {
  if (line === undefined || line.row !== undefined) return false
  return !isMarked(line.text) && !OPENS_TEXT.test(line.text) && !/[.;:,]$/.test(line.text)
}
