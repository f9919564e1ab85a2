import { clean, fold, hasMarks } from './vietnamese.ts'

/** One word or number of a text, and where it stands in `MarkedText.original`. */
export interface Token {
  start: number
  end: number
  /** Lower case, with its marks. */
  raw: string
  folded: string
  /** Begins with a capital letter. */
  capital: boolean
  /** What stands between the word before and this one. */
  gap: string
}

/** A part of a text, as positions in `original`. */
export interface Span {
  start: number
  end: number
}

/** A text made ready for reading with and without its marks: `folded` has exactly the length of `original`, so that positions are the same in both. */
export interface MarkedText {
  original: string
  folded: string
  marked: boolean
  tokens: readonly Token[]
}

/** Numbers keep what stands inside them: "12/3", "29H1-234.56", "22h30". */
const WORD = /\d+(?:[./:-]?[\p{L}\d]+)*(?:[./:-]\d+)*|\p{L}+\d*/gu

/** Composes, folds and splits. Safe for any text. */
export function readyText(text: string): MarkedText {
  const original = clean(text)
  const folded = foldInPlace(original)
  const tokens: Token[] = []
  let last = 0
  for (const found of original.matchAll(WORD)) {
    const start = found.index
    const end = start + found[0].length
    tokens.push({
      start,
      end,
      raw: found[0].toLowerCase(),
      folded: folded.slice(start, end),
      capital: /^\p{Lu}/u.test(found[0]),
      gap: original.slice(last, start),
    })
    last = end
  }
  return { original, folded, marked: hasMarks(original), tokens }
}

/** Letter by letter; a letter that does not fold to one of its own stays as it is. */
function foldInPlace(text: string): string {
  let folded = ''
  for (const unit of text.split('')) {
    const one = fold(unit)
    folded += one.length === 1 ? one : unit
  }
  return folded
}

/**
 * Whether the words at `span` may be `phrase` (written with its marks). In a text with marks they must stand letter for
 * letter; several words may also have been typed without any. In a text without marks everything that folds to it counts.
 */
export function agrees(text: MarkedText, span: Span, phrase: string): boolean {
  if (!text.marked) return true
  const typed = text.original.slice(span.start, span.end).toLowerCase()
  if (typed === phrase || sameButTone(typed, phrase)) return true
  return phrase.includes(' ') && typed === text.folded.slice(span.start, span.end)
}

/** "hoá" and "hóa", "toà" and "tòa": the mark on the other vowel. */
function sameButTone(typed: string, phrase: string): boolean {
  return (
    fold(typed) === fold(phrase) &&
    tonesOf(typed) === tonesOf(phrase) &&
    /[ou][àáảãạaèéẻẽẹeỳýỷỹỵy]|[òóỏõọùúủũụ][aey]/.test(phrase)
  )
}

function tonesOf(text: string): string {
  return [...text.normalize('NFD').matchAll(/[\u0300\u0301\u0303\u0309\u0323]/g)].map(String).join('')
}

/** Every place where a phrase stands as whole words with its own marks. `phrase`: lower case, with marks; `plain`: the same folded. */
export function occurrences(text: MarkedText, phrase: string, plain = fold(phrase)): Span[] {
  const found: Span[] = []
  for (let at = text.folded.indexOf(plain); at !== -1; at = text.folded.indexOf(plain, at + 1)) {
    const span = { start: at, end: at + plain.length }
    if (isWhole(text, span) && agrees(text, span, phrase)) found.push(span)
  }
  return found
}

function isWhole({ folded }: MarkedText, { start, end }: Span): boolean {
  return !/[\p{L}\d]/u.test(folded[start - 1] ?? ' ') && !/[\p{L}\d]/u.test(folded[end] ?? ' ')
}

export function textAt(text: MarkedText, span: Span): string {
  return text.original.slice(span.start, span.end).replace(/\s+/g, ' ').trim()
}
