import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectRedis } from '../../src/redis/connect-redis.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { runScript, toScript } from '../../src/redis/redis-script.ts'
import { startTestTopology, type TestTopology } from '../support/topology.ts'

const one = toScript('return 1')

describe('one Redis', () => {
  let topology: TestTopology
  let redis: Redis
  beforeAll(async () => {
    topology = await startTestTopology('single')
    redis = await topology.connect()
  })
  afterAll(() => topology.stop())

  function node() {
    const [only] = topology.nodes
    if (only === undefined) throw new Error('no node')
    return only
  }

  it('runs a script also after the server forgot it', async () => {
    const sum = toScript('return ARGV[1] + ARGV[2]')
    expect(await runScript(redis, sum, ['key'], ['1', '2'])).toBe(3)

    await redis.onEach((server) => server.scriptFlush())

    expect(await runScript(redis, sum, ['key'], ['3', '4'])).toBe(7)
  })

  it('calls a key of another kind corrupt, not away', async () => {
    await redis.write('text', (server) => server.set('text', 'x'))

    const wrong = redis.read('text', (server) => server.hGetAll('text'))

    await expect(wrong).rejects.toMatchObject({ code: 'store:corrupt' })
  })

  it('lets who waits for news hold up nobody', async () => {
    const waiting = redis.block('list', 2_000, (server) => server.sendCommand(['BLPOP', 'list', '2']))
    const started = performance.now()
    await redis.read('other', (server) => server.get('other'))
    expect(performance.now() - started).toBeLessThan(1_000)

    await redis.write('list', (server) => server.rPush('list', 'news'))

    expect(await waiting).toEqual(['list', 'news'])
  })

  it('hears what is published, also after a quiet time', { timeout: 20_000 }, async () => {
    const heard: string[] = []
    const listening = await redis.listen(
      ['news'],
      (text) => heard.push(text),
      () => {},
    )
    // Longer than the time after which a silent server is given up.
    await new Promise((resolve) => setTimeout(resolve, 7_000))

    await redis.publish('news', 'one')

    await expect.poll(() => heard).toEqual(['one'])
    listening.stop()
  })

  it('fails within seconds when the server hangs, and works again when it answers', {
    timeout: 30_000,
  }, async () => {
    topology.pause(node())
    const started = performance.now()
    await expect(runScript(redis, one, ['key'], [])).rejects.toMatchObject({ code: 'store:unavailable' })
    expect(performance.now() - started).toBeLessThan(6_000)
    await expect.poll(() => redis.isReady(), { timeout: 6_000 }).toBe(false)

    topology.resume(node())

    await expect.poll(() => runScript(redis, one, ['key'], []).catch(() => null), { timeout: 10_000 }).toBe(1)
  })

  it('fails at once while Redis is away, and works again when it is back', async () => {
    await topology.kill(node())
    await expect(runScript(redis, one, ['key'], [])).rejects.toMatchObject({
      code: 'store:unavailable',
      retryable: true,
    })
    await expect(connectRedis(topology.url, () => {})).rejects.toMatchObject({ code: 'store:unavailable' })

    await topology.restart(node())

    await expect.poll(() => runScript(redis, one, ['key'], []).catch(() => null), { timeout: 5_000 }).toBe(1)
  })
})
