import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDurability } from '../../src/redis/durability.ts'
import type { Redis } from '../../src/redis/redis.ts'
import { startTestTopology, type TestTopology } from '../support/topology.ts'

describe.each(['sentinel', 'cluster'] as const)('redis with replicas: %s', (kind) => {
  let topology: TestTopology
  let redis: Redis
  beforeAll(async () => {
    topology = await startTestTopology(kind)
    redis = await topology.connect()
  }, 60_000)
  afterAll(() => topology?.stop())

  it("is durable in the doctor's eyes", async () => {
    const { durable, summary, problems } = await readDurability(redis)

    expect(problems).toEqual([])
    expect(durable).toBe(true)
    expect(summary).toContain('at 1 replica')
  })

  it('has what it confirmed after the primary died, and goes on by itself', { timeout: 90_000 }, async () => {
    const confirmed: string[] = []
    const writing = keepWriting(redis, confirmed)
    await expect.poll(() => confirmed.length).toBeGreaterThan(50)
    const heard: string[] = []
    let gaps = 0
    const listening = await redis.listen(
      ['news'],
      (text) => heard.push(text),
      () => {
        gaps += 1
      },
    )

    const [primary] = await topology.primaries()
    if (primary === undefined) throw new Error('no primary')
    await topology.kill(primary)
    const atKill = confirmed.length
    const count = kind === 'cluster' ? 3 : 1
    await expect.poll(async () => (await topology.primaries()).length, { timeout: 20_000 }).toBe(count)
    const before = confirmed.length
    if (kind === 'sentinel')
      await expect.poll(() => confirmed.length, { timeout: 10_000 }).toBeGreaterThan(before)
    await topology.restart(primary)
    await topology.healthy(40_000)
    const healed = confirmed.length
    await expect.poll(() => confirmed.length, { timeout: 10_000 }).toBeGreaterThan(healed + 50)
    await writing.stop()

    expect(atKill).toBeLessThan(confirmed.length)
    const missing = await Promise.all(
      confirmed.map(async (key) => ((await redis.read(key, (node) => node.get(key))) === key ? [] : [key])),
    )
    expect(missing.flat()).toEqual([])
    await expect.poll(async () => (await redis.publish('news', 'back'), heard.length)).toBeGreaterThan(0)
    expect(kind === 'cluster' || gaps > 0).toBe(true)
    listening.stop()
  })

  it('does not call stored what no replica has', { timeout: 60_000 }, async () => {
    const primaries = await topology.primaries()
    const replicas = topology.nodes.filter((node) => !primaries.includes(node))
    for (const node of replicas) topology.pause(node)

    const write = redis.write('alone', (node) => node.set('alone', 'x'))
    await expect(write).rejects.toMatchObject({ code: 'store:unavailable', retryable: true })

    for (const node of replicas) topology.resume(node)
    await expect
      .poll(() => redis.write('alone', (node) => node.set('alone', 'y')).catch(() => 'away'), {
        timeout: 30_000,
      })
      .toBe('OK')
  })
})

/** Writers that note what was confirmed, and carry on after a failure. */
function keepWriting(redis: Redis, confirmed: string[]): { stop(): Promise<void> } {
  let stopped = false
  async function writer(name: number): Promise<void> {
    for (let i = 0; !stopped; i += 1) {
      const key = `w${name}-${i}`
      const stored = await redis.write(key, (node) => node.set(key, key)).catch(() => null)
      if (stored === 'OK') confirmed.push(key)
      else await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const writers = Promise.all([1, 2, 3, 4].map(writer))
  return {
    async stop() {
      stopped = true
      await writers
    },
  }
}
