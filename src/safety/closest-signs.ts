import type { Sign } from './signs.ts'

/** One sign of each group, near the first group's sign; null when they stand too far apart. */
export function closestSigns(groups: readonly Sign[][], within: number, apart: boolean): Sign[] | null {
  const [anchors = [], ...others] = groups
  for (const anchor of anchors) {
    const chosen = [anchor]
    for (const group of others) {
      const found = group.find(
        (sign) =>
          distance(anchor, sign) <= within && !(apart && chosen.some((other) => overlap(other, sign))),
      )
      if (found) chosen.push(found)
    }
    if (chosen.length === groups.length) return chosen
  }
  return null
}

function overlap(a: Sign, b: Sign): boolean {
  return a.start < b.end && b.start < a.end
}

function distance(a: Sign, b: Sign): number {
  return Math.max(0, Math.max(a.start, b.start) - Math.min(a.end, b.end))
}
