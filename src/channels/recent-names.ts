/** Remembers the last `max` names, each with what it was first seen with. In this process only. */
export interface RecentNames {
  /** Notes the name, and says with what it was first seen: `tag` itself when it is new. */
  first(name: string, tag: string): string
  forget(name: string): void
}

export function createRecentNames(max: number): RecentNames {
  const seen = new Map<string, string>()

  function first(name: string, tag: string): string {
    const known = seen.get(name)
    if (known !== undefined) return known
    seen.set(name, tag)
    for (const oldest of seen.keys()) {
      if (seen.size <= max) break
      seen.delete(oldest)
    }
    return tag
  }

  return { first, forget: (name) => void seen.delete(name) }
}
