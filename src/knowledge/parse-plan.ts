import type { Passage } from '../core/passage.ts'
import type { BodyContext, Line, ParsedBody } from './document-body.ts'
import { splitLongText } from './split-text.ts'

/** What an editor writes for the next editor, not for the reader. */
const EDITORS_SECTION = 'Các chỗ đã sửa lỗi quét'
const PART = /^([IVXL]+)\. (.+)$/
const NUMBERED = /^(\d+)\. (.+)$/
const LETTERED = /^([a-zđ])\) (.+)$/
const BULLET = /^- (.+)$/
const TABLE_RULE = /^\|[\s:|-]+\|$/

/** Where in the plan the reader is: "IV" → "IV.2" → "IV.2.a". */
interface Position {
  part: string
  partTitle: string
  item: string
  itemTitle: string
  /** The item is a heading of its own: numbered paragraphs below it are its parts, not its neighbours. */
  itemIsHeading: boolean
  letter: string
}

interface Draft {
  section: string
  heading: string[]
  lines: string[]
}

/** Plans and guides: one passage a bullet or numbered paragraph, with the path of its section; a table is one passage. */
export function parsePlan(body: readonly Line[], context: BodyContext): ParsedBody {
  const parsed: ParsedBody = { passages: [], places: [], notes: [] }
  const at: Position = { part: '', partTitle: '', item: '', itemTitle: '', itemIsHeading: false, letter: '' }
  const drafts: Draft[] = []
  for (const line of body) {
    if (line.text === '') continue
    if (line.text.startsWith('# ')) at.partTitle = line.text.slice(2)
    else if (line.text.startsWith('## ')) enterPart(at, line, parsed, context)
    else if (line.text.startsWith('### ')) enterItem(at, line, parsed, context)
    else if (line.text.startsWith('#')) context.report(line.number, `Not a heading of a plan: “${line.text}”`)
    else if (at.part !== EDITORS_SECTION) addParagraph(at, line, { parsed, drafts })
  }
  for (const [i, draft] of drafts.entries())
    parsed.passages.push(...toPassages(draft, i, drafts, context.doc))
  return parsed
}

function enterPart(at: Position, line: Line, parsed: ParsedBody, context: BodyContext): void {
  const title = line.text.slice(3)
  const numbered = PART.exec(title)
  at.part = numbered?.[1] ?? title
  at.partTitle = title
  leaveItem(at)
  if (at.part !== EDITORS_SECTION)
    addPlace(parsed, { key: at.part, title: numbered?.[2] ?? title, line: line.number }, context)
}

function enterItem(at: Position, line: Line, parsed: ParsedBody, context: BodyContext): void {
  const title = line.text.slice(4)
  const numbered = NUMBERED.exec(title)
  at.item = `${at.part}.${numbered?.[1] ?? title}`
  at.itemTitle = title
  at.itemIsHeading = true
  at.letter = ''
  addPlace(parsed, { key: at.item, title: numbered?.[2] ?? title, line: line.number }, context)
}

function leaveItem(at: Position): void {
  at.item = ''
  at.itemTitle = ''
  at.itemIsHeading = false
  at.letter = ''
}

function addPlace(parsed: ParsedBody, place: ParsedBody['places'][number], context: BodyContext): void {
  if (parsed.places.some((known) => known.key === place.key)) {
    context.report(place.line, `Section ${place.key} stands twice in this document`)
  } else parsed.places.push(place)
}

function addParagraph(at: Position, line: Line, into: { parsed: ParsedBody; drafts: Draft[] }): void {
  const { drafts, parsed } = into
  const last = drafts.at(-1)
  const isNumberedPart = /^[IVXL]+$/.test(at.part)
  if (line.text.startsWith('|')) addTableRow(at, line, drafts)
  else if (!isNumberedPart) {
    // The opening, the addressees, the caption of a table: read as one piece.
    const text = BULLET.exec(line.text)?.[1] ?? line.text
    if (last?.section === at.part && !last.lines.at(-1)?.includes(' | ')) last.lines.push(text)
    else drafts.push({ section: at.part, heading: headings(at), lines: [text] })
  } else {
    const isNew = enterParagraph(at, line, parsed)
    drafts.push({ section: sectionOf(at), heading: headings(at), lines: [stripMark(line.text)] })
    if (isNew && at.letter === '') at.itemTitle = shortTitle(stripMark(line.text))
  }
}

/** Moves into "1. …" or "a) …"; a bullet or a plain paragraph stays where it is. */
function enterParagraph(at: Position, line: Line, parsed: ParsedBody): boolean {
  const numbered = NUMBERED.exec(line.text)
  const lettered = LETTERED.exec(line.text)
  if (numbered !== null && !at.itemIsHeading) {
    leaveItem(at)
    at.item = `${at.part}.${numbered[1]}`
  } else if (numbered !== null || lettered !== null) at.letter = numbered?.[1] ?? lettered?.[1] ?? ''
  else return false
  const key = sectionOf(at)
  if (!parsed.places.some((place) => place.key === key)) {
    parsed.places.push({ key, title: shortTitle(stripMark(line.text)), line: line.number })
  }
  return true
}

/** Tables keep their rows as "cell | cell"; header and rows stay together so that a row can be read. */
function addTableRow(at: Position, line: Line, drafts: Draft[]): void {
  if (TABLE_RULE.test(line.text)) return
  const row = line.text
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
    .join(' | ')
  const last = drafts.at(-1)
  const section = sectionOf(at)
  if (last?.section === section) last.lines.push(row)
  else drafts.push({ section, heading: headings(at), lines: [row] })
}

function sectionOf(at: Position): string {
  const base = at.item === '' ? at.part : at.item
  return at.letter === '' ? base : `${base}.${at.letter}`
}

function headings(at: Position): string[] {
  return [at.partTitle, at.itemTitle].filter((title) => title !== '')
}

function stripMark(text: string): string {
  return (NUMBERED.exec(text) ?? LETTERED.exec(text))?.[2] ?? BULLET.exec(text)?.[1] ?? text
}

function shortTitle(text: string): string {
  const words = text.split(' ')
  return words.length <= 14 ? text : `${words.slice(0, 14).join(' ')}…`
}

function toPassages(draft: Draft, index: number, drafts: readonly Draft[], doc: string): Passage[] {
  const before = drafts.slice(0, index).filter((other) => other.section === draft.section).length
  const base = `${doc}/${draft.section === '' ? 'mo-dau' : draft.section}${before === 0 ? '' : `-${before + 1}`}`
  return splitLongText(draft.lines.join('\n')).map((text, part) => ({
    id: part === 0 ? base : `${base}~${part + 1}`,
    doc,
    ...(draft.section === '' ? {} : { section: draft.section }),
    heading: draft.heading,
    text,
  }))
}
