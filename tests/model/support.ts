import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKnowledge, type Knowledge } from '../../src/knowledge/answer.ts'
import type { KnowledgeIndex } from '../../src/knowledge/knowledge-index.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { createModelAnswers, type ModelAnswers } from '../../src/model/model-answers.ts'
import type { ModelSettings } from '../../src/model/model-settings.ts'
import { detectDanger } from '../../src/safety/detect-danger.ts'
import { detectRefusal } from '../../src/safety/detect-refusal.ts'
import { fixedClock } from '../support/fixed-clock.ts'

export const TODAY = '2026-11-21'

export interface ModelWorld {
  answers: ModelAnswers
  knowledge: Knowledge
  index: KnowledgeIndex
  counts: string[]
  clock: ReturnType<typeof fixedClock>
  settings: ModelSettings
}

let loaded: Promise<Pick<ModelWorld, 'index' | 'knowledge'>> | undefined

/** Read once a test file. */
function documents(): Promise<Pick<ModelWorld, 'index' | 'knowledge'>> {
  loaded ??= loadKnowledge('knowledge').then(({ index }) => ({
    index,
    knowledge: createKnowledge(index, { detectRefusal }),
  }))
  return loaded
}

/** The real documents and the real LangChain, against whatever answers at `baseUrl`. */
export async function openModelWorld(
  baseUrl: string,
  change: Partial<ModelSettings> = {},
): Promise<ModelWorld> {
  const { index, knowledge } = await documents()
  const counts: string[] = []
  const clock = fixedClock()
  const settings: ModelSettings = {
    baseUrl,
    apiKey: 'key-of-the-test',
    chatModel: 'test-model',
    embeddingModel: undefined,
    cacheDir: await mkdtemp(join(tmpdir(), 'antam-vectors-')),
    timeouts: { answerMs: 1_500, embedMs: 400, passagesMs: 5_000 },
    ...change,
  }
  const answers = await createModelAnswers({
    ...{ settings, knowledge, index, clock },
    observer: { count: (what) => counts.push(what), alarm: (what) => counts.push(what) },
    isDanger: (text) => detectDanger(text) !== null,
    isHarmful: (text) => detectRefusal(text) !== null,
  })
  return { answers, knowledge, index, counts, clock, settings }
}
