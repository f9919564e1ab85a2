import { describe, expect, it } from 'vitest'
import { createOneAtATime } from '../../src/lib/one-at-a-time.ts'

describe('one at a time', () => {
  it('begins a task when the one before has ended, in the order given', async () => {
    const oneAtATime = createOneAtATime()
    const happened: string[] = []
    const task = (name: string) => async () => {
      happened.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 5))
      happened.push(`${name} ends`)
      return name
    }

    expect(await Promise.all([oneAtATime(task('a')), oneAtATime(task('b'))])).toEqual(['a', 'b'])
    expect(happened).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('goes on after a task that failed', async () => {
    const oneAtATime = createOneAtATime()
    const failed = oneAtATime(() => Promise.reject(new Error('no')))
    const after = oneAtATime(async () => 'yes')

    await expect(failed).rejects.toThrow('no')
    expect(await after).toBe('yes')
  })

  it('lets a timer through between two tasks', async () => {
    const oneAtATime = createOneAtATime()
    const happened: string[] = []
    setTimeout(() => happened.push('timer'), 0)
    await Promise.all(['a', 'b', 'c'].map((name) => oneAtATime(async () => void happened.push(name))))

    expect(happened.indexOf('timer')).toBeLessThan(happened.indexOf('c'))
  })
})
