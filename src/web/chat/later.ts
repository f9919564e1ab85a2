/** Makes something once, when it is first asked for. A failure is forgotten, so that the next one who asks tries again. */
export function later<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return function get() {
    made ??= make().catch((error: unknown) => {
      made = null
      throw error
    })
    return made
  }
}
