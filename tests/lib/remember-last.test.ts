import { describe, expect, it } from 'vitest'
import { rememberLast } from '../../src/lib/remember-last.ts'

describe('rememberLast', () => {
  it('works a text out once within a turn, and again for another text', () => {
    const asked: string[] = []
    const count = rememberLast((text) => {
      asked.push(text)
      return text.length
    })

    expect([count('một'), count('một'), count('hai mươi'), count('một')]).toEqual([3, 3, 8, 3])
    expect(asked).toEqual(['một', 'hai mươi', 'một'])
  })

  it('keeps no text beyond the running code', async () => {
    let times = 0
    const count = rememberLast(() => (times += 1))
    count('một')
    await Promise.resolve()
    count('một')

    expect(times).toBe(2)
  })
})
