import { AppError } from '../core/errors.ts'

/** Runs tasks of one key one after another, in the order given; keys do not wait for each other. */
export interface KeyedQueue {
  /**
   * Resolves or rejects as the task does; a failure does not stop the tasks behind it.
   * @throws AppError `request:too_many` when too many wait already.
   */
  run<T>(key: string, task: () => Promise<T>): Promise<T>
  /** Tasks that run or wait. */
  size(): number
  /** Resolves when nothing runs or waits. */
  idle: () => Promise<void>
}

interface Lane {
  tail: Promise<unknown>
  waiting: number
}

/** @see KeyedQueue */
export function createKeyedQueue(bounds: { perKey: number; inAll: number }): KeyedQueue {
  const lanes = new Map<string, Lane>()
  let total = 0

  function run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const lane = lanes.get(key) ?? { tail: Promise.resolve(), waiting: 0 }
    if (lane.waiting >= bounds.perKey || total >= bounds.inAll) return Promise.reject(tooMany())
    lanes.set(key, lane)
    lane.waiting += 1
    total += 1
    const result = lane.waiting === 1 ? task() : lane.tail.then(task)
    lane.tail = result.then(
      () => leave(key, lane),
      () => leave(key, lane),
    )
    return result
  }

  function leave(key: string, lane: Lane): void {
    lane.waiting -= 1
    total -= 1
    if (lane.waiting === 0) lanes.delete(key)
  }

  async function idle(): Promise<void> {
    while (lanes.size > 0) await Promise.all([...lanes.values()].map((lane) => lane.tail))
  }

  return { run, size: () => total, idle }
}

function tooMany(): AppError {
  return new AppError('request:too_many', { retryable: true, retryAfterMs: 2_000 })
}
