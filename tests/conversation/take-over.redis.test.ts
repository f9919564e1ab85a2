import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BotProcess, startBot } from '../support/bot-process.ts'
import { type FakeTelegram, startFakeTelegram, textUpdate } from '../support/fake-telegram.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'

/** Processes as `npm start` runs them, and a kill from outside. */
describe('several processes on one Redis', () => {
  let dir: string
  let redis: TestRedis
  let telegram: FakeTelegram
  let bots: BotProcess[] = []
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'antam-bots-'))
    redis = await startRedis()
    telegram = await startFakeTelegram()
    const settings = {
      REDIS_URL: redis.url,
      HOTLINE_SECRET: 'a secret of at least thirty-two characters',
      PUBLIC_URL: 'https://hotline.example',
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      TELEGRAM_RATE: '0',
    }
    bots = await Promise.all([1, 2].map((bot) => startBot(join(dir, `bot-${bot}`), settings)))
    // Both have been heard for a while, as in a hotline that runs.
    await new Promise((resolve) => setTimeout(resolve, 6_500))
  }, 60_000)
  afterAll(async () => {
    await Promise.all(bots.map((bot) => bot.kill()))
    await Promise.all([telegram?.close(), redis?.stop()])
    await rm(dir, { recursive: true, force: true })
  })

  function bot(at: number): BotProcess {
    const found = bots[at]
    if (found === undefined) throw new Error('no such process')
    return found
  }
  /** The texts of a chat, once no more come. */
  async function settled(chat: number): Promise<string[]> {
    for (let known = -1; known !== telegram.texts(chat).length || known === 0; ) {
      known = telegram.texts(chat).length
      await new Promise((resolve) => setTimeout(resolve, 2_000))
    }
    return telegram.texts(chat)
  }
  const deliver = (at: number, update: object) => telegram.deliver(`${bot(at).url}/webhooks/telegram`, update)

  it('one that sleeps and wakes up sends nothing twice', { timeout: 40_000 }, async () => {
    expect(await deliver(0, textUpdate(41, '/start'))).toEqual([200])
    const greeting = await settled(41)
    expect(await deliver(0, textUpdate(41, '/start'))).toEqual([200])

    bot(0).pause()
    await new Promise((resolve) => setTimeout(resolve, 6_000))
    bot(0).resume()

    // What was on its way when it fell asleep may arrive twice; nothing else may.
    const all = (await settled(41)).slice(greeting.length)
    expect(all.length).toBeGreaterThanOrEqual(greeting.length)
    expect(all.length).toBeLessThanOrEqual(greeting.length + 1)
  })

  it('one is killed while it sends: another sends on within five seconds', { timeout: 40_000 }, async () => {
    telegram.faults.set('sendMessage', [{ type: 'hang' }])
    expect(await deliver(0, textUpdate(42, '/start'))).toEqual([200])
    await expect.poll(() => telegram.faults.get('sendMessage')).toEqual([])

    await bot(0).kill()
    const killed = performance.now()
    await expect.poll(() => telegram.texts(42).length, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0)

    const seconds = (performance.now() - killed) / 1_000
    expect(seconds).toBeLessThan(5)
  })
})
