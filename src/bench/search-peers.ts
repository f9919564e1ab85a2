import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { create, insertMultiple, search } from '@orama/orama'
import { Index } from 'flexsearch'
import lunr from 'lunr'
import MiniSearch from 'minisearch'
import { z } from 'zod'
import { installLangchain, LANGCHAIN_FOLDER } from './install-langchain.ts'

/** What every engine indexes: a passage's headings and its text. */
export interface PlainPassage {
  heading: string
  text: string
}

/** A search library as it comes, over the same passages. */
export interface SearchPeer {
  name: string
  /** Numbers of the best passages, best first, at most `top`. */
  find(text: string, top: number): number[] | Promise<number[]>
}

const LANGCHAIN_MODULE = '@langchain/community/retrievers/bm25'

/** Every peer with its index built; LangChain's retriever where it is installed, or may be and can. */
export async function buildPeers(
  passages: readonly PlainPassage[],
  options: { mayInstall: boolean },
): Promise<SearchPeer[]> {
  const langchain = await langchainPeer(passages, options.mayInstall)
  return [
    miniSearchPeer(passages),
    await oramaPeer(passages),
    lunrPeer(passages),
    flexSearchPeer(passages),
    ...(langchain === null ? [] : [langchain]),
  ]
}

function miniSearchPeer(passages: readonly PlainPassage[]): SearchPeer {
  const engine = new MiniSearch<PlainPassage & { id: number }>({ fields: ['heading', 'text'] })
  engine.addAll(passages.map((passage, id) => ({ id, ...passage })))
  return {
    name: 'minisearch',
    find: (text, top) => engine.search(text).slice(0, top).map(toNumber),
  }
}

async function oramaPeer(passages: readonly PlainPassage[]): Promise<SearchPeer> {
  const engine = create({ schema: { heading: 'string', text: 'string' } as const })
  const rows = passages.map((passage, id) => ({ id: String(id), ...passage }))
  await insertMultiple(engine, rows)
  return {
    name: 'orama',
    find: async (text, top) => (await search(engine, { term: text, limit: top })).hits.map(toNumber),
  }
}

function lunrPeer(passages: readonly PlainPassage[]): SearchPeer {
  const engine = lunr((builder) => {
    builder.ref('id')
    builder.field('heading')
    builder.field('text')
    for (const [id, passage] of passages.entries()) builder.add({ id, ...passage })
  })
  return {
    name: 'lunr',
    // Punctuation is its query language: "chưa?" would be a wildcard, "cai: …" an unknown field.
    find: (text, top) =>
      engine
        .search(text.replace(/[^\p{L}\p{N}\s]/gu, ' '))
        .slice(0, top)
        .map(refNumber),
  }
}

function flexSearchPeer(passages: readonly PlainPassage[]): SearchPeer {
  const engine = new Index()
  for (const [id, { heading, text }] of passages.entries()) engine.add(id, `${heading}\n${text}`)
  return {
    name: 'flexsearch',
    find: (text, top) => z.array(z.number()).parse(engine.search(text, { limit: top, suggest: true })),
  }
}

const Found = z.array(z.object({ metadata: z.object({ passage: z.number() }) }))

interface Retriever {
  invoke(text: string): Promise<unknown>
}

interface Bm25Module {
  BM25Retriever: {
    fromDocuments(documents: unknown[], options: { k: number; includeScore: boolean }): Retriever
  }
}

function isBm25Module(value: unknown): value is Bm25Module {
  return typeof value === 'object' && value !== null && 'BM25Retriever' in value
}

const LANGCHAIN_TOP = 3

async function langchainPeer(
  passages: readonly PlainPassage[],
  mayInstall: boolean,
): Promise<SearchPeer | null> {
  const installed = await loadLangchain()
  const loaded = installed ?? (mayInstall && installLangchain() ? await loadLangchain() : null)
  if (loaded === null) return null
  const documents = passages.map(({ heading, text }, passage) => ({
    pageContent: `${heading}\n${text}`,
    metadata: { passage },
  }))
  const engine = loaded.BM25Retriever.fromDocuments(documents, { k: LANGCHAIN_TOP, includeScore: false })
  return {
    name: 'langchain-bm25',
    find: async (text) => Found.parse(await engine.invoke(text)).map(({ metadata }) => metadata.passage),
  }
}

async function loadLangchain(): Promise<Bm25Module | null> {
  for (const folder of [process.cwd(), join(process.cwd(), LANGCHAIN_FOLDER)]) {
    try {
      const path = createRequire(join(folder, 'package.json')).resolve(LANGCHAIN_MODULE)
      const loaded: unknown = await import(pathToFileURL(path).href)
      if (isBm25Module(loaded)) return loaded
    } catch {
      // Not installed there.
    }
  }
  return null
}

function toNumber({ id }: { id: number | string }): number {
  return Number(id)
}

function refNumber({ ref }: { ref: string }): number {
  return Number(ref)
}
