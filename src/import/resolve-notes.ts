import { remark, type SourceLine, type SourceText } from './source-text.ts'

/** "[3]", or a raised "³" that is no square metre. */
const REFERENCE = /\s*\[(\d{1,3})\]|(?<=[\p{L}.,;:”)])(?<!(?:^|\s)[kcd]?m)([¹²³⁴-⁹⁰]+)/gu
const BODY = /^(?:\[(\d{1,3})\]|([¹²³⁴-⁹⁰]+))\s*(.+)$/u

/** Ties each footnote to the line that points to it and takes the "[3]" out of that line. */
export function resolveNotes(source: SourceText): SourceText {
  const bodies = new Map<string, SourceLine[]>()
  const kept = source.lines.filter((line, i) => !takeBody(line, () => source.lines.slice(0, i), bodies))
  const used = new Set<string>()
  const lines = kept.map((line) => tie(line, bodies, used))
  const unused = [...bodies].filter(([label]) => !used.has(label)).flatMap(([, of]) => of)
  return {
    ...source,
    lines,
    leftOut: [...source.leftOut, ...unused.map((line) => remark(line, 'a footnote to which nothing points'))],
  }
}

/** A page marks its footnotes; a plain text has them as lines "[3] …" or "³ …" below a line that says so. */
function takeBody(
  line: SourceLine,
  before: () => readonly SourceLine[],
  bodies: Map<string, SourceLine[]>,
): boolean {
  const typed = BODY.exec(line.text)
  const typedLabel = typed?.[1] ?? typed?.[2]
  const label = line.noteOf ?? typedLabel
  if (label === undefined || line.row !== undefined) return false
  const isPointedTo = (): boolean =>
    before().some(({ text, noteOf }) => noteOf === undefined && labelsIn(text).includes(label))
  if (line.noteOf === undefined && !isPointedTo()) return false
  const text = typedLabel === label ? (typed?.[3] ?? '') : line.text
  bodies.set(label, [...(bodies.get(label) ?? []), { ...line, text }])
  return true
}

function tie(line: SourceLine, bodies: ReadonlyMap<string, SourceLine[]>, used: Set<string>): SourceLine {
  const labels = labelsIn(line.text).filter((label) => bodies.has(label))
  if (labels.length === 0) return line
  for (const label of labels) used.add(label)
  const strip = (text: string): string =>
    text
      .replace(REFERENCE, (whole: string, typed?: string, raised?: string) =>
        bodies.has(typed ?? raised ?? '') ? '' : whole,
      )
      .trim()
  const notes = labels.map((label) => (bodies.get(label) ?? []).map(({ text }) => text).join(' '))
  const row = line.row === undefined ? {} : { row: { ...line.row, cells: line.row.cells.map(strip) } }
  return { ...line, ...row, text: strip(line.text), notes }
}

function labelsIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map((match) => match[1] ?? match[2] ?? '')
}
