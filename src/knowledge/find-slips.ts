import type { OpenKnowledge } from './open-knowledge.ts'
import { differsByOne } from './read-unknown-word.ts'
import { type Token, tokenise } from './tokenise.ts'

const MIN_LENGTH = 3
const MAX_SLIPS = 4

/**
 * Slips that are words themselves: in "cho da bi bat" no text has "cho da" side by side, but people's questions have
 * "choi da". Looked for only among words typed without marks; what is found is added, nothing is taken away.
 */
export function findSlips(tokens: readonly Token[], open: OpenKnowledge): Token[][] {
  const slips: Token[][] = []
  for (const [i, second] of tokens.slice(1).entries()) {
    const first = tokens[i]
    if (first === undefined || slips.length >= MAX_SLIPS) break
    if (first.isMarked || second.isMarked || open.known.hasPair(`${first.folded} ${second.folded}`)) continue
    const better =
      first.folded.length >= MIN_LENGTH ? nearest(first.folded, open.askedBefore.get(second.folded)) : null
    if (better !== null) slips.push(tokenise(`${better} ${second.typed}`))
  }
  return slips
}

/** The only word of the list that is one letter away. */
function nearest(word: string, list: readonly string[] | undefined): string | null {
  const near = (list ?? []).filter((other) => other.length >= word.length && differsByOne(word, other))
  return near.length === 1 ? (near[0] ?? null) : null
}
