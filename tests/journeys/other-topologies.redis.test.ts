import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textUpdate } from '../support/fake-telegram.ts'
import { startTestTopology, type TestTopology } from '../support/topology.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const TO_A_TIP = [
  '/start',
  'bao tin',
  'gõ ngay tại đây',
  'mua bán',
  'Hai thanh niên bán gói nhỏ',
  'ngõ 12 Ngọc Lâm, phường Bồ Đề',
  'đang diễn ra',
  'không',
]

/** The hotline as it is, on more than one Redis: a fail-over in the middle of a conversation. */
describe.each(['sentinel', 'cluster'] as const)('the whole hotline on %s', (kind) => {
  let topology: TestTopology
  let world: WholeApp
  beforeAll(async () => {
    topology = await startTestTopology(kind)
    world = await startWholeApp({ REDIS_URL: topology.url })
  }, 90_000)
  afterAll(async () => {
    await world?.stop()
    await topology?.stop()
  })

  async function say(text: string): Promise<void> {
    const before = world.telegram.texts(7).length
    const url = `${world.app.publicUrl}/webhooks/telegram`
    const update = textUpdate(7, text)
    // As the platform: the same update again until it is taken.
    await expect
      .poll(async () => (await world.telegram.deliver(url, update)).at(-1), { timeout: 60_000 })
      .toBe(200)
    await expect.poll(() => world.telegram.texts(7).length, { timeout: 20_000 }).toBeGreaterThan(before)
  }

  it('carries a conversation over the death of a primary', { timeout: 180_000 }, async () => {
    for (const text of TO_A_TIP.slice(0, 4)) await say(text)
    const [primary] = await topology.primaries()
    if (primary === undefined) throw new Error('no primary')

    await topology.kill(primary)
    const back = new Promise((resolve) => setTimeout(resolve, 5_000)).then(() => topology.restart(primary))
    for (const text of TO_A_TIP.slice(4)) await say(text)
    await back
    await topology.healthy(60_000)

    const texts = world.telegram.texts(7)
    const unsaved = texts.filter((text) => text.includes('chưa lưu được'))
    expect(texts.at(-1)).not.toContain('chưa lưu được')
    expect(unsaved.length).toBeLessThanOrEqual(2)
    await expect.poll(() => world.adapters.isRedisUp(), { timeout: 10_000 }).toBe(true)
  })
})
