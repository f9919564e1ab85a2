import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { textUpdate } from '../support/fake-telegram.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const CHAT = 7_770_123_456

describe('Telegram by long polling, over the whole hotline', () => {
  let world: WholeApp
  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    world = await startWholeApp({ PUBLIC_URL: '' })
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await world.stop()
  })
  const texts = () => world.telegram.texts(CHAT)

  it('answers without any public address, and confirms what it stored', async () => {
    world.telegram.pending.push(textUpdate(CHAT, '/start', 200_001))

    await expect.poll(() => texts().length, { timeout: 5_000 }).toBeGreaterThan(0)
    await expect.poll(() => world.telegram.pending).toEqual([])
  })

  it('says nothing twice when the webhook brings again what was polled', async () => {
    const update = textUpdate(CHAT, 'menu', 200_002)
    const before = texts().length
    world.telegram.pending.push(update)
    await expect.poll(() => texts().length, { timeout: 5_000 }).toBeGreaterThan(before)
    await expect.poll(() => world.telegram.pending).toEqual([])
    const after = texts().length

    // As when PUBLIC_URL was set meanwhile, and the confirmation was lost.
    world.telegram.webhook = {
      url: 'https://hotline.example/webhooks/telegram',
      secret: await secretOf(world),
    }
    const statuses = await world.telegram.deliver(`${world.app.publicUrl}/webhooks/telegram`, update)
    await new Promise((resolve) => setTimeout(resolve, 400))

    expect(statuses).toEqual([200])
    expect(texts()).toHaveLength(after)
  })

  it('does not confirm what Redis did not take, and takes it when Redis is back', async () => {
    world.telegram.webhook = null
    const before = texts().length
    await world.redis.kill()
    world.telegram.pending.push(textUpdate(CHAT, 'menu', 200_003))
    await expect.poll(() => texts().slice(before).join(' '), { timeout: 15_000 }).toContain('chưa lưu được')
    expect(world.telegram.pending).toHaveLength(1)

    await world.redis.restart()

    await expect.poll(() => world.telegram.pending, { timeout: 20_000 }).toEqual([])
    expect(texts().length).toBeGreaterThan(before + 1)
  }, 45_000)
})

/** The secret that the hotline itself registers. */
async function secretOf({ adapters, telegram }: WholeApp): Promise<string | undefined> {
  await adapters.channels.get('telegram')?.prepare?.({ publicUrl: 'https://hotline.example' })
  return telegram.webhook?.secret
}
