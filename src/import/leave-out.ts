import { isAppendix, isDocumentType, readArticle, readDivision, readPart } from './markers.ts'
import { remark, type SourceLine, type SourceText } from './source-text.ts'

/** What letterheads, pages and word processors add. Each with the reason shown in the report. */
const FURNITURE: ReadonlyArray<readonly [RegExp, string]> = [
  [/^CỘNG H[ÒO][AÀ] XÃ HỘI CHỦ NGHĨA VIỆT NAM$/iu, 'the national title'],
  [/^Độc lập\s*[-–—]\s*Tự do\s*[-–—]\s*Hạnh phúc$/iu, 'the national motto'],
  [/^[-–—_=*.\s]+$/u, 'a rule'],
  [/^(?:Trang\s*)?[-–—]?\s*\d{1,3}\s*(?:\/\s*\d{1,3}|[-–—])?$/iu, 'a page number'],
  [/^MỤC LỤC$/u, 'a table of contents'],
  [/(?:\.{4,}|…{2,})\s*\d{1,3}$/u, 'a line of a table of contents'],
]
const BEGINS =
  /^(?:CỘNG H[ÒO][AÀ] XÃ HỘI|QUỐC HỘI|CHÍNH PHỦ|ỦY BAN|UỶ BAN|BỘ [\p{Lu}]|(?:Luật |Nghị định )?[Ss]ố\s*:)/u

/** Takes out what is no part of the document's wording; nothing goes without standing in `leftOut`. */
export function leaveOut(source: SourceText): SourceText {
  const start = findStart(source.lines)
  const leftOut = [...source.leftOut]
  const lines = source.lines.filter((line, i) => {
    const why = i < start ? 'it stands before the document begins' : whyFurniture(line)
    if (why !== null) leftOut.push(remark(line, why))
    return why === null
  })
  return { ...source, lines, leftOut }
}

function whyFurniture(line: SourceLine): string | null {
  if (line.row !== undefined) return null
  return FURNITURE.find(([pattern]) => pattern.test(line.text))?.[1] ?? null
}

/** Pages have menus above the text. Without a clear beginning everything stays. */
function findStart(lines: readonly SourceLine[]): number {
  const first = lines.findIndex(({ text }) => BEGINS.test(text) || isDocumentType(text))
  const structure = lines.findIndex(
    ({ text }) =>
      [readDivision, readArticle, readPart].some((read) => read(text) !== null) || isAppendix(text),
  )
  return first >= 0 && (structure < 0 || first < structure) ? first : 0
}
