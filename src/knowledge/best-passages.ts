/** The best so many of the passages offered, best first; of equals the one offered first. Kept in arrays of numbers: objects for thousands of candidates would keep the collector busy. */
export interface BestPassages {
  size: number
  count: number
  passages: Int32Array
  scores: Float64Array
  isReferred: Uint8Array
}

export function createBest(size: number): BestPassages {
  return {
    size,
    count: 0,
    passages: new Int32Array(size),
    scores: new Float64Array(size),
    isReferred: new Uint8Array(size),
  }
}

/** Whether a score can still be among the best. */
export function takes(best: BestPassages, score: number): boolean {
  return score > 0 && (best.count < best.size || score > (best.scores[best.size - 1] ?? 0))
}

/** Only what `takes`. */
export function addPassage(best: BestPassages, passage: number, score: number, isReferred: boolean): void {
  const { passages, scores, isReferred: referred } = best
  if (best.count < best.size) best.count += 1
  let at = best.count - 1
  for (; at > 0 && (scores[at - 1] ?? 0) < score; at--) {
    scores[at] = scores[at - 1] ?? 0
    passages[at] = passages[at - 1] ?? 0
    referred[at] = referred[at - 1] ?? 0
  }
  scores[at] = score
  passages[at] = passage
  referred[at] = isReferred ? 1 : 0
}
