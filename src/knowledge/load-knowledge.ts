import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { vietnamDay } from '../core/clock.ts'
import { buildIndex } from './build-index.ts'
import { checkActs } from './check-acts.ts'
import { checkKnowledge } from './check-knowledge.ts'
import type { ContentProblem, KnowledgeDocument } from './document.ts'
import type { KnowledgeIndex } from './knowledge-index.ts'
import { parseDocument } from './parse-document.ts'
import { parseServices } from './parse-services.ts'
import { parseSubstances } from './parse-substances.ts'
import { readYaml } from './read-yaml.ts'
import { Vocabulary } from './vocabulary.ts'

const DOCUMENT_FOLDERS = ['law', 'plans', 'guides']
/** Lists whose entries are searched and cited like sections. */
const LISTS = { 'services.yaml': parseServices, 'substances.yaml': parseSubstances }
/** Which words live in which file. */
const VOCABULARY_FILES: Readonly<Record<string, readonly (keyof Vocabulary)[]>> = {
  'slang.yaml': ['slang', 'abbreviations'],
  'acts.yaml': ['words', 'acts'],
  'english.yaml': ['english'],
  'places.yaml': ['places', 'otherPlaces'],
  'topics.yaml': ['topics', 'weakTopics', 'otherTopics', 'otherSubjects'],
  'other-questions.yaml': ['otherQuestions'],
  'next-steps.yaml': ['nextSteps'],
}

/**
 * Reads `knowledge/`. Problems of every file at once; the index holds what could be read.
 * @param now ms, for what must be looked at again by a day; without it nothing is said about dates.
 */
export async function loadKnowledge(
  dir: string,
  now?: number,
): Promise<{ index: KnowledgeIndex; problems: ContentProblem[] }> {
  const { documents, problems } = await loadDocuments(dir)
  const vocabulary = await loadVocabulary(dir)
  const index = buildIndex(documents, vocabulary.vocabulary)
  return {
    index,
    problems: [
      ...problems,
      ...vocabulary.problems,
      ...checkActs(join(dir, 'acts.yaml'), index),
      ...checkKnowledge(documents, now === undefined ? undefined : vietnamDay(now)),
    ],
  }
}

/** The documents of `knowledge/law`, `plans` and `guides` and the lists beside them, ordered by id. */
export async function loadDocuments(
  dir: string,
): Promise<{ documents: KnowledgeDocument[]; problems: ContentProblem[] }> {
  const problems: ContentProblem[] = []
  const documents: KnowledgeDocument[] = []
  for (const path of await listDocuments(dir)) {
    const sidecar = path.replace(/\.md$/, '.asked.yaml')
    const text = await readIfThere(sidecar)
    const asked = text === null ? null : { file: sidecar, text }
    const parsed = parseDocument(path, await readFile(path, 'utf8'), asked)
    problems.push(...parsed.problems)
    if (parsed.document !== null) documents.push(parsed.document)
  }
  for (const [name, parseList] of Object.entries(LISTS)) {
    const text = await readIfThere(join(dir, name))
    if (text === null) continue
    const parsed = parseList(join(dir, name), text)
    problems.push(...parsed.problems)
    if (parsed.document !== null) documents.push(parsed.document)
  }
  return { documents: documents.sort((a, b) => (a.front.id < b.front.id ? -1 : 1)), problems }
}

async function listDocuments(dir: string): Promise<string[]> {
  const paths: string[] = []
  for (const folder of DOCUMENT_FOLDERS) {
    const names = await readdir(join(dir, folder)).catch(() => [])
    paths.push(
      ...names
        .filter((name) => name.endsWith('.md') && name !== 'README.md')
        .map((name) => join(dir, folder, name)),
    )
  }
  return paths.sort()
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null)
}

async function loadVocabulary(dir: string): Promise<{ vocabulary: Vocabulary; problems: ContentProblem[] }> {
  const problems: ContentProblem[] = []
  const vocabulary: Vocabulary = { ...NO_WORDS }
  for (const [file, keys] of Object.entries(VOCABULARY_FILES)) {
    const schema = z.strictObject(Object.fromEntries(keys.map((key) => [key, Vocabulary.shape[key]])))
    const read = readYaml(schema, join(dir, file), (await readIfThere(join(dir, file))) ?? '')
    problems.push(...read.problems)
    Object.assign(vocabulary, read.value)
  }
  return { vocabulary, problems }
}

const NO_WORDS: Vocabulary = {
  slang: [],
  words: {},
  acts: [],
  abbreviations: {},
  english: {},
  places: [],
  otherPlaces: [],
  topics: [],
  weakTopics: [],
  otherTopics: [],
  otherSubjects: [],
  otherQuestions: [],
  nextSteps: [],
}
