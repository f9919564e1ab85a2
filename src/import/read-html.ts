import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { cleanText, raiseDigits } from './clean-text.ts'
import { createOrdinals } from './list-ordinals.ts'
import { isLayoutTable, tableRows } from './read-table.ts'
import { refuseImport, refuseLongLine } from './refuse-import.ts'
import { remark, type SourceLine, type SourceText } from './source-text.ts'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

const SKIPPED = new Set(
  'head script style noscript template nav aside footer form button select svg iframe img'.split(' '),
)
const BLOCKS = new Set(
  'html body p div li ul ol h1 h2 h3 h4 h5 h6 tr td th tbody table blockquote section article main header center dl dt dd pre hr'.split(
    ' ',
  ),
)
const STRUCK = new Set(['s', 'strike', 'del'])
const NOTE_LINK = /^#(?!.*ref).*(?:ftn|fn|note)/i
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/i
const MAX_DEPTH = 500

/** Where the walk through a page stands. */
interface Walk {
  lines: Omit<SourceLine, 'number'>[]
  buffer: string
  soft: boolean
  noteOf: string | undefined
  /** Anchor of a footnote → its label. */
  labels: Map<string, string>
  struck: string[]
  hidden: number
  tables: number
  numberLists: boolean
}

/** Whether list items get the number that a browser would draw; a .docx brings its own. */
export interface HtmlOptions {
  numberLists: boolean
}

/** A page or what `mammoth` made of a .docx, paragraph by paragraph; menus, scripts and hidden text are not read. */
export function readHtml(html: string, options: HtmlOptions = { numberLists: true }): SourceText {
  const walk: Walk = {
    lines: [],
    buffer: '',
    soft: false,
    noteOf: undefined,
    labels: new Map(),
    struck: [],
    hidden: 0,
    tables: 0,
    ...options,
  }
  const page = parse(html)
  findNoteLabels(page, walk.labels, 0)
  visit(page, walk, 0)
  flush(walk, false)
  const lines = walk.lines.map((line, i): SourceLine => ({ number: i + 1, ...line }))
  const doubts = walk.struck
    .filter(Boolean)
    .map((text) => remark({ number: 0, text }, 'struck through in the file, kept as if it held'))
  const hidden = { number: 0, text: `${walk.hidden} places` }
  return {
    unit: 'paragraph',
    lines,
    doubts,
    leftOut: walk.hidden > 0 ? [remark(hidden, 'hidden on the page')] : [],
  }
}

function visit(node: Node, walk: Walk, depth: number): void {
  if (depth > MAX_DEPTH) refuseImport('The page is nested too deeply to be read. Save its text as .txt.')
  if ('value' in node) walk.buffer += node.value
  else if ('tagName' in node) visitElement(node, walk, depth)
  else visitChildren(node, walk, depth)
}

function visitChildren(node: Node, walk: Walk, depth: number): void {
  if ('childNodes' in node) for (const child of node.childNodes) visit(child, walk, depth + 1)
}

function visitElement(element: Element, walk: Walk, depth: number): void {
  const tag = element.tagName
  if (SKIPPED.has(tag)) return
  if (isHidden(element)) {
    if (textOf(element) !== '') walk.hidden += 1
  } else if (tag === 'br') flush(walk, true)
  else if (tag === 'a' && visitNoteLink(element, walk)) return
  else if (tag === 'table') visitTable(element, walk, depth)
  else if (BLOCKS.has(tag)) visitBlock(element, walk, depth)
  else visitInline(element, walk, depth)
}

function visitBlock(element: Element, walk: Walk, depth: number): void {
  flush(walk, false)
  const before = walk.noteOf
  walk.noteOf = walk.labels.get(anchorKey(attribute(element, 'id'))) ?? before
  if (walk.numberLists && element.tagName === 'ol' && walk.noteOf === undefined)
    visitList(element, walk, depth)
  else visitChildren(element, walk, depth)
  flush(walk, false)
  walk.noteOf = before
}

function visitList(list: Element, walk: Walk, depth: number): void {
  const ordinalOf = createOrdinals(attribute(list, 'type'), attribute(list, 'start'))
  for (const item of list.childNodes) {
    flush(walk, false)
    if (
      'tagName' in item &&
      item.tagName === 'li' &&
      walk.labels.get(anchorKey(attribute(item, 'id'))) === undefined
    ) {
      walk.buffer = `${ordinalOf(attribute(item, 'value'))} `
      visitChildren(item, walk, depth + 1)
    } else visit(item, walk, depth + 1)
  }
}

