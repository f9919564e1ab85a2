/** Runs a task when those given before it are done; resolves or rejects as it does. */
export type OneAtATime = <T>(task: () => Promise<T>) => Promise<T>

/**
 * For tasks that keep the processor busy: side by side they would all end last, each holding its memory meanwhile, and
 * nothing else would get its turn. Between two of them whatever else waits is let through.
 */
export function createOneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve()
  return function oneAtATime(task) {
    const result = last.then(task)
    last = result.then(letOthersThrough, letOthersThrough)
    return result
  }
}

function letOthersThrough(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
