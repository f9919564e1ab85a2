import { splitSentences } from './split-text.ts'
import { foldedPairs, tokenise } from './tokenise.ts'

/** How much of a passage is read out, in characters: about two spoken sentences. */
const ENOUGH = 320
/** A list is better whole: half of its cases could mislead. */
const ENOUGH_OF_A_LIST = 560
const MAX_POINTS = 4
/** Paragraphs say the main thing first. */
const FIRST_SENTENCE = 1.4

export interface Wanted {
  folded: ReadonlySet<string>
  pairs: ReadonlySet<string>
}

export interface Quote {
  /** Each word for word as stored. */
  lines: string[]
  /** No point of a list was left out. */
  isWhole: boolean
}

/**
 * The part of a passage that answers. A short passage whole; of a clause with points the lead and the points that fit
 * the question; of a long paragraph the sentences that fit; of a table the fitting row with its header's names.
 */
export function quotePassage(text: string, wanted: Wanted): Quote {
  if (isTable(text)) return { lines: quoteTable(text, wanted), isWhole: true }
  const lines = text.split('\n')
  if (text.length <= (lines.length > 1 ? ENOUGH_OF_A_LIST : ENOUGH)) return { lines, isWhole: true }
  return lines.length > 1
    ? quotePoints(lines, wanted)
    : { lines: quoteSentences(text, wanted), isWhole: true }
}

function isTable(text: string): boolean {
  return text.split('\n').filter((line) => line.includes(' | ')).length > 1
}

function fit(text: string, wanted: Wanted): number {
  const tokens = tokenise(text)
  const words = new Set(tokens.map((token) => token.folded))
  return count(words, wanted.folded) + 2 * count(new Set(foldedPairs(tokens)), wanted.pairs)
}

function count(items: ReadonlySet<string>, wanted: ReadonlySet<string>): number {
  let found = 0
  for (const item of items) if (wanted.has(item)) found += 1
  return found
}

function quotePoints(lines: readonly string[], wanted: Wanted): Quote {
  const [lead = '', ...points] = lines
  const best = points
    .map((point, i) => ({ point, i, score: fit(point, wanted) }))
    .sort((a, b) => b.score - a.score || a.i - b.i)
  const chosen: typeof best = []
  let length = lead.length
  for (const point of best) {
    if (chosen.length > 0 && (length + point.point.length > ENOUGH_OF_A_LIST || chosen.length === MAX_POINTS))
      break
    chosen.push(point)
    length += point.point.length
  }
  // A long lead that is not the opening of a list is itself to be shortened.
  const opening = lead.length > ENOUGH ? quoteSentences(lead, wanted) : [lead]
  const shown = chosen.sort((a, b) => a.i - b.i).map(({ point }) => point)
  return { lines: [...opening, ...shown], isWhole: shown.length === points.length }
}

/** The sentence that fits best, and a fitting neighbour if both are short. */
function quoteSentences(text: string, wanted: Wanted): string[] {
  const sentences = splitSentences(text)
  const scores = sentences.map((sentence, i) => fit(sentence, wanted) * (i === 0 ? FIRST_SENTENCE : 1))
  const best = scores.indexOf(Math.max(...scores))
  const withNext = (scores[best + 1] ?? 0) > 0 ? cut(text, sentences.slice(best, best + 2)) : ''
  const withPrevious =
    best > 0 && (scores[best - 1] ?? 0) > 0 ? cut(text, sentences.slice(best - 1, best + 1)) : ''
  const longer = [withNext, withPrevious].find((span) => span !== '' && span.length <= ENOUGH)
  return [longer ?? cut(text, sentences.slice(best, best + 1))]
}

/** Cut from the text itself: joining sentences could change a space. */
function cut(text: string, sentences: readonly string[]): string {
  const start = text.indexOf(sentences[0] ?? '')
  const last = sentences.at(-1) ?? ''
  return text.slice(start, text.indexOf(last, start) + last.length)
}

/** "Đơn vị: Ngọc Lâm · Vụ XLHS…: 3": the cells as stored, each under its column's name. */
function quoteTable(text: string, wanted: Wanted): string[] {
  const rows = text.split('\n').filter((line) => line.includes(' | '))
  const [header = '', ...body] = rows
  const names = header.split(' | ')
  const scored = body.map((row) => ({ row, score: fit(row, wanted) }))
  const top = Math.max(...scored.map(({ score }) => score))
  const total = body.at(-1) ?? ''
  const chosen =
    top === 0
      ? [total]
      : scored
          .filter(({ score }) => score === top)
          .slice(0, 2)
          .map(({ row }) => row)
  return chosen.map((row) =>
    row
      .split(' | ')
      .map((cell, i) => ({ name: names[i]?.trim() ?? '', cell: cell.trim() }))
      .filter(({ cell, name }) => cell !== '' && name !== 'TT')
      .map(({ name, cell }) => `${name}: ${cell}`)
      .join(' · '),
  )
}
