import type { Word } from './words.ts'

/** Weights fitted to words without marks, to pairs of neighbours, and to meanings (their names begin with "#"). */
export interface SignWeights<W> {
  single: ReadonlyMap<string, W>
  /** By the first word, then by the second: no text is put together for each pair of a message. */
  pairs: ReadonlyMap<string, ReadonlyMap<string, W>>
}

const MOST_WORDS = 400

/** The words as they are weighed: without marks, teen-code read out. */
export function weighedWords(words: readonly Word[]): string[] {
  return words.slice(0, MOST_WORDS).map(({ keys }) => (keys[1] ?? keys[0])?.folded ?? '')
}

/** Reads lines of "HEAD: sign sign_of_two #meaning"; `read` makes of a head a weight of its own for each sign. */
export function readSignWeights<W extends object>(lines: string, read: (head: string) => W): SignWeights<W> {
  const single = new Map<string, W>()
  const pairs = new Map<string, Map<string, W>>()
  for (const line of lines.split('\n')) {
    const [head = '', list = ''] = line.split(': ')
    for (const sign of list.split(' ')) {
      const [first = '', second] = sign.split('_')
      if (sign === '') continue
      if (second === undefined) single.set(sign, read(head))
      else pairs.set(first, (pairs.get(first) ?? new Map<string, W>()).set(second, read(head)))
    }
  }
  return { single, pairs }
}

/** The weights of all words and pairs of a text, each once, in the order of the text: first the words. */
export function weightsIn<W extends object>(
  words: readonly Word[],
  { single, pairs }: SignWeights<W>,
): Set<W> {
  const found = new Set<W>()
  const read = weighedWords(words)
  for (const word of read) {
    const weight = single.get(word)
    if (weight !== undefined) found.add(weight)
  }
  for (let i = 1; i < read.length; i += 1) {
    const weight = pairs.get(read[i - 1] ?? '')?.get(read[i] ?? '')
    if (weight !== undefined) found.add(weight)
  }
  return found
}
