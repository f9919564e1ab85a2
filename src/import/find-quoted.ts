import type { SourceLine } from './source-text.ts'

const MAX_QUOTED = 300

/**
 * Lines inside a quotation that runs over several lines: an amending law quotes whole articles, which are none of its
 * own. A quotation that never closes counts as none.
 */
export function findQuoted(lines: readonly SourceLine[]): ReadonlySet<SourceLine> {
  const quoted = new Set<SourceLine>()
  for (let i = 0; i < lines.length; i++) {
    const end = findEnd(lines, i)
    for (const line of lines.slice(i + 1, end + 1)) quoted.add(line)
    i = Math.max(i, end)
  }
  return quoted
}

/** Index of the line that closes what line `start` opens; `start` when it opens nothing. */
function findEnd(lines: readonly SourceLine[], start: number): number {
  let open = balance(lines[start]?.text ?? '')
  if (open <= 0) return start
  for (let i = start + 1; i < Math.min(lines.length, start + MAX_QUOTED); i++) {
    open += balance(lines[i]?.text ?? '')
    if (open <= 0) return i
  }
  return start
}

function balance(text: string): number {
  return (text.match(/“/g)?.length ?? 0) - (text.match(/”/g)?.length ?? 0)
}
