import { z } from 'zod'
import { AppError, type ErrorCode, errorCatalogue } from './core/errors.ts'
import { hasKey } from './lib/has-key.ts'

/** One end of a channel between threads: a worker, `parentPort`, or a `MessagePort`. */
export interface ThreadPort {
  postMessage(value: unknown): void
  on(event: 'message', hear: (value: unknown) => void): unknown
}

/** The other thread's functions. Arguments and results are copied, so they must be plain data. */
export interface RemoteCalls {
  /** @throws AppError as the function did; anything else it threw as `internal`, without its words. */
  call: (name: string, args: readonly unknown[]) => Promise<unknown>
  /** Calls that have no answer yet. */
  pending: () => number
  /** The other thread is gone: every call under way fails. */
  fail: (error: AppError) => void
}

/** Answers a call by name. */
export type AnswerCall = (name: string, args: readonly unknown[]) => Promise<unknown>

const Message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: z.number(), name: z.string(), args: z.array(z.unknown()) }),
  z.object({ type: z.literal('done'), id: z.number(), result: z.unknown() }),
  z.object({
    type: z.literal('failed'),
    id: z.number(),
    code: z.string(),
    retryable: z.boolean(),
    retryAfterMs: z.number().optional(),
  }),
])
type Message = z.infer<typeof Message>

interface Waiting {
  resolve(result: unknown): void
  reject(error: AppError): void
}

/** Lets two threads call each other's functions over one port; both ends do this. */
export function connectThreads(port: ThreadPort, answer: AnswerCall): RemoteCalls {
  const waiting = new Map<number, Waiting>()
  let calls = 0

  function call(name: string, args: readonly unknown[]): Promise<unknown> {
    calls += 1
    const id = calls
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      port.postMessage({ type: 'call', id, name, args: [...args] } satisfies Message)
    })
  }

  async function answerOne(id: number, name: string, args: readonly unknown[]): Promise<void> {
    try {
      port.postMessage({ type: 'done', id, result: await answer(name, args) })
    } catch (error) {
      port.postMessage(toFailure(id, error))
    }
  }

  function settle(message: Exclude<Message, { type: 'call' }>): void {
    const one = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.type === 'done') one?.resolve(message.result)
    else one?.reject(toError(message))
  }

  port.on('message', (value) => {
    const message = Message.parse(value)
    if (message.type === 'call') void answerOne(message.id, message.name, message.args)
    else settle(message)
  })

  function fail(error: AppError): void {
    for (const one of waiting.values()) one.reject(error)
    waiting.clear()
  }

  return { call, pending: () => waiting.size, fail }
}

/** An error's own words may quote what a person wrote: only ours cross, by their code. */
function toFailure(id: number, error: unknown): Message {
  if (!(error instanceof AppError)) return { type: 'failed', id, code: 'internal', retryable: false }
  const { code, retryable, retryAfterMs } = error
  return { type: 'failed', id, code, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

function toError({ code, retryable, retryAfterMs }: Extract<Message, { type: 'failed' }>): AppError {
  const known: ErrorCode = hasKey(errorCatalogue, code) ? code : 'internal'
  return new AppError(known, { retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) })
}

/** An object all of whose methods are the other thread's functions of the same names. */
export function remoteObject<T extends object>(call: RemoteCalls['call'], prefix = ''): T {
  // The type is the caller's promise that the other side answers to these names; a proxy cannot check it.
  return new Proxy({} as T, {
    get:
      (_target, name) =>
      (...args: unknown[]) =>
        call(prefix + String(name), args),
  })
}

/** Calls a method of an object by name. @throws AppError `internal` where it has none. */
export async function callMethod(target: object, name: string, args: readonly unknown[]): Promise<unknown> {
  const method: unknown = Object.hasOwn(target, name) ? Reflect.get(target, name) : undefined
  if (typeof method !== 'function') throw new AppError('internal')
  return Reflect.apply(method, target, args)
}
