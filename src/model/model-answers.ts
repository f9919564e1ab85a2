import type { Clock } from '../core/clock.ts'
import type { Observer } from '../core/observer.ts'
import type { Answer } from '../core/passage.ts'
import type { AskContext, Knowledge } from '../knowledge/answer.ts'
import type { KnowledgeIndex } from '../knowledge/knowledge-index.ts'
import { checkSentences } from './check-sentences.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { composeModelAnswer } from './compose-model-answer.ts'
import { createDenseSearch, type DenseSearch } from './dense-search.ts'
import type { Draft } from './draft.ts'
import { maskPersonal } from './mask-personal.ts'
import type { ModelSettings } from './model-settings.ts'
import type { Endpoint } from './open-endpoint.ts'
import { makePrompt } from './prompt.ts'
import { toSourcePassages } from './source-passage.ts'

export interface ModelAnswersNeeds {
  settings: ModelSettings
  knowledge: Knowledge
  index: KnowledgeIndex
  clock: Clock
  observer: Observer
  /** Danger is for the emergency flow and its fixed words, never for a model. */
  isDanger(text: string): boolean
  /** What we never say, whoever worded it. */
  isHarmful: (text: string) => boolean
}

export interface ModelAnswers {
  /** The extractive answer, worded by the model where that passes every check. Never rejects. */
  answer(question: string, context: Omit<AskContext, 'dense'>): Promise<Answer>
  /** Null without an embedding model. */
  dense: DenseSearch | null
}

/** Longer ones are answered in the documents' words: nobody pays for a pasted book, and none is cut in mid-number. */
const MAX_QUESTION = 1_000

/** Loads LangChain; call it only when a model is configured. */
export async function createModelAnswers(needs: ModelAnswersNeeds): Promise<ModelAnswers> {
  const { openEndpoint } = await import('./open-endpoint.ts')
  const endpoint = openEndpoint(needs.settings)
  const dense = createDense(endpoint, needs)
  const draft = guard(endpoint.draft, needs)
  return {
    dense,
    async answer(question, context) {
      const lexical = needs.knowledge.answer(question, context)
      // A refusal is final, and nothing of the question leaves this machine.
      if (lexical.refused || needs.isDanger(question) || question.length > MAX_QUESTION) return lexical
      const masked = maskPersonal(question)
      const extractive = await joinDense(lexical, {
        question,
        masked,
        context,
        dense,
        knowledge: needs.knowledge,
      })
      return draft === null ? extractive : word(extractive, { masked, context, draft, needs })
    },
  }
}

function createDense({ embed }: Endpoint, needs: ModelAnswersNeeds): DenseSearch | null {
  const { settings, index, clock, observer } = needs
  if (embed === null || settings.embeddingModel === undefined) return null
  return createDenseSearch({
    ...{ embed, index, observer, model: settings.embeddingModel, cacheDir: settings.cacheDir },
    breaker: createCircuitBreaker(clock),
  })
}

type Drafting = (prompt: { system: string; user: string }) => Promise<Draft | null>

/** The model behind its breaker: null when it is not to be had, however it fails. */
function guard(draft: Endpoint['draft'], { clock, observer }: ModelAnswersNeeds): Drafting | null {
  if (draft === null) return null
  const breaker = createCircuitBreaker(clock)
  return async function askModel(prompt) {
    if (!breaker.isClosed()) return null
    try {
      const made = await draft(prompt)
      breaker.note(true)
      return made
    } catch {
      // The error may quote the request: it goes nowhere.
      breaker.note(false)
      observer.count('model_unavailable')
      return null
    }
  }
}

async function joinDense(
  lexical: Answer,
  from: {
    question: string
    masked: string
    context: AskContext
    dense: DenseSearch | null
    knowledge: Knowledge
  },
): Promise<Answer> {
  const ranked = (await from.dense?.rank(from.masked)) ?? null
  return ranked === null ? lexical : from.knowledge.answer(from.question, { ...from.context, dense: ranked })
}

async function word(
  extractive: Answer,
  from: { masked: string; context: AskContext; draft: Drafting; needs: ModelAnswersNeeds },
): Promise<Answer> {
  const { context, needs } = from
  const { language, asOf } = context
  const passages = toSourcePassages(extractive.passages, needs.index.documents, asOf)
  const draft = await from.draft(makePrompt(from.masked, passages, language))
  if (draft === null) return extractive
  const { kept, dropped } = checkSentences(draft.sentences, {
    passages,
    language,
    isHarmful: needs.isHarmful,
  })
  for (const fault of dropped) {
    needs.observer.count('model_sentence_dropped')
    needs.observer.count(`model_sentence_${fault}`)
  }
  if (kept.length === 0) {
    needs.observer.count('model_answer_unusable')
    return extractive
  }
  needs.observer.count('model_answer_given')
  return composeModelAnswer(extractive, kept, { index: needs.index, language, asOf })
}
