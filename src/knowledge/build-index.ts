import type { Passage } from '../core/passage.ts'
import type { KnowledgeDocument } from './document.ts'
import { toDocumentInfo } from './document.ts'
import { buildStoredIndex, type WeightedTerms } from './inverted-index.ts'
import type { KnowledgeIndex, StoredPassage } from './knowledge-index.ts'
import { withoutSources } from './parse-guide-sources.ts'
import { isNeverAsked } from './question-words.ts'
import { foldedPairs, type Token, tokenise } from './tokenise.ts'
import type { Vocabulary } from './vocabulary.ts'

/** How often a word counts, by where it stands. Whole numbers: they are stored in the postings. */
export interface FieldWeights {
  text: number
  /** Title of the article or section. */
  title: number
  /** Chapter, part: what the section belongs to. */
  path: number
}

const WEIGHTS: FieldWeights = { text: 1, title: 2, path: 1 }
const POINT_MARK = /^[a-zđ]{1,2}\) /gmu

/** One index of all documents. Pure: the same documents give the same bytes. */
export function buildIndex(
  documents: readonly KnowledgeDocument[],
  vocabulary: Vocabulary,
  weights: FieldWeights = WEIGHTS,
): KnowledgeIndex {
  const headings = new Map<string, number>()
  const groups = new Map<string, number>()
  const index: Pick<KnowledgeIndex, 'groups' | 'passages' | 'askedGroups'> = {
    groups: [],
    passages: [],
    askedGroups: [],
  }
  const texts: WeightedTerms[] = []
  const askedTexts: WeightedTerms[] = []
  for (const [d, document] of documents.entries()) {
    for (const passage of document.passages) {
      const key = passage.dieu ?? passage.section ?? ''
      const group = numberOf(groups, `${d}/${key}`)
      if (group === index.groups.length) index.groups.push([d, key, titleOf(document, key)])
      const stored: StoredPassage = [
        passage.id.slice(document.front.id.length + 1),
        group,
        passage.khoan ?? '',
        passage.heading.map((heading) => numberOf(headings, heading)),
        passage.text,
      ]
      index.passages.push(stored)
      const text = document.front.kind === 'guide' ? withoutSources(passage.text) : passage.text
      texts.push(passageTerms({ heading: passage.heading, text }, weights))
    }
    addAsked(document, d, { groups, askedGroups: index.askedGroups, askedTexts })
  }
  return {
    version: 1,
    documents: documents.map((document) => toDocumentInfo(document.front)),
    headings: [...headings.keys()],
    ...index,
    passageIndex: buildStoredIndex(texts),
    askedIndex: buildStoredIndex(askedTexts),
    vocabulary,
  }
}

function numberOf(numbers: Map<string, number>, key: string): number {
  const number = numbers.get(key) ?? numbers.size
  numbers.set(key, number)
  return number
}

function titleOf(document: KnowledgeDocument, key: string): string {
  return document.places.find((place) => place.key === key)?.title ?? document.front.title
}

function addAsked(
  document: KnowledgeDocument,
  d: number,
  into: { groups: ReadonlyMap<string, number>; askedGroups: number[][]; askedTexts: WeightedTerms[] },
): void {
  for (const [key, questions] of document.asked) {
    const groups = [...into.groups]
      .filter(([group]) => group === `${d}/${key}` || group.startsWith(`${d}/${key}.`))
      .map(([, number]) => number)
    for (const question of questions) {
      into.askedGroups.push(groups)
      into.askedTexts.push(countTerms([[question, 1]]))
    }
  }
}

function passageTerms(passage: Pick<Passage, 'heading' | 'text'>, weights: FieldWeights): WeightedTerms {
  const title = passage.heading.at(-1) ?? ''
  return countTerms([
    [passage.text.replace(POINT_MARK, ''), weights.text],
    [title, weights.title],
    ...passage.heading.slice(0, -1).map((heading): [string, number] => [heading, weights.path]),
  ])
}

/** The words of one text, each counting `weight`. */
export function countTerms(fields: readonly (readonly [string, number])[]): WeightedTerms {
  const terms = {
    folded: new Map<string, number>(),
    pairs: new Map<string, number>(),
  }
  for (const [text, weight] of fields) {
    if (weight === 0) continue
    const tokens = tokenise(text)
    for (const token of tokens) if (!isNeverAsked(token)) add(terms.folded, token.folded, weight)
    for (const pair of askedPairs(tokens)) add(terms.pairs, pair, weight)
  }
  return terms
}

/** Neighbouring words, but for those of two that no question looks up: a tenth of the file. */
function askedPairs(tokens: readonly Token[]): string[] {
  const words = tokens.filter((token) => !token.isCode)
  return foldedPairs(words).filter((_, i) => {
    const [first, second] = [words[i], words[i + 1]]
    return first === undefined || second === undefined || !(isNeverAsked(first) && isNeverAsked(second))
  })
}

function add(counts: Map<string, number>, term: string, weight: number): void {
  counts.set(term, (counts.get(term) ?? 0) + weight)
}
