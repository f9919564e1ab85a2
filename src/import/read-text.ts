import { cleanText } from './clean-text.ts'
import { refuseLongLine } from './refuse-import.ts'
import { type SourceLine, type SourceText } from './source-text.ts'

const HEAD = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/
const EMPHASIS = /(\*{1,3}|_{2,3})(?=\S)([^*_]+?)(?<=\S)\1/gu
const ESCAPED = /\\([\\`*_{}[\]()#+.!|>~-])/g
const TABLE_RULE = /^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$/

/** A .txt or .md file. Lines are numbered as in the file; Markdown's own marks are taken off. */
export function readText(text: string): SourceText {
  const head = HEAD.exec(text)
  if (head === null) return { unit: 'line', lines: readLines(text, 0), leftOut: [], doubts: [] }
  const lines = readLines(text.slice(head[0].length), head[0].match(/\n/g)?.length ?? 0)
  return { unit: 'line', lines, leftOut: [], doubts: [], front: head[1] ?? '' }
}

/** `skipped`: lines of the file above `text`. */
function readLines(text: string, skipped: number): SourceLine[] {
  const lines: SourceLine[] = []
  let isSoft = false
  for (const [i, raw] of text.split(/\r\n|\n|\r|\f/).entries()) {
    refuseLongLine(raw)
    const isBlank = cleanText(raw) === ''
    if (!isBlank && !TABLE_RULE.test(raw.trim()))
      lines.push(toLine(raw, skipped + i + 1, isSoft, lines.at(-1)))
    isSoft = !isBlank
  }
  return lines
}

function toLine(raw: string, number: number, isSoft: boolean, before: SourceLine | undefined): SourceLine {
  const cells = readRow(raw)
  if (cells === null) return { number, text: withoutMarkdown(raw), ...(isSoft ? { soft: true } : {}) }
  const table = before?.row?.table ?? number
  return { number, text: cells.filter(Boolean).join(' '), row: { table, cells } }
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
