import { checkLaw } from './check-law.ts'
import { isUpperCase } from './clean-text.ts'
import { findQuoted } from './find-quoted.ts'
import { findTitle } from './find-title.ts'
import {
  isAddressees,
  isAppendix,
  isMarked,
  isPassedOn,
  isSignature,
  readArticle,
  readBullet,
  readClause,
  readDivision,
  readPoint,
} from './markers.ts'
import type { Appendix, Article, Division, LawOutline, Recognised } from './outline.ts'
import { type Remark, remark, type SourceLine } from './source-text.ts'
import { writeLaw } from './write-law.ts'

interface Reading {
  outline: LawOutline
  leftOut: Remark[]
  doubts: Remark[]
  errors: Remark[]
  /** After the signature: addressees and names, until an appendix. */
  isClosed: boolean
}

/** Recognises Phần, Chương, Mục, Điều, khoản and điểm of a law, decree or code. Pure. */
export function recogniseLaw(lines: readonly SourceLine[]): Recognised {
  const { from, to, title } = findTitle(lines)
  const reading: Reading = {
    outline: { title, preamble: [], nodes: [] },
    leftOut: [],
    doubts: [],
    errors: [],
    isClosed: false,
  }
  const quoted = findQuoted(lines)
  for (const [i, line] of lines.entries()) {
    if (i < from || i >= to) place(line, reading, quoted.has(line))
    for (const note of line.notes ?? []) addNote(note, reading.outline)
  }
  settleTitles(reading)
  const { outline, leftOut, doubts, errors } = reading
  const checked = checkLaw(outline)
  return {
    title,
    markdown: writeLaw(outline),
    counts: { ...checked.counts, tables: new Set(lines.flatMap(({ row }) => row?.table ?? [])).size },
    leftOut,
    doubts: [...doubts, ...checked.doubts],
    gaps: checked.gaps,
    errors: [...errors, ...checked.errors],
  }
}

function place(line: SourceLine, reading: Reading, isQuoted: boolean): void {
  const { nodes } = reading.outline
  if (!isQuoted && line.row === undefined && placeHeading(line, reading)) return
  const last = nodes.at(-1)
  if (reading.isClosed)
    reading.leftOut.push(remark(line, 'it stands after the end of the rules (signature, addressees)'))
  else if (last === undefined) reading.outline.preamble.push(rowText(line))
  else if (last.type === 'division') addToDivision(last, line, reading)
  else if (last.type === 'appendix') last.lines.push(rowText(line))
  else addToArticle(last, line, { isQuoted, doubts: reading.doubts })
}

/** True when the line was a heading or the end of the rules. */
function placeHeading(line: SourceLine, reading: Reading): boolean {
  const { nodes } = reading.outline
  const division = readDivision(line.text)
  const article = readArticle(line.text)
  const inAppendix = nodes.at(-1)?.type === 'appendix'
  if (isAppendix(line.text) && nodes.some(({ type }) => type === 'article')) {
    nodes.push({ type: 'appendix', title: line.text, lines: [], notes: [] })
    reading.isClosed = false
    return true
  }
  if (inAppendix) return false
  if (reading.isClosed) {
    if (article !== null)
      reading.errors.push(
        remark(
          line,
          'an article after the signature: another document is attached; import it from a file of its own',
        ),
      )
    return false
  }
  if (division !== null) nodes.push({ type: 'division', ...division, stray: [] })
  else if (article !== null)
    nodes.push({ type: 'article', ...article, line: line.number, blocks: [], notes: [] })
  else if (nodes.some(({ type }) => type === 'article') && endsRules(line.text)) {
    reading.isClosed = true
    return false
  } else return false
  return true
}

function endsRules(text: string): boolean {
  return isPassedOn(text) || isSignature(text) || isAddressees(text)
}

/** "Chương I" alone has its title in the next line or lines, in capitals or not. */
function addToDivision(division: Division, line: SourceLine, reading: Reading): void {
  const goesOn = isUpperCase(line.text) && isUpperCase(division.title)
  if (division.stray.length === 0 && !isMarked(line.text) && (division.title === '' || goesOn)) {
    division.title = `${division.title} ${line.text}`.trim()
    return
  }
  division.stray.push(rowText(line))
  reading.doubts.push(remark(line, 'it stands between two headings: kept there, but answers do not quote it'))
}

