import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Redis, runScript } from '../src/redis-connection.ts'
import { startRedis, type TestRedis } from './support/redis-server.ts'

describe('redis-connection', () => {
  let server: TestRedis
  let redis: Redis
  beforeAll(async () => {
    server = await startRedis()
    redis = await server.connect()
  })
  afterAll(() => server.stop())

  it('runs a script also after the server forgot it', async () => {
    const script = { name: 'sum', source: 'return ARGV[1] + ARGV[2]', sha: null }
    expect(await runScript(redis, script, [], ['1', '2'])).toBe(3)

    await redis.scriptFlush()

    expect(await runScript(redis, script, [], ['3', '4'])).toBe(7)
  })

  it('fails at once while Redis is away, and works again when it is back', async () => {
    await server.kill()
    const script = { name: 'one', source: 'return 1', sha: null }
    await expect(runScript(redis, script, [], [])).rejects.toMatchObject({
      code: 'store:unavailable',
      retryable: true,
    })

    await server.restart()

    await expect.poll(() => runScript(redis, script, [], []).catch(() => null), { timeout: 5_000 }).toBe(1)
  })
})
