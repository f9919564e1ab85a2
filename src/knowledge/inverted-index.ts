/**
 * BM25 over an inverted index of short texts, in two views: folded words and neighbouring folded words. (A third view
 * of words with their marks changed nothing on our questions and took a quarter of the file.) Stored as text and base64 so that one JSON file carries it to the browser.
 */

const views = ['folded', 'pairs'] as const
export type View = (typeof views)[number]

/** As stored. `terms` are joined by a space, pairs as lines "a b c" for "a b" and "a c"; `postings` is base64 of varints. */
export interface StoredIndex {
  lengths: number[]
  terms: Record<View, string>
  postings: Record<View, string>
}

/** A text to index: its terms per view, with a whole weight each (a heading's word may count twice). */
export type WeightedTerms = Record<View, ReadonlyMap<string, number>>

/** As searched. */
export interface InvertedIndex {
  size: number
  /** Length of each text in words, relative to the average. */
  relativeLengths: Float32Array
  views: Record<View, Postings>
}

interface Postings {
  ids: ReadonlyMap<string, number>
  /** Start of each term in `texts` and `weights`; one more at the end. */
  starts: Uint32Array
  texts: Uint32Array
  weights: Uint8Array
}

const MAX_WEIGHT = 255

export function buildStoredIndex(texts: readonly WeightedTerms[]): StoredIndex {
  const terms = { folded: '', pairs: '' }
  const postings = { folded: '', pairs: '' }
  for (const view of views) {
    const lists = new Map<string, [text: number, weight: number][]>()
    texts.forEach((text, i) => {
      for (const [term, weight] of text[view]) {
        const list = lists.get(term) ?? []
        list.push([i, Math.min(weight, MAX_WEIGHT)])
        lists.set(term, list)
      }
    })
    const sorted = [...lists.keys()].sort()
    terms[view] = view === 'pairs' ? packPairs(sorted) : sorted.join(' ')
    postings[view] = encodePostings(sorted.map((term) => lists.get(term) ?? []))
  }
  return { lengths: texts.map((text) => sum(text.folded.values())), terms, postings }
}

function encodePostings(lists: readonly (readonly [number, number][])[]): string {
  const bytes: number[] = []
  const write = (value: number): void => {
    let rest = value
    while (rest > 127) {
      bytes.push((rest & 127) | 128)
      rest >>>= 7
    }
    bytes.push(rest)
  }
  for (const list of lists) {
    write(list.length)
    let previous = -1
    for (const [text, weight] of list) {
      // Nearly every weight is small: it shares the varint of the gap, its excess follows.
      write((text - previous - 1) * 4 + Math.min(weight - 1, 3))
      if (weight >= 4) write(weight - 4)
      previous = text
    }
  }
  return toBase64(bytes)
}

/** Sorted pairs, those of one first word on one line: half the length. */
function packPairs(sorted: readonly string[]): string {
  const lines = new Map<string, string[]>()
  for (const pair of sorted) {
    const [first = '', second = ''] = pair.split(' ')
    const line = lines.get(first)
    if (line === undefined) lines.set(first, [first, second])
    else line.push(second)
  }
  return [...lines.values()].map((line) => line.join(' ')).join('\n')
}

function unpackPairs(packed: string): string[] {
  return packed.split('\n').flatMap((line) => {
    const [first = '', ...seconds] = words(line)
    return seconds.map((second) => `${first} ${second}`)
  })
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ')
}

export function openIndex(stored: StoredIndex): InvertedIndex {
  const average = sum(stored.lengths) / Math.max(stored.lengths.length, 1) || 1
  return {
    size: stored.lengths.length,
    relativeLengths: Float32Array.from(stored.lengths, (length) => length / average),
    views: {
      folded: decodePostings(stored, 'folded'),
      pairs: decodePostings(stored, 'pairs'),
    },
  }
}

function decodePostings(stored: StoredIndex, view: View): Postings {
  const terms = view === 'pairs' ? unpackPairs(stored.terms.pairs) : words(stored.terms.folded)
  const bytes = fromBase64(stored.postings[view])
  let at = 0
  const read = (): number => {
    let value = 0
    let shift = 0
    for (;;) {
      const byte = bytes[at++] ?? 0
      value |= (byte & 127) << shift
      if (byte < 128) return value
      shift += 7
    }
  }
  const starts = new Uint32Array(terms.length + 1)
  const texts: number[] = []
  const weights: number[] = []
  for (let term = 0; term < terms.length; term++) {
    let text = -1
    for (let left = read(); left > 0; left--) {
      const packed = read()
      text += (packed >>> 2) + 1
      texts.push(text)
      weights.push((packed & 3) === 3 ? read() + 4 : (packed & 3) + 1)
    }
    starts[term + 1] = texts.length
  }
  return {
    ids: new Map(terms.map((term, i) => [term, i])),
    starts,
    texts: Uint32Array.from(texts),
    weights: Uint8Array.from(weights),
  }
}

export interface Bm25 {
  k1: number
  b: number
}

/** How many texts have the term. */
export function documentFrequency(index: InvertedIndex, view: View, term: string): number {
  const postings = index.views[view]
  const id = postings.ids.get(term)
  return id === undefined ? 0 : (postings.starts[id + 1] ?? 0) - (postings.starts[id] ?? 0)
}

/** How rare a term is in this index; the highest value for a term that it lacks. */
export function rarity(index: InvertedIndex, view: View, term: string): number {
  const texts = documentFrequency(index, view, term)
  return Math.log(1 + (index.size - texts + 0.5) / (texts + 0.5))
}

/** Calls `visit(text, score)` for every text that has the term; score is the term's BM25 share. */
export function visitTerm(
  index: InvertedIndex,
  view: View,
  query: { term: string } & Bm25,
  visit: (text: number, score: number) => void,
): void {
  const postings = index.views[view]
  const id = postings.ids.get(query.term)
  if (id === undefined) return
  const idf = rarity(index, view, query.term)
  const end = postings.starts[id + 1] ?? 0
  for (let i = postings.starts[id] ?? 0; i < end; i++) {
    const text = postings.texts[i] ?? 0
    const weight = postings.weights[i] ?? 0
    const length = 1 - query.b + query.b * (index.relativeLengths[text] ?? 1)
    visit(text, (idf * weight * (query.k1 + 1)) / (weight + query.k1 * length))
  }
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}

const CHUNK = 8_192

function toBase64(bytes: readonly number[]): string {
  let binary = ''
  for (let i = 0; i < bytes.length; i += CHUNK) binary += String.fromCharCode(...bytes.slice(i, i + CHUNK))
  return btoa(binary)
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}
