/** A piece of a text: words, or a number that can be called. */
export type Piece = { type: 'words'; text: string } | { type: 'phone'; text: string; href: string }

/** What stands before a number that is an article, a clause or a law, and no telephone. */
const CITED = /(?:điều|khoản|điểm|mục|luật|article|clause|law|\/|\d[.,-]?)\s?$/i

/** Splits a text at the deployment's telephone numbers. Only numbers from there are ever made into links. */
export function findPhones(text: string, phones: readonly string[]): Piece[] {
  if (phones.length === 0) return [{ type: 'words', text }]
  const pattern = new RegExp(longestFirst(phones).map(escape).join('|'), 'g')
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    const after = text.slice(match.index + match[0].length)
    if (CITED.test(text.slice(0, match.index)) || /^(?:\d|[./,-]\d|\/)/.test(after)) continue
    if (match.index > end) pieces.push({ type: 'words', text: text.slice(end, match.index) })
    pieces.push({ type: 'phone', text: match[0], href: telephoneLink(match[0]) })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push({ type: 'words', text: text.slice(end) })
  return pieces
}

export function telephoneLink(phone: string): string {
  return `tel:${phone.replace(/[^\d+]/g, '')}`
}

function longestFirst(phones: readonly string[]): string[] {
  return [...new Set(phones)].sort((a, b) => b.length - a.length)
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
