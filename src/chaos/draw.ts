/** Chance that can be repeated: the same seed, the same sequence. Not for secrets. */
export interface Draw {
  /** A whole number from 0 to `count - 1`. */
  below: (count: number) => number
  /** A number from `least` to `most`. */
  between: (least: number, most: number) => number
  /** True in a share `p` of all cases. */
  chance: (p: number) => boolean
  /** @throws Error for an empty list. */
  pick: <T>(list: readonly T[]) => T
}

/** mulberry32: small, even enough to play fate. */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  function below(count: number): number {
    return Math.floor(next() * count)
  }

  function pick<T>(list: readonly T[]): T {
    const [found] = list.slice(below(list.length))
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }

  return {
    below,
    between: (least, most) => least + next() * (most - least),
    chance: (p) => next() < p,
    pick,
  }
}
