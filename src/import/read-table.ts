import type { DefaultTreeAdapterTypes } from 'parse5'
import { isAddressees, isSignature, readArticle, readDivision, readPart } from './markers.ts'
import type { SourceLine } from './source-text.ts'

type Element = DefaultTreeAdapterTypes.Element
type CellLines = Omit<SourceLine, 'number'>[]

export interface Cell {
  lines: CellLines
}

const MAX_SPAN = 50
const LETTERHEAD = /CỘNG H[ÒO][AÀ] XÃ HỘI|Độc lập\s*[-–—]\s*Tự do/iu

/** Rows of a table, each with as many cells as it has columns: a cell over two columns or rows stands in the first. */
export function tableRows(table: Element, read: (cell: Element) => CellLines): Cell[][] {
  const rows: Cell[][] = []
  const below: number[] = []
  for (const row of findRows(table)) {
    const cells: Cell[] = []
    const skip = (): void => {
      while ((below[cells.length] ?? 0) > 0) {
        below[cells.length] = (below[cells.length] ?? 0) - 1
        cells.push({ lines: [] })
      }
    }
    for (const cell of row.childNodes) {
      if (!('tagName' in cell) || !['td', 'th'].includes(cell.tagName)) continue
      skip()
      const [columns, deep] = [span(cell, 'colspan'), span(cell, 'rowspan')]
      for (let i = 0; i < columns; i++) {
        below[cells.length] = deep - 1
        cells.push({ lines: i === 0 ? read(cell) : [] })
      }
    }
    skip()
    rows.push(cells)
  }
  return rows
}

function findRows(table: Element): Element[] {
  return table.childNodes.flatMap((child) => {
    if (!('tagName' in child)) return []
    return child.tagName === 'tr'
      ? [child]
      : ['tbody', 'thead', 'tfoot'].includes(child.tagName)
        ? findRows(child)
        : []
  })
}

function span(cell: Element, name: string): number {
  const value = Number.parseInt(cell.attrs.find((attr) => attr.name === name)?.value ?? '1', 10)
  return Math.min(Math.max(value || 1, 1), MAX_SPAN)
}

/** Letterheads, signatures and whole pages are laid out with tables too; those are read as plain lines. */
export function isLayoutTable(rows: readonly Cell[][]): boolean {
  const filled = rows.filter((row) => row.some(({ lines }) => lines.length > 0))
  if (filled.length < 2 || filled.every((row) => row.filter(({ lines }) => lines.length > 0).length < 2))
    return true
  return filled
    .flat()
    .some(({ lines }) => lines.some(({ text, row }) => row !== undefined || isStructure(text)))
}

function isStructure(text: string): boolean {
  return (
    LETTERHEAD.test(text) ||
    isAddressees(text) ||
    isSignature(text) ||
    readDivision(text) !== null ||
    readArticle(text) !== null ||
    readPart(text) !== null
  )
}
