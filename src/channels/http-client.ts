import { type Dispatcher, Pool } from 'undici'
import { createDeadlines, type Deadline, type Deadlines } from '../core/deadlines.ts'
import { AppError } from '../core/errors.ts'

export interface HttpAnswer {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

interface HttpRequest {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
  /** The whole exchange ends by then. */
  deadlineMs: number
  /** A longer answer is refused, and for good. */
  maxBytes?: number
}

/** Speaks HTTP to one host over kept connections. */
export interface HttpClient {
  /** @throws AppError `channel:unreachable`, retryable: no answer, a broken one, or none in time; `request:too_large`. */
  send: (request: HttpRequest) => Promise<HttpAnswer>
  close: () => Promise<void>
}

const DEFAULT_MAX_BYTES = 1_000_000

/** Node's own fetch and undici's `request` build streams per answer; a plain dispatch costs half of it. */
export function createHttpClient(root: string, connections = 64): HttpClient {
  const { origin } = new URL(root)
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    connect: { timeout: 5_000 },
    keepAliveTimeout: 30_000,
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const byLength = new Map<number, Deadlines>()

  function deadlinesOf(ms: number): Deadlines {
    const known = byLength.get(ms) ?? createDeadlines(ms)
    byLength.set(ms, known)
    return known
  }

  function send(request: HttpRequest): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const { method, path, headers, body, deadlineMs, maxBytes } = request
      const deadlines = deadlinesOf(deadlineMs)
      const collector = new Collector({ deadlines, maxBytes }, resolve, reject)
      pool.dispatch({ method, path, headers: headers ?? {}, body: body ?? null }, collector)
    })
  }

  return { send, close: () => pool.destroy() }
}

/** Gathers one answer. One deadline covers waiting for a connection, sending and receiving. */
class Collector implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null
  #chunks: Buffer[] = []
  #bytes = 0
  #status = 0
  #headers: HttpAnswer['headers'] = {}
  #expired = false
  readonly #deadlines: Deadlines
  readonly #deadline: Deadline
  readonly #maxBytes: number
  readonly #resolve: (answer: HttpAnswer) => void
  readonly #reject: (error: AppError) => void

  constructor(
    bounds: { deadlines: Deadlines; maxBytes: number | undefined },
    resolve: (answer: HttpAnswer) => void,
    reject: (error: AppError) => void,
  ) {
    this.#resolve = resolve
    this.#reject = reject
    this.#maxBytes = bounds.maxBytes ?? DEFAULT_MAX_BYTES
    this.#deadlines = bounds.deadlines
    this.#deadline = bounds.deadlines.set(() => this.#expire())
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#expired) controller.abort(new Error('deadline'))
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: HttpAnswer['headers'],
  ): void {
    this.#status = status
    this.#headers = headers
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#bytes > this.#maxBytes) controller.abort(new Error('answer too long'))
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    this.#deadlines.lift(this.#deadline)
    const body = this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks)
    this.#resolve({ status: this.#status, headers: this.#headers, body })
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#deadlines.lift(this.#deadline)
    const tooLong = this.#bytes > this.#maxBytes
    this.#reject(
      tooLong
        ? new AppError('request:too_large')
        : new AppError('channel:unreachable', { retryable: true, cause }),
    )
  }

  #expire(): void {
    this.#expired = true
    this.#controller?.abort(new Error('deadline'))
    this.#reject(new AppError('channel:unreachable', { retryable: true, cause: new Error('deadline') }))
  }
}
