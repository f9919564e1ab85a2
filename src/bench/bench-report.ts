/** What `npm run bench -- NAME --json` prints: our figures, each peer's in the same run, and ours divided by theirs. */
export interface BenchReport {
  bench: string
  ours: Record<string, number>
  peers: Record<string, Record<string, number>>
  ratios: Record<string, number>
  /** How a ratio reads, `{}` standing for it; "is {} × as fast" if not given. */
  ratioSays?: string
  /** How it was measured, for who reads the figures. */
  notes: string[]
}

/** The value below which a share `p` of the sorted numbers lies. */
export function percentile(sorted: readonly number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN
}

export function median(numbers: readonly number[]): number {
  return percentile(
    [...numbers].sort((a, b) => a - b),
    0.5,
  )
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}
