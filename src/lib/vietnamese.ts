/** Vietnamese text without meaning: composition, folding, syllables. Shared by danger detection, search and routing. */

const TONE_AND_SHAPE_MARKS = /[\u0300-\u036f]/g
/** Half a character. (`toWellFormed` would do it, but older phones lack it.) */
const LONE_SURROGATE = /\p{Surrogate}/gu
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Text of these letters, signs and blanks alone is as `clean` would leave it: nearly all text, known at one look. */
const IS_CLEAN = /^[\t\n\r -~\u00a0-\u00ac\u00ae-\u024f\u1ea0-\u1ef9\u2010-\u2027]*$/

/** Composed (NFC), well-formed, without control or direction characters; white space kept. Safe for any input. */
export function clean(text: string): string {
  if (IS_CLEAN.test(text)) return text
  return text.replace(LONE_SURROGATE, '').normalize('NFC').replace(INVISIBLE, '')
}

/** Lower case without any mark: "Đường Nguyễn" → "duong nguyen". Length may differ from the input's. */
export function fold(text: string): string {
  if (IS_ASCII.test(text)) return text.toLowerCase()
  return (text.length <= MOST_BY_LETTER ? foldByLetter(text) : null) ?? foldAny(text)
}

const IS_ASCII = /^[\0-\x7f]*$/
/** Longer texts are few, and have no need of it. */
const MOST_BY_LETTER = 1_000

/** The letters of Vietnamese and its neighbours, each folded by itself; null where a text has any other sign. */
function foldByLetter(text: string): string | null {
  const codes: number[] = []
  for (let i = 0; i < text.length; i += 1) {
    const folded = FOLDED[text.charCodeAt(i)]
    if (folded === undefined || folded === 0) return null
    codes.push(folded)
  }
  return String.fromCharCode(...codes)
}

/** By character code; 0 where folding takes more than the letter alone. */
const FOLDED = new Uint16Array(0x2028)
for (const [from, to] of [
  [0x01, 0x24f],
  [0x1ea0, 0x1ef9],
  [0x2010, 0x2027],
] as const) {
  for (let code = from; code <= to; code += 1) {
    const folded = foldAny(String.fromCharCode(code))
    FOLDED[code] = folded.length === 1 ? folded.charCodeAt(0) : 0
  }
}

function foldAny(text: string): string {
  return text
    .replace(LONE_SURROGATE, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(TONE_AND_SHAPE_MARKS, '')
    .replaceAll('đ', 'd')
    .normalize('NFC')
}

/** Whether the text carries at least one Vietnamese mark (a tone, a hat, a horn or đ). */
export function hasMarks(text: string): boolean {
  return fold(text) !== text.replace(LONE_SURROGATE, '').toLowerCase().normalize('NFC')
}

/** Letters and digits in runs, in order: "nhà số 12/3" → ["nhà", "số", "12", "3"]. Case is kept. */
export function syllables(text: string): string[] {
  return clean(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Number of syllables a reader speaks: the measure of message length in our style rule (at most 60). */
export function countSyllables(text: string): number {
  return syllables(text).length
}
