import { join } from 'node:path'
import type { Adapters } from './adapters.ts'
import type { Settings } from './config.ts'
import type { Content } from './content.ts'
import { vietnamDay } from './core/clock.ts'
import type { Language } from './core/language.ts'
import type { Answer } from './core/passage.ts'
import { createKnowledge } from './knowledge/answer.ts'
import { warmUpInSlices } from './knowledge/warm-up.ts'
import { detectDanger } from './safety/detect-danger.ts'
import { detectRefusal } from './safety/detect-refusal.ts'

/** Answers for today and this deployment's place. */
export interface Answers {
  answer: (question: string, language: Language) => Promise<Answer>
  /** Whether a model words them. */
  hasModel: boolean
}

/** Extractive answers; with `LLM_BASE_URL` joined by models, whose code is not even loaded otherwise. */
export async function createAnswers(
  config: Settings,
  { clock, observer }: Pick<Adapters, 'clock' | 'observer'>,
  content: Content,
): Promise<Answers> {
  const knowledge = createKnowledge(content.knowledge, { detectRefusal })
  // Beside the start, not before it: the first answers of a process take ten times as long as all later ones.
  void warmUpInSlices(knowledge, content.knowledge, vietnamDay(clock.now()))
  const models = await createModels(config, { clock, observer, knowledge, index: content.knowledge })
  const answerer = models ?? knowledge
  return {
    answer: async (question, language) =>
      answerer.answer(question, {
        asOf: vietnamDay(clock.now()),
        place: content.deployment.place,
        language,
      }),
    hasModel: models !== null && config.LLM_MODEL !== undefined,
  }
}

type Shared = Pick<Adapters, 'clock' | 'observer'> & {
  knowledge: ReturnType<typeof createKnowledge>
  index: Content['knowledge']
}

async function createModels(config: Settings, shared: Shared) {
  if (config.LLM_BASE_URL === undefined) return null
  const { createModelAnswers } = await import('./model/model-answers.ts')
  const { modelTimeouts } = await import('./model/model-settings.ts')
  return createModelAnswers({
    ...shared,
    settings: {
      baseUrl: config.LLM_BASE_URL,
      apiKey: config.LLM_API_KEY,
      chatModel: config.LLM_MODEL,
      embeddingModel: config.EMBEDDING_MODEL,
      cacheDir: join(config.DATA_DIR, 'embeddings'),
      timeouts: modelTimeouts,
    },
    isDanger: (text) => detectDanger(text) !== null,
    isHarmful: (text) => detectRefusal(text) !== null,
  })
}
