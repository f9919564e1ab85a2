import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { answerJson, applyFault, type FakeServer, type Fault, startFakeServer } from './fake-server.ts'

const Message = z.object({ role: z.string(), content: z.string() })
const ChatRequest = z.object({
  model: z.string(),
  messages: z.array(Message),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).optional(),
  tool_choice: z.unknown().optional(),
  response_format: z.object({ type: z.string() }).optional(),
})
const EmbeddingRequest = z.object({ model: z.string(), input: z.union([z.string(), z.array(z.string())]) })

/** What our prompt quotes. */
const Quoted = z.object({
  question: z.string(),
  passages: z.array(z.object({ id: z.string(), title: z.string(), standing: z.string(), text: z.string() })),
})
export type Quoted = z.infer<typeof Quoted>

export interface FakeSentence {
  text: string
  passageIds: string[]
}

/** What the model says to what it was given: sentences, or any text instead of the arguments it was asked for. */
export type FakeModel = (quoted: Quoted) => FakeSentence[] | { raw: string }

export interface FakeOpenAi extends FakeServer {
  baseUrl: string
  /** Bodies of all requests, as sent. */
  requests: string[]
  authorizations: string[]
  says(model: FakeModel): void
  /** Every following request to the chat, or to the embeddings, fails so; undefined: no more. */
  fails(fault: Fault | undefined, at?: 'chat' | 'embeddings'): void
}

/** Chat completions (tools and `response_format`) and embeddings as OpenAI's API answers them, on a loopback port. */
export async function startFakeOpenAi(embed: (text: string) => number[] = bagOfWords): Promise<FakeOpenAi> {
  const faults: { chat?: Fault | undefined; embeddings?: Fault | undefined } = {}
  let model: FakeModel = () => []
  const requests: string[] = []
  const authorizations: string[] = []
  const server = await startFakeServer(async (request, body, response) => {
    requests.push(body.toString())
    authorizations.push(request.headers.authorization ?? '')
    const isChat = request.url === '/v1/chat/completions'
    if (await applyFault(isChat ? faults.chat : faults.embeddings, response)) return
    if (isChat) answerChat(body, model, response)
    else if (request.url === '/v1/embeddings') answerEmbeddings(body, embed, response)
    else answerJson(response, 404, { error: { message: 'unknown path' } })
  })
  return {
    ...server,
    baseUrl: `${server.url}/v1`,
    requests,
    authorizations,
    says: (next) => {
      model = next
    },
    fails: (fault, at = 'chat') => {
      faults[at] = fault
    },
  }
}

function answerChat(body: Buffer, model: FakeModel, response: ServerResponse): void {
  const request = ChatRequest.safeParse(JSON.parse(body.toString()))
  if (!request.success) return answerJson(response, 400, { error: { message: 'malformed' } })
  const user = request.data.messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const said = model(Quoted.parse(JSON.parse(user)))
  const text = 'raw' in said ? said.raw : JSON.stringify({ sentences: said })
  const tool = request.data.tools?.[0]?.function.name
  const message =
    tool === undefined
      ? { role: 'assistant', content: text }
      : {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: tool, arguments: text } }],
        }
  answerJson(response, 200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: request.data.model,
    choices: [{ index: 0, message, finish_reason: tool === undefined ? 'stop' : 'tool_calls' }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  })
}

function answerEmbeddings(body: Buffer, embed: (text: string) => number[], response: ServerResponse): void {
  const request = EmbeddingRequest.safeParse(JSON.parse(body.toString()))
  if (!request.success) return answerJson(response, 400, { error: { message: 'malformed' } })
  const texts = [request.data.input].flat()
  answerJson(response, 200, {
    object: 'list',
    model: request.data.model,
    data: texts.map((text, index) => ({ object: 'embedding', index, embedding: embed(text) })),
    usage: { prompt_tokens: 1, total_tokens: 1 },
  })
}

const DIMENSIONS = 64

/** Texts with words in common lie near each other: enough to see that ranks are joined. */
export function bagOfWords(text: string): number[] {
  const vector = Array.from({ length: DIMENSIONS }, () => 0.01)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    let hash = 7
    for (const char of word) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003
    vector[hash % DIMENSIONS] = (vector[hash % DIMENSIONS] ?? 0) + 1
  }
  return vector
}
