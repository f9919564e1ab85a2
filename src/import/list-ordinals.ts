import { toRoman } from './roman.ts'

/** Numbers of a list of a page as a browser draws them: "1.", "a)", "I.". */
export function createOrdinals(
  type: string | undefined,
  start: string | undefined,
): (value?: string) => string {
  let next = Number.parseInt(start ?? '1', 10) || 1
  return (value) => {
    const number = Number.parseInt(value ?? '', 10) || next
    next = number + 1
    return formatOrdinal(number, type ?? '1')
  }
}

function formatOrdinal(number: number, type: string): string {
  if (type === 'a' || type === 'A') {
    const letter = toLetters(number)
    return type === 'a' ? `${letter})` : `${letter.toUpperCase()}.`
  }
  if (type === 'i') return `${toRoman(number).toLowerCase()}.`
  return type === 'I' ? `${toRoman(number)}.` : `${number}.`
}

/** 1 → "a", 27 → "aa", as word processors and browsers count. */
export function toLetters(number: number): string {
  const letter = String.fromCharCode(97 + ((number - 1) % 26))
  return letter.repeat(Math.floor((number - 1) / 26) + 1)
}
