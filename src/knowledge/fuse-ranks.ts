/** Flattens the lead of a first place, so that two middling ranks can beat one good one; the usual value. */
const K = 60

/** Joins rankings of the same things by reciprocal rank, best first. An item in one list only counts with that rank. */
export function fuseRanks(rankings: readonly (readonly number[])[]): { item: number; score: number }[] {
  const scores = new Map<number, number>()
  for (const ranking of rankings) {
    for (const [rank, item] of ranking.entries()) {
      scores.set(item, (scores.get(item) ?? 0) + 1 / (K + rank + 1))
    }
  }
  return [...scores]
    .map(([item, score]) => ({ item, score }))
    .sort((a, b) => b.score - a.score || a.item - b.item)
}
