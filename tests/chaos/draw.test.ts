import { describe, expect, it } from 'vitest'
import { createDraw } from '../../src/chaos/draw.ts'

describe('chance that can be repeated', () => {
  it('gives the same sequence for the same seed, another for another', () => {
    const first = Array.from({ length: 20 }, take(createDraw(5)))
    const again = Array.from({ length: 20 }, take(createDraw(5)))
    const other = Array.from({ length: 20 }, take(createDraw(6)))

    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
  })

  it('is even enough', () => {
    const draw = createDraw(1)
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < 4_000; i += 1) counts[draw.below(4)]! += 1

    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  })
})

function take(draw: { below: (count: number) => number }) {
  return () => draw.below(1_000)
}
