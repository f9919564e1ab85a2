import type { Entry, PlanOutline, Section } from './plan-outline.ts'

/** A heading longer than this is a paragraph that forgot its full stop. */
const MAX_HEADING_WORDS = 90

/** The Markdown body of a plan, as `knowledge/README.md` describes it. */
export function writePlan({ title, preamble, sections }: PlanOutline): string[] {
  return [
    ...(title === '' ? [] : [`# ${title}`, '']),
    ...writeEntries(preamble, false),
    ...sections.flatMap((section) => [
      `## ${section.key === '' ? '' : `${section.key}. `}${section.title}`,
      '',
      ...writeEntries(section.entries, haveHeadings(section)),
    ]),
  ]
}

/** Items are headings when each has text below it; else all are paragraphs, so that a number never changes its rank. */
function haveHeadings({ key, entries }: Section): boolean {
  const items = entries.flatMap(({ kind }, i) => (kind === 'item' ? [i] : []))
  const isHeading = (i: number): boolean => {
    const next = entries[i + 1]
    const words = entries[i]?.text.split(' ').length ?? 0
    return next !== undefined && next.kind !== 'item' && words <= MAX_HEADING_WORDS
  }
  const titled = items.filter((i) => !/[.;!?…/]$/.test(entries[i]?.text ?? ''))
  return key !== '' && items.length > 0 && items.every(isHeading) && titled.length * 2 > items.length
}

function writeEntries(entries: readonly Entry[], headings: boolean): string[] {
  return entries.flatMap((entry, i) => {
    const next = entries[i + 1]
    const text = writeEntry(entry, entries[i - 1], headings)
    const isTight =
      next !== undefined &&
      next.kind === entry.kind &&
      (entry.kind === 'bullet' || (entry.row?.table === next.row?.table && entry.kind === 'row'))
    return isTight ? text : [...text, '']
  })
}

function writeEntry(entry: Entry, before: Entry | undefined, headings: boolean): string[] {
  const { kind, key, text } = entry
  if (kind === 'row') return writeRow(entry, before)
  if (kind === 'item') return [`${headings ? '### ' : ''}${key}. ${text}`]
  if (kind === 'nested') return [`- ${key}. ${text}`]
  if (kind === 'letter') return [`${key}) ${text}`]
  return [kind === 'bullet' ? `- ${text}` : protect(text)]
}

function writeRow({ row }: Entry, before: Entry | undefined): string[] {
  const cells = row?.cells ?? []
  const line = `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`
  const isFirst = before?.row?.table !== row?.table
  return isFirst ? [line, `|${'---|'.repeat(cells.length)}`] : [line]
}

/** Keeps a paragraph from being read as a heading, an item, a letter or a table. */
function protect(text: string): string {
  return /^(?:#|\||---|\d+\. |[a-zđ]\) )/u.test(text) ? `- ${text}` : text
}
