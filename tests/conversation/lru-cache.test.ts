import { expect, it } from 'vitest'
import { createLruCache } from '../../src/conversation/lru-cache.ts'

it('keeps the newest of too many', () => {
  const cache = createLruCache<number>({ entries: 2, maxAgeMs: 100 })
  for (const [at, key] of ['a', 'b', 'c'].entries()) cache.set(key, at, at)

  expect([cache.get('a', 3), cache.get('b', 3), cache.get('c', 3)]).toEqual([undefined, 1, 2])
})

it('lets go of what is too old when anything else comes, asked for or not', () => {
  const cache = createLruCache<number>({ entries: 10, maxAgeMs: 100 })
  cache.set('a', 1, 0)
  cache.set('b', 2, 60)
  cache.set('c', 3, 120)

  expect(cache.size()).toBe(2)
  expect(cache.get('b', 120)).toBe(2)
})

it('lets go of what is too old when asked to, though nothing comes', () => {
  const cache = createLruCache<number>({ entries: 10, maxAgeMs: 100 })
  cache.set('a', 1, 0)
  cache.set('b', 2, 60)
  cache.prune(120)

  expect(cache.size()).toBe(1)
  expect(cache.get('b', 120)).toBe(2)
})
