import { checkPlan } from './check-plan.ts'
import { isUpperCase } from './clean-text.ts'
import { findTitle } from './find-title.ts'
import {
  isAddressees,
  isDocumentType,
  isMarked,
  isPlanAppendix,
  isSignature,
  readBullet,
  readClause,
  readPart,
  readPoint,
} from './markers.ts'
import type { Recognised } from './outline.ts'
import type { Entry, PlanOutline, Section } from './plan-outline.ts'
import { type Remark, remark, type SourceLine } from './source-text.ts'
import { writePlan } from './write-plan.ts'

interface Reading {
  outline: PlanOutline
  doubts: Remark[]
  /** Names under the plan; they go behind the addressees. */
  signature: Entry[]
  /** Lines are read as: rules · signature · a list without parts (addressees, appendix). */
  state: 'body' | 'signature' | 'list'
}

/** Recognises a plan's I / 1 / a) / - and the tables behind it. Pure. */
export function recognisePlan(lines: readonly SourceLine[]): Recognised {
  const { from, to, title } = findTitle(lines)
  const outline: PlanOutline = { title, preamble: [], sections: [] }
  const reading: Reading = { outline, doubts: [], signature: [], state: 'body' }
  for (const [i, line] of lines.entries()) if (i < from || i >= to) place(withNotes(line), reading)
  settleSignature(reading)
  const checked = checkPlan(outline)
  return {
    title,
    markdown: writePlan(outline),
    counts: { ...checked.counts, tables: new Set(lines.flatMap(({ row }) => row?.table ?? [])).size },
    leftOut: [],
    doubts: reading.doubts,
    gaps: checked.gaps,
    errors: checked.errors,
  }
}

/** Footnotes go into parentheses at the end of what they explain. */
function withNotes(line: SourceLine): SourceLine {
  const notes = (line.notes ?? []).map((note) => ` (${note})`).join('')
  if (notes === '') return line
  const { row } = line
  const cells = row?.cells.map((cell, i, all) => (i === all.length - 1 ? cell + notes : cell))
  return { ...line, text: line.text + notes, ...(row && cells ? { row: { ...row, cells } } : {}) }
}

function place(line: SourceLine, reading: Reading): void {
  const { sections } = reading.outline
  const last = sections.at(-1)
  if (line.row === undefined && openSection(line, reading)) return
  if (reading.state === 'signature' && line.row === undefined) reading.signature.push(entry('plain', line))
  else if (last === undefined) reading.outline.preamble.push(entryOf(line, null))
  else if (isRestOfTitle(last, line)) last.title = `${last.title} ${line.text}`
  else
    last.entries.push(
      reading.state === 'body' && last.key !== '' ? numbered(line, last, reading) : entryOf(line, null),
    )
}

/** True when the line is a heading, or the first of the signature's. */
function openSection(line: SourceLine, reading: Reading): boolean {
  const { sections } = reading.outline
  const part = reading.state === 'body' ? readPart(line.text) : null
  const isTitle = isDocumentType(line.text) && isUpperCase(line.text) && !line.text.endsWith(':')
  if (part !== null && part.key === part.key.toUpperCase())
    open(reading, { key: part.key, title: part.text, line })
  else if (isAddressees(line.text)) openAddressees(line, reading)
  else if (isPlanAppendix(line.text) && sections.length > 0)
    open(reading, { key: '', title: line.text, line }, 'list')
  else if (isTitle) open(reading, { key: '', title: line.text, line })
  else if (isSignature(line.text) && reading.state === 'body' && sections.length > 0) {
    reading.state = 'signature'
    reading.signature.push(entry('plain', line))
  } else return false
  return true
}

function open(
  reading: Reading,
  { key, title, line }: { key: string; title: string; line: SourceLine },
  state: Reading['state'] = 'body',
): void {
  settleSignature(reading)
  reading.state = state
  reading.outline.sections.push({ key, title, line: line.number, entries: [] })
}

function openAddressees(line: SourceLine, reading: Reading): void {
  const rest = line.text.replace(/^Nơi nhận\s*:?\s*/iu, '')
  const { sections } = reading.outline
  const before = sections.filter(({ title }) => title.startsWith('Nơi nhận')).length
  sections.push({
    key: '',
    title: before === 0 ? 'Nơi nhận' : `Nơi nhận (${before + 1})`,
    line: line.number,
    entries: [],
  })
  reading.state = 'list'
  if (rest !== '') sections.at(-1)?.entries.push(entryOf({ ...line, text: rest }, null))
}

/** The names stand behind the addressees, or under a heading of their own. */
function settleSignature(reading: Reading): void {
  if (reading.signature.length === 0) return
  const last = reading.outline.sections.at(-1)
  if (last?.title.startsWith('Nơi nhận')) last.entries = last.entries.concat(reading.signature)
  else
    reading.outline.sections.push({
      key: '',
      title: 'Người ký',
      line: reading.signature[0]?.line ?? 0,
      entries: reading.signature,
    })
  reading.signature = []
}

function isRestOfTitle(section: Section, line: SourceLine): boolean {
  if (section.entries.length > 0 || line.row !== undefined || isMarked(line.text)) return false
  return isUpperCase(section.title) && isUpperCase(line.text)
}

/** A numbered line of a part: its next item, or a number inside the item before it. */
function numbered(line: SourceLine, section: Section, reading: Reading): Entry {
  const clause = line.row === undefined ? readClause(line.text) : null
  if (clause === null) return entryOf(line, line.row === undefined ? readPoint(line.text) : null)
  const number = Number.parseInt(clause.key, 10)
  const item = Number(section.entries.findLast(({ kind }) => kind === 'item')?.key ?? '0')
  const counted = section.entries.findLast(({ kind }) => kind === 'item' || kind === 'nested')
  const goesOnInside = counted?.kind === 'nested' && number === Number(counted.key) + 1
  if (goesOnInside && number === item + 1) {
    reading.doubts.push(
      remark(line, 'it may be a new item or go on with the list inside the item above it; kept inside'),
    )
  }
  const kind = number > item && !goesOnInside ? 'item' : 'nested'
  return { kind, line: line.number, key: clause.key, text: clause.text }
}

function entryOf(line: SourceLine, letter: { key: string; text: string } | null): Entry {
  if (line.row !== undefined) return { ...entry('row', line), row: line.row }
  if (letter !== null) return { kind: 'letter', line: line.number, key: letter.key, text: letter.text }
  const bullet = readBullet(line.text)
  return bullet === null ? entry('plain', line) : { ...entry('bullet', line), text: bullet }
}

function entry(kind: Entry['kind'], line: SourceLine): Entry {
  return { kind, line: line.number, key: '', text: line.text }
}
