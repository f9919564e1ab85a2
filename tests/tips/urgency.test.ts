import { describe, expect, it } from 'vitest'
import { type TipDraft, type Urgency } from '../../src/core/tip.ts'
import { urgencyOf } from '../../src/tips/urgency.ts'

describe('urgency', () => {
  it.each<[Pick<TipDraft, 'category' | 'danger' | 'stillGoing'>, Urgency]>([
    [{ category: 'selling', danger: 'yes', stillGoing: 'yes' }, 'khan'],
    [{ category: 'selling', danger: 'yes' }, 'khan'],
    [{ category: 'danger' }, 'khan'],
    [{ category: 'danger', danger: 'unknown', stillGoing: 'unknown' }, 'khan'],
    [{ category: 'danger', danger: 'no', stillGoing: 'yes' }, 'cao'],
    [{ category: 'danger', danger: 'no' }, 'thuong'],
    [{ category: 'using', danger: 'yes', stillGoing: 'no' }, 'cao'],
    [{ category: 'selling', stillGoing: 'yes' }, 'cao'],
    [{ category: 'school' }, 'cao'],
    [{ category: 'school', stillGoing: 'no' }, 'cao'],
    [{ category: 'selling', danger: 'unknown', stillGoing: 'unknown' }, 'thuong'],
    [{ category: 'growing', stillGoing: 'no', danger: 'no' }, 'thuong'],
    [{ category: 'minors', stillGoing: 'no' }, 'cao'],
    [{ category: 'border' }, 'cao'],
    [{ category: 'border', stillGoing: 'no' }, 'thuong'],
    [{ category: 'driving', stillGoing: 'unknown' }, 'cao'],
    [{ category: 'driving', stillGoing: 'no' }, 'thuong'],
    [{ category: 'house' }, 'thuong'],
    [{ category: 'precursors', stillGoing: 'yes' }, 'cao'],
  ])('of %o is %s', (draft, urgency) => {
    expect(urgencyOf(draft)).toBe(urgency)
  })
})
