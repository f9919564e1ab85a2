import type { DocumentInfo } from '../core/passage.ts'
import { countTerms } from './build-index.ts'
import { makeSlangTable, type SlangTable } from './expand-slang.ts'
import { type ActTable, makeActTable } from './find-acts.ts'
import { makeRepealTable, type RepealTable } from './find-repeal.ts'
import { buildStoredIndex, type InvertedIndex, openIndex } from './inverted-index.ts'
import type { KnowledgeIndex } from './knowledge-index.ts'
import { withoutSources } from './parse-guide-sources.ts'
import { traitsOfText } from './passage-traits.ts'
import { makePhraseTable, type PhraseTable } from './phrases.ts'
import { mayBeNeverAsked } from './question-words.ts'
import type { KnownWords } from './read-unknown-word.ts'
import type { Domain } from './score-domain.ts'
import { type Token, tokenise } from './tokenise.ts'

/** The index with everything that is worked out once, when it is opened. */
export interface OpenKnowledge {
  index: KnowledgeIndex
  passages: InvertedIndex
  asked: InvertedIndex
  known: KnownWords
  /** In people's questions: folded word → the words that stand before it. */
  askedBefore: ReadonlyMap<string, readonly string[]>
  slang: SlangTable
  acts: ActTable
  repeals: RepealTable
  english: PhraseTable<string>
  topics: PhraseTable<'sure' | 'weak'>
  otherTopics: PhraseTable<string>
  domain: Domain
  otherSubjects: PhraseTable<readonly Token[]>
  places: PhraseTable<PlaceName>
  documentNumbers: ReadonlyMap<string, number>
  /** Groups of the directory by the places that they name, current or former. */
  servicesOfPlace: ReadonlyMap<string, readonly number[]>
  passagesOfGroup: readonly (readonly number[])[]
  documentOfPassage: Int32Array
  traits: Uint8Array
}

/** A place that a question may name; `slug` null: one that we hold nothing about. */
export interface PlaceName {
  slug: string | null
  former: string | null
}

export function openKnowledge(index: KnowledgeIndex): OpenKnowledge {
  const passages = openIndex(index.passageIndex)
  const asked = openIndex(index.askedIndex)
  return {
    index,
    passages,
    asked,
    known: knownWords(passages, asked, index.vocabulary.otherTopics),
    askedBefore: wordsBefore(asked),
    slang: makeSlangTable(index.vocabulary.slang),
    acts: makeActTable(index.vocabulary, index),
    repeals: makeRepealTable(index),
    english: makePhraseTable(Object.entries(index.vocabulary.english)),
    topics: makePhraseTable([
      ...index.vocabulary.topics.map((topic) => [topic, 'sure'] as const),
      ...index.vocabulary.weakTopics.map((topic) => [topic, 'weak'] as const),
    ]),
    domain: { ours: [passages, asked], others: indexOthers(index) },
    otherTopics: makePhraseTable(index.vocabulary.otherTopics.map((topic) => [topic, topic] as const)),
    otherSubjects: makePhraseTable(
      index.vocabulary.otherSubjects.map((subject) => [subject, tokenise(subject)] as const),
    ),
    places: makePhraseTable(placeNames(index)),
    documentNumbers: new Map(index.documents.map((document: DocumentInfo, i) => [document.id, i])),
    servicesOfPlace: groupServices(index),
    passagesOfGroup: groupPassages(index),
    documentOfPassage: Int32Array.from(index.passages, ([, group]) => index.groups[group]?.[0] ?? -1),
    traits: Uint8Array.from(index.passages, ([, group, , , text]) =>
      traitsOfText(isGuide(index, group) ? withoutSources(text) : text),
    ),
  }
}

function indexOthers({ vocabulary }: KnowledgeIndex): InvertedIndex {
  const lines = [...vocabulary.otherQuestions, ...vocabulary.otherSubjects]
  return openIndex(buildStoredIndex(lines.map((line) => countTerms([[line, 1]]))))
}

function knownWords(
  passages: InvertedIndex,
  asked: InvertedIndex,
  otherTopics: readonly string[],
): KnownWords {
  // "nghiện game" is to stay what it is, not to be read as a misspelt "gam".
  const others = new Set(otherTopics.flatMap((phrase) => tokenise(phrase).map((token) => token.folded)))
  const byLength = new Map<number, string[]>()
  for (const word of new Set([...passages.views.folded.ids.keys(), ...asked.views.folded.ids.keys()])) {
    const list = byLength.get(word.length) ?? []
    list.push(word)
    byLength.set(word.length, list)
  }
  return {
    hasWord: (word) =>
      mayBeNeverAsked(word) ||
      passages.views.folded.ids.has(word) ||
      asked.views.folded.ids.has(word) ||
      others.has(word),
    hasPair: (pair) =>
      passages.views.pairs.ids.has(pair) ||
      asked.views.pairs.ids.has(pair) ||
      pair.split(' ').every(mayBeNeverAsked),
    wordsOfLength: (length) => byLength.get(length) ?? [],
  }
}

function wordsBefore(asked: InvertedIndex): Map<string, string[]> {
  const before = new Map<string, string[]>()
  for (const pair of asked.views.pairs.ids.keys()) {
    const [first = '', second = ''] = pair.split(' ')
    const list = before.get(second) ?? []
    list.push(first)
    before.set(second, list)
  }
  return before
}

function placeNames(index: KnowledgeIndex): [string, PlaceName][] {
  const names: [string, PlaceName][] = index.vocabulary.otherPlaces.map((name) => [
    name,
    { slug: null, former: null },
  ])
  for (const place of index.vocabulary.places) {
    for (const name of place.names) names.push([name, { slug: place.slug, former: null }])
    for (const [former, formerNames] of Object.entries(place.former)) {
      for (const name of formerNames) names.push([name, { slug: place.slug, former }])
    }
  }
  return names
}

function groupServices(index: KnowledgeIndex): Map<string, number[]> {
  const found = new Map<string, number[]>()
  const names = index.vocabulary.places.flatMap((place) => [
    [place.slug, place.names] as const,
    ...Object.entries(place.former),
  ])
  for (const [, group, , , text] of index.passages) {
    if (index.documents[index.groups[group]?.[0] ?? -1]?.kind !== 'services') continue
    for (const [slug, list] of names) {
      if (list.some((name) => text.includes(name))) found.set(slug, [...(found.get(slug) ?? []), group])
    }
  }
  return found
}

function isGuide(index: KnowledgeIndex, group: number): boolean {
  return index.documents[index.groups[group]?.[0] ?? -1]?.kind === 'guide'
}

function groupPassages(index: KnowledgeIndex): number[][] {
  const groups: number[][] = index.groups.map(() => [])
  for (const [i, [, group]] of index.passages.entries()) groups[group]?.push(i)
  return groups
}
