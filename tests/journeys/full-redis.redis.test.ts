import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textUpdate } from '../support/fake-telegram.ts'
import { startWholeApp, type WholeApp } from '../support/whole-app.ts'

const CHAT = 4711

/** `maxmemory` reached, `noeviction`: nothing may be dropped, nobody may be told "saved". */
describe('a full Redis', () => {
  let world: WholeApp
  beforeAll(async () => {
    world = await startWholeApp()
  }, 60_000)
  afterAll(() => world?.stop())

  const say = (text: string) =>
    world.telegram.deliver(`${world.app.publicUrl}/webhooks/telegram`, textUpdate(CHAT, text))
  const texts = () => world.telegram.texts(CHAT)

  it('is told honestly, loses nothing, and goes on when there is room', { timeout: 60_000 }, async () => {
    expect(await say('/start')).toEqual([200])
    await expect.poll(() => texts().length, { timeout: 10_000 }).toBeGreaterThan(0)
    // A note of what was delivered may share a script with the next turn, and what began to write may go on.
    await expect.poll(() => world.redis.raw.keys('antam:{s:*}:outbox:*'), { timeout: 10_000 }).toEqual([])
    const session = (await world.redis.raw.keys('antam:{s:*}:session:*'))[0] ?? ''
    const before = await world.redis.raw.hGetAll(session)
    await world.redis.raw.configSet('maxmemory', '1mb')

    const statuses = await say('bao tin')

    expect(new Set(statuses)).toEqual(new Set([503]))
    await expect
      .poll(() => texts().filter((text) => text.includes('chưa lưu được')), { timeout: 10_000 })
      .toHaveLength(1)
    expect(await world.redis.raw.hGetAll(session)).toEqual(before)
    expect(await world.redis.raw.info('stats')).toContain('evicted_keys:0')
    const note = world.adapters.mailboxes.add('ab'.repeat(16), 'note')
    await expect(note).rejects.toMatchObject({ code: 'store:unavailable', retryable: true })

    await world.redis.raw.configSet('maxmemory', '0')
    const told = texts().length
    expect((await say('bao tin')).at(-1)).toBe(200)
    await expect.poll(() => texts().length, { timeout: 10_000 }).toBeGreaterThan(told)
  })
})