function visitInline(element: Element, walk: Walk, depth: number): void {
  const tag = element.tagName
  if (STRUCK.has(tag)) walk.struck.push(textOf(element))
  if (tag === 'sup' && !hasLink(element) && /^[\d()]+$/.test(textOf(element)))
    walk.buffer += raiseDigits(textOf(element))
  else visitChildren(element, walk, depth)
}

/** A link to a footnote becomes "[3]"; a link back makes its line the footnote. True when it was one of the two. */
function visitNoteLink(link: Element, walk: Walk): boolean {
  const href = attribute(link, 'href') ?? ''
  const own =
    walk.labels.get(anchorKey(attribute(link, 'name'))) ?? walk.labels.get(anchorKey(attribute(link, 'id')))
  const target = NOTE_LINK.test(href) ? walk.labels.get(anchorKey(href.slice(1))) : undefined
  if (own !== undefined && target === undefined) {
    walk.buffer += `\u0001${own}\u0001`
    return true
  }
  if (target !== undefined) walk.buffer += `[${target}]`
  return target !== undefined || textOf(link) === '↑'
}

function visitTable(table: Element, walk: Walk, depth: number): void {
  flush(walk, false)
  const rows = tableRows(table, (cell) => readCell(cell, walk, depth))
  if (isLayoutTable(rows)) for (const line of rows.flat().flatMap(({ lines }) => lines)) walk.lines.push(line)
  else {
    walk.tables += 1
    for (const row of rows) {
      const cells = row.map(({ lines }) => lines.map(({ text }) => text).join(' '))
      const text = cells.filter(Boolean).join(' ')
      if (text !== '') walk.lines.push({ text, row: { table: walk.tables, cells } })
    }
  }
}

function readCell(cell: Element, walk: Walk, depth: number): Omit<SourceLine, 'number'>[] {
  const inner: Walk = { ...walk, lines: [], buffer: '', soft: false }
  visitChildren(cell, inner, depth + 1)
  flush(inner, false)
  walk.tables = inner.tables
  walk.hidden = inner.hidden
  return inner.lines
}

/** Ends a line. `byBreak`: the next one belongs to the same paragraph. */
function flush(walk: Walk, byBreak: boolean): void {
  const noteOf = /\u0001([^\u0001]+)\u0001/.exec(walk.buffer)?.[1] ?? walk.noteOf
  const text = cleanText(walk.buffer.replace(/\u0001[^\u0001]*\u0001/g, ' '))
  refuseLongLine(text)
  if (text !== '') {
    walk.lines.push({
      text,
      ...(walk.soft ? { soft: true } : {}),
      ...(noteOf === undefined ? {} : { noteOf }),
    })
  }
  walk.soft = byBreak && (text !== '' || walk.soft)
  walk.buffer = ''
}

/** First all links to footnotes, for a footnote may stand before what points to it. */
function findNoteLabels(node: Node, labels: Map<string, string>, depth: number): void {
  if (depth > MAX_DEPTH || !('childNodes' in node)) return
  if ('tagName' in node && node.tagName === 'a') {
    const href = attribute(node, 'href') ?? ''
    const label = /\d{1,3}/.exec(textOf(node))?.[0] ?? /\d{1,3}$/.exec(href)?.[0]
    if (NOTE_LINK.test(href) && label !== undefined) labels.set(anchorKey(href.slice(1)), label)
  }
  for (const child of node.childNodes) findNoteLabels(child, labels, depth + 1)
}

/** Word links to “_ftn1” and calls the block around it “ftn1”. */
function anchorKey(name: string | undefined): string {
  return (name ?? '').replace(/^_/, '')
}

function isHidden(element: Element): boolean {
  return attribute(element, 'hidden') !== undefined || HIDDEN.test(attribute(element, 'style') ?? '')
}

function hasLink(element: Element): boolean {
  return element.childNodes.some((child) => 'tagName' in child && child.tagName === 'a')
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value
}

/** Without recursion: a page may be nested deeper than the stack. */
function textOf(node: Node): string {
  const texts: string[] = []
  const waiting: Node[] = [node]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('value' in next) texts.push(next.value)
    else if ('childNodes' in next) for (const child of next.childNodes.toReversed()) waiting.push(child)
  }
  return cleanText(texts.join(''))
}
