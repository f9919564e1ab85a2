import { cleanText } from './clean-text.ts'
import { type SourceLine, type SourceText } from './source-text.ts'

const HEAD = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/
const EMPHASIS = /(\*{1,3}|_{2,3})(?=\S)([^*_]+?)(?<=\S)\1/gu
const ESCAPED = /\\([\\`*_{}[\]()#+.!|>~-])/g
const TABLE_RULE = /^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$/

/** A .txt or .md file. Lines are numbered as in the file; Markdown's own marks are taken off. */
export function readText(text: string): SourceText {
  const head = HEAD.exec(text)
  const skipped = head === null ? 0 : (head[0].match(/\n/g)?.length ?? 0)
  const body = head === null ? text : text.slice(head[0].length)
  const source: SourceText = { unit: 'line', lines: [], leftOut: [], doubts: [] }
  if (head !== null) source.front = head[1] ?? ''
  let afterGap = true
  let table = 0
  for (const [i, raw] of body.split(/\r\n|\n|\r|\f/).entries()) {
    const isBlank = cleanText(raw) === ''
    const cells = isBlank ? null : readRow(raw)
    if (cells === null || afterGap) table = cells === null ? table : i + 1
    if (!isBlank && !TABLE_RULE.test(raw.trim()))
      source.lines.push(toLine(raw, { number: skipped + i + 1, soft: !afterGap, table, cells }))
    afterGap = isBlank || (cells === null && source.lines.at(-1)?.row !== undefined)
  }
  return source
}

function toLine(
  raw: string,
  at: { number: number; soft: boolean; table: number; cells: string[] | null },
): SourceLine {
  const { number, soft, table, cells } = at
  if (cells !== null) return { number, text: cells.filter(Boolean).join(' '), row: { table, cells } }
  return { number, text: withoutMarkdown(raw), ...(soft ? { soft } : {}) }
}

/** Cells of a Markdown row, or of a line whose columns are kept apart by tabs. */
function readRow(raw: string): string[] | null {
  const line = raw.trim()
  if (/^\|.+\|$/.test(line))
    return line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map(withoutMarkdown)
  const columns = raw.replace(/\r$/, '').split('\t')
  return columns.length >= 3 && columns.filter((cell) => cell.trim() !== '').length >= 2
    ? columns.map(withoutMarkdown)
    : null
}

function withoutMarkdown(raw: string): string {
  const line = raw
    .replace(/^\s*(?:#{1,6}\s+|>\s?)+/, '')
    .replace(EMPHASIS, '$2')
    .replace(EMPHASIS, '$2')
  // What is left of bold text that runs over several lines.
  return cleanText(line.replace(/(?<!\\)\*{2,3}/g, '').replace(ESCAPED, '$1'))
}
