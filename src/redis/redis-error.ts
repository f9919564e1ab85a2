import { ErrorReply } from 'redis'
import { AppError } from '../core/errors.ts'

/**
 * Whatever the client throws, as what callers know: nothing is known to be stored, trying again can help. A server that
 * is away, loading, full, demoted or without its replicas is all the same to who waits for a "stored".
 */
export function unavailable(error?: unknown): AppError {
  if (error instanceof AppError) return error
  if (isReply(error, 'WRONGTYPE')) return new AppError('store:corrupt', { cause: error })
  return new AppError('store:unavailable', { retryable: true, cause: error })
}

/** Whether the server itself answered, with an error that begins with one of these words. */
export function isReply(error: unknown, ...words: string[]): boolean {
  return error instanceof ErrorReply && words.some((word) => error.message.startsWith(word))
}

/** `MOVED 3999 10.0.0.1:6381`, `ASK …`: where a Cluster says that the key is. */
export function redirection(error: unknown): { ask: boolean; host: string; port: number } | null {
  if (!isReply(error, 'MOVED ', 'ASK ') || !(error instanceof Error)) return null
  const [, kind, host = '', port = ''] = /^(MOVED|ASK) \d+ (.*):(\d+)/.exec(error.message) ?? []
  return kind === undefined ? null : { ask: kind === 'ASK', host, port: Number(port) }
}
