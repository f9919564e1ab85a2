/** Where the models are and how long anybody waits for them. */
export interface ModelSettings {
  /** OpenAI-compatible, ends before `/chat/completions`. */
  baseUrl: string
  apiKey: string | undefined
  chatModel: string | undefined
  embeddingModel: string | undefined
  /** Folder of the passages' vectors. */
  cacheDir: string
  timeouts: ModelTimeouts
}

/** Milliseconds. */
export interface ModelTimeouts {
  answerMs: number
  embedMs: number
  /** For one batch of passages, in the background. */
  passagesMs: number
}

export const modelTimeouts: ModelTimeouts = { answerMs: 8_000, embedMs: 1_500, passagesMs: 60_000 }