function addToArticle(
  article: Article,
  line: SourceLine,
  how: { isQuoted: boolean; doubts: Remark[] },
): void {
  const text = rowText(line)
  const note = /^Xem thêm: (.+)$/u.exec(text)?.[1]
  const isPlain = how.isQuoted || line.row !== undefined
  const point = isPlain ? null : readPoint(line.text)
  if (note !== undefined) article.notes.push(note)
  else if (!isPlain && readClause(line.text) !== null) addNumbered(article, line, how.doubts)
  else if (point !== null) addTo(article, line, `${point.key}) ${point.text}`)
  else if (isTitle(article, line, isPlain)) article.title = text
  else if (isContinuation(article, line, isPlain)) addTo(article, line, text)
  else article.blocks.push({ line: line.number, lines: [text] })
}

/** "Điều 5" alone: the next line is its title, unless it is a sentence. */
function isTitle(article: Article, line: SourceLine, isPlain: boolean): boolean {
  return article.title === '' && article.blocks.length === 0 && !isPlain && !/[.:;]$/.test(line.text)
}

/** A number that goes back is a list inside a clause, not a clause. */
function addNumbered(article: Article, line: SourceLine, doubts: Remark[]): void {
  const clause = readClause(line.text)
  if (clause !== null && isNext(clause.key, article)) {
    article.blocks.push({ clause: clause.key, line: line.number, lines: [clause.text] })
    return
  }
  addTo(article, line, line.text)
  doubts.push(
    remark(line, `Điều ${article.key}: the number goes back; kept as a line of the clause above it`),
  )
}

function addTo(article: Article, line: SourceLine, text: string): void {
  const block = article.blocks.at(-1)
  if (block === undefined) article.blocks.push({ line: line.number, lines: [text] })
  else block.lines.push(text)
}

function isNext(key: string, article: Article): boolean {
  const last = article.blocks.findLast(({ clause }) => clause !== undefined)?.clause ?? '0'
  const [number, before] = [Number.parseInt(key, 10), Number.parseInt(last, 10)]
  return number > before || (number === before && /\D$/.test(key) && key !== last)
}

/** After a clause everything belongs to it; before the first one, only lists and rows belong to the paragraph above. */
function isContinuation(article: Article, line: SourceLine, isPlain: boolean): boolean {
  const inClause = article.blocks.some(({ clause }) => clause !== undefined)
  return (
    article.blocks.length > 0 &&
    (inClause || isPlain || readBullet(line.text) !== null || line.text.startsWith('+'))
  )
}

function rowText(line: SourceLine): string {
  return line.row === undefined ? line.text : line.row.cells.join(' | ')
}

function addNote(text: string, outline: LawOutline): void {
  const last: Division | Article | Appendix | undefined = outline.nodes.at(-1)
  if (last === undefined) outline.preamble.push(text)
  else if (last.type === 'division') last.stray.push(text)
  else last.notes.push(text)
}

/** Articles of old laws and decisions have no title: what stands after the number is the rule itself. */
function settleTitles({ outline, doubts }: Reading): void {
  for (const article of outline.nodes) {
    if (article.type !== 'article') continue
    const text = article.title
    const isRule = text !== '' && (article.blocks.length === 0 || /[:;]$/.test(text))
    if (isRule) article.blocks.unshift({ line: article.line, lines: [text] })
    const first = article.blocks[0]?.lines[0] ?? ''
    if ((!isRule && text !== '') || first === '') continue
    article.title = shorten(first)
    doubts.push({
      line: article.line,
      text: first,
      why: `Điều ${article.key} has no title: its first words stand as one`,
    })
  }
}

function shorten(text: string): string {
  const words = text.split(' ')
  return words.length <= 12 ? text.replace(/[.:;]$/, '') : `${words.slice(0, 12).join(' ')}…`
}
