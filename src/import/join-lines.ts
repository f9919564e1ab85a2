import { isMarked, readArticle, readDivision } from './markers.ts'
import type { SourceLine } from './source-text.ts'

const ENDS = /[.;:!?…]["”’)]*$|\/\.?$/u
/** Files typed at a fixed width: most lines nearly that long, none much longer. */
const MAX_WIDTH = 130

/** Makes one line of each paragraph that a page, a scan or a fixed width broke in the middle of a sentence. */
export function joinLines(lines: readonly SourceLine[]): SourceLine[] {
  const width = findWidth(lines)
  const joined: SourceLine[] = []
  let lastLength = 0
  for (const line of lines) {
    const last = joined.at(-1)
    if (last !== undefined && continues(last, line, width !== null && lastLength >= width * 0.75)) {
      joined[joined.length - 1] = merge(last, line)
    } else joined.push(line)
    lastLength = line.text.length
  }
  return joined
}

function merge(first: SourceLine, second: SourceLine): SourceLine {
  const notes = [...(first.notes ?? []), ...(second.notes ?? [])]
  return { ...first, text: `${first.text} ${second.text}`, ...(notes.length > 0 ? { notes } : {}) }
}

function continues(last: SourceLine, line: SourceLine, wasFull: boolean): boolean {
  if (last.row !== undefined || line.row !== undefined || isMarked(line.text) || isBareLabel(last.text)) return false
  if (line.soft === true && wasFull) return true
  return /^[(“"]?\p{Ll}/u.test(line.text) && !ENDS.test(last.text)
}

/** "Chương II", "Điều 5": what follows is a title, not the rest of a sentence. */
function isBareLabel(text: string): boolean {
  return readDivision(text)?.title === '' || readArticle(text)?.title === ''
}

function findWidth(lines: readonly SourceLine[]): number | null {
  const lengths = lines.filter(({ row }) => row === undefined).map(({ text }) => text.length)
  const longest = Math.max(0, ...lengths)
  if (longest > MAX_WIDTH || longest < 50) return null
  const full = lengths.filter((length) => length >= longest * 0.75)
  return full.length >= lengths.length * 0.4 ? longest : null
}
