import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai'
import { Draft } from './draft.ts'
import type { ModelSettings } from './model-settings.ts'
import type { Prompt } from './prompt.ts'

/** The one file that loads LangChain: imported only when a model is configured. */
export interface Endpoint {
  /** Null without a chat model. Rejects on time-out, refusal, or an answer of another form. */
  draft: ((prompt: Prompt) => Promise<Draft>) | null
  /** Null without an embedding model. */
  embed: Embed | null
}

export interface Embed {
  question(text: string): Promise<number[]>
  passages(texts: readonly string[]): Promise<number[][]>
}

export function openEndpoint(settings: ModelSettings): Endpoint {
  return { draft: openChat(settings), embed: openEmbeddings(settings) }
}

/** What every client shares. No key of the environment goes to this address, and no client writes to the console. */
function shared({ baseUrl, apiKey }: ModelSettings, timeoutMs: number) {
  return {
    apiKey: apiKey ?? 'none',
    maxRetries: 0,
    timeout: timeoutMs,
    configuration: { baseURL: baseUrl, organization: null, project: null, logLevel: 'off' as const },
  }
}

function openChat(settings: ModelSettings): Endpoint['draft'] {
  const { chatModel, timeouts } = settings
  if (chatModel === undefined) return null
  const chat = new ChatOpenAI({
    ...shared(settings, timeouts.answerMs),
    model: chatModel,
    useResponsesApi: false,
  })
  // Tools are what the most servers understand; the default would depend on the model's name.
  const structured = chat.withStructuredOutput(Draft, { name: 'answer', method: 'functionCalling' })
  return async ({ system, user }) => {
    const signal = AbortSignal.timeout(timeouts.answerMs)
    const messages: [string, string][] = [
      ['system', system],
      ['user', user],
    ]
    return Draft.parse(await structured.invoke(messages, { signal }))
  }
}

function openEmbeddings(settings: ModelSettings): Embed | null {
  const { embeddingModel, timeouts } = settings
  if (embeddingModel === undefined) return null
  const make = (timeoutMs: number) =>
    new OpenAIEmbeddings({
      ...shared(settings, timeoutMs),
      model: embeddingModel,
      encodingFormat: 'float',
      batchSize: 64,
    })
  const forQuestions = make(timeouts.embedMs)
  const forPassages = make(timeouts.passagesMs)
  return {
    question: (text) => within(forQuestions.embedQuery(text), timeouts.embedMs),
    passages: (texts) => forPassages.embedDocuments([...texts]),
  }
}

/** The client's own time-out ends the request; this one ends the waiting, whatever the client does. */
async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('time-out')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
