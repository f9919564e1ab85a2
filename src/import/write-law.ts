import type { Appendix, Article, Block, Division, LawOutline } from './outline.ts'
import { toRoman } from './roman.ts'

const POINT = /^[a-zđ]{1,2}\) /u

/** The Markdown body of a law-like document, as `knowledge/README.md` describes it. */
export function writeLaw(outline: LawOutline): string[] {
  let appendices = 0
  const nodes = outline.nodes.map((node) => {
    if (node.type === 'division') return writeDivision(node)
    if (node.type === 'article') return writeArticle(node)
    appendices += 1
    return writeAppendix(node, toRoman(appendices))
  })
  const title = outline.title === '' ? [] : [`# ${outline.title}`, '']
  return [...title, ...outline.preamble.flatMap((text) => [protect(text), '']), ...nodes.flat()]
}

function writeDivision({ word, label, title, stray }: Division): string[] {
  const level = word === 'Phần' || word === 'Chương' ? '##' : '###'
  const heading = `${level} ${word} ${label}${title === '' ? '' : `. ${title}`}`
  return [heading, '', ...stray.flatMap((text) => [protect(text), ''])]
}

function writeArticle({ key, title, blocks, notes }: Article): string[] {
  return [`### Điều ${key}. ${title}`, '', ...blocks.flatMap(writeBlock), ...writeNotes(notes), '']
}

function writeBlock({ clause, lines }: Block): string[] {
  const [first = '', ...others] = lines
  const head = clause === undefined ? protect(first) : `${clause}. ${first}`
  return [head, ...others.map((line) => `   ${line}`)]
}

/** One block: a list of an appendix is read as a whole, in parts of a passage's size. */
function writeAppendix({ title, lines, notes }: Appendix, key: string): string[] {
  return [`## ${key}. ${title}`, '', ...writeBlock({ line: 0, lines }), ...writeNotes(notes), '']
}

/** Pointers for lawyers: kept and checked, not searched. */
function writeNotes(notes: readonly string[]): string[] {
  return notes.map((note) => `Xem thêm: ${note}`)
}

/** Keeps a paragraph from being read as a heading, a clause, a point or a table. */
function protect(text: string): string {
  return /^(?:#|\||---|Xem thêm: |\d+[a-zđ]?\. )/u.test(text) || POINT.test(text) ? `- ${text}` : text
}
