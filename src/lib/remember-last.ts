/**
 * A pure function of a text that is asked again and again within one turn: it answers the same text from memory. The
 * memory lasts until the running code gives way (one microtask), so that nothing that people write stays in it.
 */
export function rememberLast<T>(work: (text: string) => T): (text: string) => T {
  let last: { text: string; result: T } | null = null
  return function remembering(text) {
    if (last?.text === text) return last.result
    if (last === null) void Promise.resolve().then(() => (last = null))
    const result = work(text)
    last = { text, result }
    return result
  }
}
