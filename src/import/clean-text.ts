const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
  '(': '⁽',
  ')': '⁾',
}

/**
 * One line as we store it: NFC, single plain spaces, no invisible signs. Word and old sites write Đ as the Icelandic
 * Eth, which looks the same and is found by no search.
 */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('Ð', 'Đ')
    .replaceAll('ð', 'đ')
    .replace(/[\p{Cf}\uFFFC]/gu, '')
    .replace(/[\s\p{Cc}\p{Zs}]+/gu, ' ')
    .trim()
}

/** "2" as "²": written on the line, 10² would become 102. */
export function raiseDigits(text: string): string {
  return [...text].map((sign) => SUPERSCRIPTS[sign] ?? sign).join('')
}

/** Words and numbers, lower case: what must be the same before and after an import. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** Whether the text has letters and all are capitals, as titles have. */
export function isUpperCase(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text)
}
