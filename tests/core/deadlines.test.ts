import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDeadlines } from '../../src/core/deadlines.ts'

describe('deadlines', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('come once, each at its own time', () => {
    const deadlines = createDeadlines(100)
    const late: string[] = []
    deadlines.set(() => late.push('first'))
    vi.advanceTimersByTime(60)
    deadlines.set(() => late.push('second'))
    vi.advanceTimersByTime(38)
    expect(late).toEqual([])
    vi.advanceTimersByTime(4)
    expect(late).toEqual(['first'])
    vi.advanceTimersByTime(200)
    expect(late).toEqual(['first', 'second'])
  })

  it('do not come when lifted before, and leave no timer that goes on', () => {
    const deadlines = createDeadlines(100)
    const late = vi.fn()
    deadlines.lift(deadlines.set(late))
    vi.advanceTimersByTime(1_000)
    expect(late).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('come again after a pause in which there were none', () => {
    const deadlines = createDeadlines(100)
    const late = vi.fn()
    deadlines.lift(deadlines.set(late))
    vi.advanceTimersByTime(5_000)
    deadlines.set(late)
    vi.advanceTimersByTime(101)
    expect(late).toHaveBeenCalledTimes(1)
  })

  it('let others come when one that is late lifts or sets another', () => {
    const deadlines = createDeadlines(100)
    const late: string[] = []
    deadlines.set(() => {
      late.push('first')
      deadlines.lift(second)
      deadlines.set(() => late.push('third'))
    })
    const second = deadlines.set(() => late.push('second'))
    vi.advanceTimersByTime(102)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(150)
    expect(late).toEqual(['first', 'third'])
  })
})
