/** Vietnamese text without meaning: composition, folding, syllables. Shared by danger detection, search and routing. */

const TONE_AND_SHAPE_MARKS = /[\u0300-\u036f]/g
/** Half a character. (`toWellFormed` would do it, but older phones lack it.) */
const LONE_SURROGATE = /\p{Surrogate}/gu
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Composed (NFC), well-formed, without control or direction characters; white space kept. Safe for any input. */
export function clean(text: string): string {
  return text.replace(LONE_SURROGATE, '').normalize('NFC').replace(INVISIBLE, '')
}

/** Lower case without any mark: "Đường Nguyễn" → "duong nguyen". Length may differ from the input's. */
export function fold(text: string): string {
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
