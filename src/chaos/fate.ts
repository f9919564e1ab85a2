import type { Draw } from './draw.ts'

/**
 * What becomes of one call to a platform. `lost`: the message is shown, then the connection breaks. `late`: it is shown,
 * the answer comes after every deadline.
 */
export type Fate = 'fine' | 'slow' | 'throttled' | 'broken' | 'lost' | 'late'

/** Shares of all calls; the rest is fine. Well above what a platform does on a bad day. */
const SHARES: ReadonlyArray<[Fate, number]> = [
  ['slow', 0.02],
  ['throttled', 0.01],
  ['broken', 0.01],
  ['lost', 0.005],
  ['late', 0.0005],
]

/** @param trouble 0: everything is fine, 1: the shares above. */
export function drawFate(draw: Draw, trouble: number): Fate {
  let left = draw.between(0, 1)
  for (const [fate, share] of SHARES) {
    left -= share * trouble
    if (left < 0) return fate
  }
  return 'fine'
}
