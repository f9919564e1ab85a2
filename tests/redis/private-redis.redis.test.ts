import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectRedis } from '../../src/redis/connect-redis.ts'
import { openPrivateRedis } from '../../src/redis/private-redis.ts'

describe('private redis', () => {
  let dir: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'antam-data-'))
  })
  afterEach(() => rm(dir, { recursive: true, force: true }))

  it('writes to disk before it answers, and keeps what it was given over a restart', async () => {
    const first = await openPrivateRedis(dir)
    const writer = await connectRedis(first.url, () => {})
    const names = ['appendonly', 'appendfsync', 'maxmemory-policy']
    expect(await writer.read('', (node) => node.configGet(names))).toEqual({
      appendonly: 'yes',
      appendfsync: 'always',
      'maxmemory-policy': 'noeviction',
    })
    await writer.write('kept', (node) => node.set('kept', 'yes'))
    writer.destroy()
    await first.stop()

    const second = await openPrivateRedis(dir)
    const reader = await connectRedis(second.url, () => {})
    expect(await reader.read('kept', (node) => node.get('kept'))).toBe('yes')
    reader.destroy()
    await second.stop()
  })

  it('uses a server that already runs there, and leaves it running', async () => {
    const owner = await openPrivateRedis(dir)

    const guest = await openPrivateRedis(dir)
    expect(guest).toMatchObject({ url: owner.url, started: false })
    await guest.stop()

    const client = await connectRedis(owner.url, () => {})
    expect(await client.read('any', (node) => node.ping())).toBe('PONG')
    client.destroy()
    await owner.stop()
  })
})
