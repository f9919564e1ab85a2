import { describe, expect, it } from 'vitest'
import { keySlot } from '../../src/redis/key-slot.ts'
import { parseRedisUrl } from '../../src/redis/redis-url.ts'

const nobody = { tls: false, database: 0 }

describe('REDIS_URL', () => {
  it.each([
    [
      'redis://10.0.0.1',
      { kind: 'single', at: { host: '10.0.0.1', port: 6379 }, access: nobody, replicas: 0 },
    ],
    [
      'rediss://me:p%40ss@cache.example:6380/2?replicas=1',
      {
        kind: 'single',
        at: { host: 'cache.example', port: 6380 },
        access: { tls: true, username: 'me', password: 'p@ss', database: 2 },
        replicas: 1,
      },
    ],
    [
      'unix:///run/redis.sock',
      { kind: 'single', at: { path: '/run/redis.sock' }, access: nobody, replicas: 0 },
    ],
    [
      'redis+sentinel://:secret@a:26380,b,[::1]/an-tam/1?sentinelPassword=other',
      {
        kind: 'sentinel',
        name: 'an-tam',
        sentinels: [
          { host: 'a', port: 26380 },
          { host: 'b', port: 26379 },
          { host: '::1', port: 26379 },
        ],
        sentinelPassword: 'other',
        access: { tls: false, password: 'secret', database: 1 },
        replicas: 1,
      },
    ],
    [
      'redis+cluster://a:7000,b:7001?replicas=0',
      {
        kind: 'cluster',
        seeds: [
          { host: 'a', port: 7000 },
          { host: 'b', port: 7001 },
        ],
        access: nobody,
        replicas: 0,
      },
    ],
  ])('%s', (url, expected) => {
    expect(parseRedisUrl(url)).toEqual(expected)
  })

  it.each([
    'http://10.0.0.1',
    'redis://a,b',
    'redis+sentinel://a:26379',
    'redis://a/notes',
    'unix://',
    'redis://a?replicas=many',
    'redis+cluster://a:1:2',
  ])('refuses %s without repeating it', (url) => {
    const refuse = () => parseRedisUrl(url)

    expect(refuse).toThrow(/^REDIS_URL /)
    expect(refuse).not.toThrow(url)
  })
})

describe('the slot of a key', () => {
  it.each([
    ['123456789', 12_739],
    ['{user1000}.following', 3_443],
    ['user1000', 3_443],
    ['foo{}{bar}', 8_363],
  ])('%s is %d, as the specification of Redis Cluster says', (key, slot) => {
    expect(keySlot(key)).toBe(slot)
  })
})
