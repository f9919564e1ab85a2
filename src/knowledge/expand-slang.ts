import { findPhrases, isSameWord, makePhraseTable, type PhraseTable } from './phrases.ts'
import { type Token, tokenise } from './tokenise.ts'
import type { Slang } from './vocabulary.ts'

interface Gate {
  means: readonly Token[]
  isTopic: boolean
  after: readonly (readonly Token[])[] | null
  notBefore: readonly (readonly Token[])[]
}

export type SlangTable = PhraseTable<Gate>

export function makeSlangTable(slang: readonly Slang[]): SlangTable {
  return makePhraseTable(
    slang.flatMap((entry) => {
      const gate: Gate = {
        means: tokenise(entry.means),
        isTopic: entry.isTopic,
        after: entry.after === undefined ? null : tokenisePhrases(entry.after),
        notBefore: tokenisePhrases(entry.notBefore ?? []),
      }
      return entry.say.map((say) => [say, gate] as const)
    }),
  )
}

function tokenisePhrases(phrases: readonly string[]): Token[][] {
  return phrases.map((phrase) => tokenise(phrase))
}

export interface Expansion {
  means: readonly Token[]
  isTopic: boolean
}

/** What the question's slang stands for, in the documents' words; the question keeps its own words besides. */
export function expandSlang(tokens: readonly Token[], table: SlangTable): Expansion[] {
  return findPhrases(tokens, table)
    .filter(({ value, start, end }) => isOpen(value, tokens, start, end))
    .map(({ value }) => ({ means: value.means, isTopic: value.isTopic }))
}

function isOpen(gate: Gate, tokens: readonly Token[], start: number, end: number): boolean {
  const follows = (words: readonly Token[]) => words.every((word, i) => isSameWord(tokens[end + i], word))
  const precedes = (words: readonly Token[]) =>
    words.every((word, i) => isSameWord(tokens[start - words.length + i], word))
  return !gate.notBefore.some(follows) && (gate.after === null || gate.after.some(precedes))
}
