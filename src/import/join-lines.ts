import { isMarked, readArticle, readDivision } from './markers.ts'
import type { SourceLine } from './source-text.ts'

const BEGINS_LOW = /^[(“"]?\p{Ll}/u
const ENDS = /[.;:!?…]["”’)]*$|\/\.?$/u
/** How a file breaks its lines; null when each line is a paragraph. */
interface Wrapping {
  width: number
  /** Blank lines part the paragraphs, so that nothing else does. */
  hasBlanks: boolean
}

const MAX_WIDTH = 130
const MIN_WIDTH = 50
/** A line this full was broken for want of room. */
const FULL = 0.75
/** So many lines, and such a share of those below another, must begin in lower case before a file counts as typed at a fixed width. */
const MIN_BROKEN = 5
const MIN_SHARE = 0.15

/** Makes one line of each paragraph that a page, a scan or a fixed width broke in the middle of a sentence. */
export function joinLines(lines: readonly SourceLine[]): SourceLine[] {
  const wrapping = findWrapping(lines)
  const joined: SourceLine[] = []
  let lastLength = 0
  for (const line of lines) {
    const last = joined.at(-1)
    const canContinue =
      last !== undefined &&
      last.row === undefined &&
      line.row === undefined &&
      !isMarked(line.text) &&
      !isBareLabel(last.text)
    if (canContinue && (isMidSentence(last, line) || isMidParagraph({ last, line, lastLength }, wrapping))) {
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

function isMidSentence(last: SourceLine, line: SourceLine): boolean {
  return BEGINS_LOW.test(line.text) && !ENDS.test(last.text)
}

function isMidParagraph(
  at: { last: SourceLine; line: SourceLine; lastLength: number },
  wrapping: Wrapping | null,
): boolean {
  if (wrapping === null || at.line.soft !== true || at.lastLength < wrapping.width * FULL) return false
  // Without blank lines a heading and the rule below it look like one paragraph.
  return wrapping.hasBlanks || (!ENDS.test(at.last.text) && readArticle(at.last.text) === null)
}

/** "Chương II", "Điều 5": what follows is a title, not the rest of a sentence. */
function isBareLabel(text: string): boolean {
  return readDivision(text)?.title === '' || readArticle(text)?.title === ''
}

function findWrapping(lines: readonly SourceLine[]): Wrapping | null {
  const plain = lines.filter(({ row }) => row === undefined)
  const width = plain.reduce((longest, { text }) => Math.max(longest, text.length), 0)
  if (width > MAX_WIDTH || width < MIN_WIDTH) return null
  const soft = plain.filter((line) => line.soft === true)
  const broken = soft.filter(({ text }) => BEGINS_LOW.test(text) && !isMarked(text)).length
  if (broken < MIN_BROKEN || broken < soft.length * MIN_SHARE) return null
  return { width, hasBlanks: plain.length - soft.length > plain.length * MIN_SHARE }
}
