import { findNumbers } from './find-numbers.ts'

/** Who or which time a rule is for, and what it says of them: each from the source, but joined wrongly, is a lie too. */
const TERM = /^\d.* (?:gio|ngay|ngay lam viec|tuan|thang|nam|dong)$/
const AGE = /^\d.* tuoi$/
const TIMES: readonly (readonly [RegExp, string])[] = [
  [/lần (?:đầu|thứ nhất|một|1(?!\d))|first (?:time|term)|the first/u, 'lan 1'],
  [/lần (?:thứ )?(?:hai|2(?!\d))|tái nghiện|second time|the second/u, 'lan 2'],
  [/lần (?:thứ )?(?:ba|3(?!\d))|third time|the third/u, 'lan 3'],
]

/**
 * Whether each "lần đầu" and each age stands in the source beside the terms and amounts that the sentence gives it:
 * clause by clause in the sentence, sentence by sentence in the source.
 */
export function holdsTogether(sentence: string, source: string): boolean {
  const parts = split(source, /[.;\n]+(?=\s|$)/u).map(read)
  return split(sentence, /[,;.]+(?=\s|$)/u)
    .map(read)
    .filter(({ whose, terms }) => whose.length > 0 && terms.length > 0)
    .every((clause) =>
      parts.some((part) => isWithin(clause.whose, part.whose) && isWithin(clause.terms, part.terms)),
    )
}

function split(text: string, at: RegExp): string[] {
  return text.normalize('NFC').toLowerCase().split(at)
}

function read(part: string): { whose: string[]; terms: string[] } {
  const numbers = findNumbers(part).map(({ claim }) => claim)
  const times = TIMES.flatMap(([pattern, name]) => (pattern.test(part) ? [name] : []))
  return {
    whose: [...times, ...numbers.filter((claim) => AGE.test(claim))],
    terms: numbers.filter((claim) => TERM.test(claim)),
  }
}

function isWithin(few: readonly string[], many: readonly string[]): boolean {
  return few.every((one) => many.includes(one))
}
