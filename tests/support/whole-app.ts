import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { type Adapters, createAdapters } from '../../src/adapters.ts'
import { type App, createApp } from '../../src/app.ts'
import { type Environment, loadConfig } from '../../src/config.ts'
import { loadContent, requireContent } from '../../src/content.ts'
import { requireDeployment } from '../../src/deployment-file.ts'
import { type FakeTelegram, startFakeTelegram } from './fake-telegram.ts'
import { type FakeZalo, startFakeZalo } from './fake-zalo.ts'
import { startRedis, type TestRedis } from './redis-server.ts'

/** The hotline as `npm start` makes it, with a Redis of its own and fake platforms. */
export interface WholeApp {
  app: App
  adapters: Adapters
  redis: TestRedis
  telegram: FakeTelegram
  zalo: FakeZalo
  /** Opens what is sealed for any unit. */
  identity: string
  /** Starts one more process on the same Redis, as a second machine would; `stop` ends it too. */
  another(): Promise<App>
  stop(): Promise<void>
}

/** @param more settings beside those that the test needs to stay on this machine. */
export async function startWholeApp(more: Environment = {}): Promise<WholeApp> {
  const [redis, telegram, zalo, dir] = await Promise.all([
    startRedis(),
    startFakeTelegram(),
    startFakeZalo(),
    mkdtemp(join(tmpdir(), 'antam-app-')),
  ])
  const config = loadConfig({
    ...{
      PORT: '0',
      STAFF_PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dir,
      REDIS_URL: redis.url,
      LOG_LEVEL: 'silent',
    },
    ...{ PUBLIC_URL: 'https://hotline.example', TELEGRAM_RATE: '0', ZALO_RATE: '0' },
    ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.root },
    ...{ ZALO_APP_ID: zalo.identity.appId, ZALO_APP_SECRET: zalo.identity.appSecret },
    ...{
      ZALO_OA_ID: zalo.identity.oaId,
      ZALO_OA_SECRET: zalo.identity.oaSecret,
      ZALO_REFRESH_TOKEN: 'refresh-0',
    },
    ...{ ZALO_API_ROOT: zalo.root, ZALO_OAUTH_ROOT: zalo.root },
    ...more,
  })
  const adapters = await createAdapters(config)
  const identity = await generateHybridIdentity()
  for (const unit of (await requireDeployment(config.DEPLOYMENT)).units) {
    await adapters.recipients.add(unit.id, await identityToRecipient(identity), 'cli')
  }
  const content = requireContent(await loadContent(config.DEPLOYMENT, adapters.clock.now()))
  const app = await createApp(config, adapters, content)
  await app.start()
  const others: App[] = []
  async function another(): Promise<App> {
    const other = await createApp(config, await createAdapters(config), content)
    await other.start()
    others.push(other)
    return other
  }
  async function stop(): Promise<void> {
    for (const one of [app, ...others]) await one.stop()
    await Promise.all([telegram.close(), zalo.close()])
    await redis.stop()
    await rm(dir, { recursive: true, force: true })
  }
  return { app, adapters, redis, telegram, zalo, identity, another, stop }
}
