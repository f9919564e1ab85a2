import type { Observer } from '../core/observer.ts'
import type { KnowledgeIndex } from '../knowledge/knowledge-index.ts'
import { withoutSources } from '../knowledge/parse-guide-sources.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import type { Embed } from './open-endpoint.ts'
import { readVectors, type Vectors, vectorFile, writeVectors } from './vector-file.ts'

export interface DenseSearch {
  /** Passages by nearness of meaning, numbers in the index, best first; null: not to be had now, so do without. */
  rank(question: string): Promise<number[] | null>
  /** Once the passages' vectors are there, or have failed. For tests and benchmarks. */
  ready(): Promise<void>
}

export interface DenseSearchNeeds {
  embed: Embed
  index: KnowledgeIndex
  model: string
  cacheDir: string
  breaker: CircuitBreaker
  observer: Observer
}

/** Nearest passages kept: filters of date and place come afterwards and may take many away. */
const KEPT = 400

/** The passages' vectors are read, or computed, in the background at the first question; until then `rank` gives null. */
export function createDenseSearch(needs: DenseSearchNeeds): DenseSearch {
  const { embed, breaker, observer } = needs
  let vectors: Vectors | null = null
  let loading: Promise<void> | null = null
  const load = async (): Promise<void> => {
    try {
      vectors = await loadVectors(needs)
    } catch {
      observer.count('embedding_passages_failed')
      breaker.note(false)
      loading = null
    }
  }
  return {
    ready: () => (loading ??= load()),
    async rank(question) {
      if (!breaker.isClosed()) return null
      loading ??= load()
      if (vectors === null) return null
      try {
        const ranked = nearest(normalise(await embed.question(question)), vectors)
        breaker.note(true)
        return ranked
      } catch {
        breaker.note(false)
        observer.count('embedding_unavailable')
        return null
      }
    },
  }
}

async function loadVectors({ embed, index, model, cacheDir }: DenseSearchNeeds): Promise<Vectors> {
  const texts = passageTexts(index)
  const file = vectorFile(cacheDir, model, texts)
  const stored = await readVectors(file, texts.length)
  if (stored !== null) return stored
  const made = pack(await embed.passages(texts))
  await writeVectors(file, made)
  return made
}

/** A clause alone often does not say what it is about: its article's title goes before it. */
function passageTexts(index: KnowledgeIndex): string[] {
  return index.passages.map(
    ([, group, , , text]) => `${index.groups[group]?.[2] ?? ''}\n${withoutSources(text)}`,
  )
}

function pack(rows: readonly (readonly number[])[]): Vectors {
  const dimensions = rows[0]?.length ?? 0
  const values = new Float32Array(rows.length * dimensions)
  for (const [row, vector] of rows.entries()) {
    if (vector.length !== dimensions) throw new Error('vectors of different lengths')
    values.set(normalise(vector), row * dimensions)
  }
  return { dimensions, values }
}

function normalise(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector)
  if (!Number.isFinite(length) || length === 0) throw new Error('no vector')
  return Float32Array.from(vector, (value) => value / length)
}

function nearest(question: Float32Array, { dimensions, values }: Vectors): number[] {
  if (question.length !== dimensions) throw new Error('vectors of different lengths')
  const rows = values.length / dimensions
  const scores = Array.from({ length: rows }, (_, row) => {
    let sum = 0
    const start = row * dimensions
    for (let i = 0; i < dimensions; i += 1) sum += (question[i] ?? 0) * (values[start + i] ?? 0)
    return { row, sum }
  })
  return scores
    .sort((a, b) => b.sum - a.sum || a.row - b.row)
    .slice(0, KEPT)
    .map(({ row }) => row)
}
