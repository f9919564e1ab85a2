/** Where a text may be cut, best first. Each match ends at the cut. */
const BREAKS = [/\n\n/g, /\n/g, /[.!?…:;]["”’)]?\s/g, /\s/g]

/**
 * Cuts a text into parts of at most `max` UTF-16 units, at the end of a paragraph, line, sentence or word where one
 * lies in the second half of a part. Composed (NFC) first; a character is never torn apart. Empty text gives no part.
 */
export function splitText(text: string, max: number): string[] {
  const parts: string[] = []
  let rest = text.normalize('NFC').trim()
  while (rest.length > max) {
    const cut = bestCut(rest, max)
    parts.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  return rest === '' ? parts : [...parts, rest]
}

function bestCut(text: string, max: number): number {
  const head = text.slice(0, max + 1)
  for (const pattern of BREAKS) {
    const cut = lastBreak(head, pattern, max)
    if (cut > max / 2) return cut
  }
  return wholeCharacter(text, max)
}

function lastBreak(head: string, pattern: RegExp, max: number): number {
  let cut = 0
  for (const match of head.matchAll(pattern)) {
    // The white space at the end of the match is dropped, so it may lie just beyond the limit.
    const end = match.index + match[0].trimEnd().length
    if (end <= max) cut = end
  }
  return cut
}

/** Not between the halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const before = text.charCodeAt(at - 1)
  return before >= 0xd800 && before <= 0xdbff ? at - 1 : at
}
