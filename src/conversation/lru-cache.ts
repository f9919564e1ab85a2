/** A bounded map that forgets what was not used for longest, and what is older than `maxAgeMs`. */
export interface LruCache<T> {
  get(key: string, now: number): T | undefined
  set(key: string, value: T, now: number): void
  delete(key: string): void
  /** Drops what is too old, though nobody asks for it and nothing new comes: it may be somebody's words. */
  prune(now: number): void
  size(): number
}

/** @see LruCache */
export function createLruCache<T>(bounds: { entries: number; maxAgeMs: number }): LruCache<T> {
  // A Map keeps insertion order: moving a key to the end on use makes the first key the oldest.
  const map = new Map<string, { value: T; at: number }>()

  function get(key: string, now: number): T | undefined {
    const found = map.get(key)
    if (found === undefined) return undefined
    map.delete(key)
    if (now - found.at > bounds.maxAgeMs) return undefined
    map.set(key, found)
    return found.value
  }

  function set(key: string, value: T, now: number): void {
    map.delete(key)
    map.set(key, { value, at: now })
    prune(now)
  }

  /** The oldest come first. */
  function prune(now: number): void {
    for (const [oldest, { at }] of map) {
      if (map.size <= bounds.entries && now - at <= bounds.maxAgeMs) return
      map.delete(oldest)
    }
  }

  return { get, set, prune, delete: (key) => void map.delete(key), size: () => map.size }
}
