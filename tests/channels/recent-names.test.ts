import { describe, expect, it } from 'vitest'
import { createRecentNames } from '../../src/channels/recent-names.ts'

describe('recent-names', () => {
  it('says with what a name was first seen', () => {
    const names = createRecentNames(10)

    expect(names.first('album', '1')).toBe('1')
    expect(names.first('album', '2')).toBe('1')
    names.forget('album')
    expect(names.first('album', '3')).toBe('3')
  })

  it('keeps the newest and no more than it may', () => {
    const names = createRecentNames(2)
    for (const name of ['a', 'b', 'c']) names.first(name, 'then')

    expect(names.first('c', 'now')).toBe('then')
    expect(names.first('b', 'now')).toBe('then')
    expect(names.first('a', 'now')).toBe('now')
  })
})
