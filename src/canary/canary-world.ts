import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { type Bots, openBots } from '../chaos/bots.ts'
import { TELEGRAM_SECRET, TELEGRAM_TOKEN } from '../chaos/telegram-platform.ts'
import { zaloIdentity } from '../chaos/zalo-platform.ts'
import { systemClock, systemIds } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { requireDeployment } from '../deployment-file.ts'
import { connectRedis } from '../redis/connect-redis.ts'
import type { Redis } from '../redis/redis.ts'
import { findFreePorts } from '../redis/server-process.ts'
import { startTopology } from '../redis/start-topology.ts'
import { createRedisRecipients } from '../tips/redis-recipients.ts'
import { type FakePlatforms, startFakePlatforms } from './fake-platforms.ts'
import { pageIdentity } from './webhook-bodies.ts'

/** The whole hotline on this machine, on files of its own: the built program, Redis with RDB and AOF, platforms. */
export interface CanaryWorld {
  bots: Bots
  redis: Redis
  platforms: FakePlatforms
  deployment: Deployment
  publicUrl: string
  staffUrl: string
  /** Where Redis keeps RDB and AOF. */
  redisDir: string
  dataDir: string
  logDir: string
  /** Where the process runs, and where a core dump would lie. */
  runDir: string
  stop: () => Promise<void>
}

export interface WorldNeeds {
  /** The built `main.js`. */
  main: string
  deployment: string
  /** Stands in the environment of the process: its memory must be found to hold it. */
  control: string
}

/** Starts everything; what fails leaves nothing behind. */
export async function startCanaryWorld(needs: WorldNeeds): Promise<CanaryWorld> {
  const dir = mkdtempSync(join(tmpdir(), 'antam-canary-'))
  const stops: Array<() => Promise<unknown> | void> = [() => rmSync(dir, { recursive: true, force: true })]
  const stop = async () => {
    for (const one of stops.splice(0)) await one()
  }
  try {
    return { ...(await startParts(needs, dir, stops)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startParts(needs: WorldNeeds, dir: string, stops: Array<() => Promise<unknown> | void>) {
  const [dataDir, logDir, runDir] = [join(dir, 'data'), join(dir, 'logs'), join(dir, 'run')]
  for (const one of [dataDir, logDir, runDir]) mkdirSync(one, { mode: 0o700 })
  for (const name of ['flows', 'knowledge', 'config']) symlinkSync(resolve(name), join(runDir, name))
  allowCoreDumps()
  const topology = await startTopology('single', join(dir, 'redis'))
  stops.unshift(() => topology.stop())
  const redis = await connectRedis(topology.url, () => {})
  stops.unshift(() => redis.destroy())
  // Compressed values would hide what they hold.
  await redis.onEach((node) => node.sendCommand(['CONFIG', 'SET', 'rdbcompression', 'no']))
  const deployment = await requireDeployment(needs.deployment)
  await giveKeys(redis, deployment)
  const platforms = await startFakePlatforms()
  stops.unshift(() => platforms.close())
  const [staffPort = 0] = await findFreePorts(1, systemIds)
  const settings = () => settingsOf({ ...needs, platforms, dataDir, staffPort, redisUrl: topology.url })
  const bots = await openBots({ count: 1, main: needs.main, dir: logDir, cwd: runDir, settings })
  stops.unshift(() => bots.stop())
  await bots.start(0)
  const urls = { publicUrl: `http://127.0.0.1:${bots.port(0)}`, staffUrl: `http://127.0.0.1:${staffPort}` }
  const redisDir = join(dir, 'redis', 'redis-1')
  return { bots, redis, platforms, deployment, ...urls, redisDir, dataDir, logDir, runDir }
}

/** For this process and those it starts, where the machine has the program and allows it. */
function allowCoreDumps(): void {
  try {
    execFileSync('prlimit', ['--pid', String(process.pid), '--core=unlimited:unlimited'], { stdio: 'ignore' })
  } catch {
    // The report says how many dumps were found.
  }
}

async function giveKeys(redis: Redis, deployment: Deployment): Promise<void> {
  const registry = createRedisRecipients({ redis, clock: systemClock })
  for (const { id } of deployment.units)
    await registry.add(id, await identityToRecipient(await generateHybridIdentity()), 'cli')
}

function settingsOf(
  needs: WorldNeeds & { platforms: FakePlatforms; dataDir: string; staffPort: number; redisUrl: string },
) {
  const { platforms, dataDir, staffPort, redisUrl, deployment, control } = needs
  return {
    ...{ HOST: '127.0.0.1', STAFF_PORT: String(staffPort), DATA_DIR: dataDir, REDIS_URL: redisUrl },
    ...{ DEPLOYMENT: deployment, NODE_ENV: 'production', LOG_LEVEL: 'debug', CANARY_CONTROL: control },
    ...{
      PUBLIC_URL: 'https://hotline.example',
      HOTLINE_SECRET: 'the secret of a canary run, known to nobody else',
    },
    ...{ TELEGRAM_BOT_TOKEN: TELEGRAM_TOKEN, TELEGRAM_WEBHOOK_SECRET: TELEGRAM_SECRET },
    ...{ TELEGRAM_API_ROOT: platforms.telegramRoot, TELEGRAM_RATE: '0', ZALO_RATE: '0', CONTACT_RATE: '600' },
    ...{ ZALO_APP_ID: zaloIdentity.appId, ZALO_APP_SECRET: zaloIdentity.appSecret },
    ...{ ZALO_OA_ID: zaloIdentity.oaId, ZALO_OA_SECRET: zaloIdentity.oaSecret },
    ...{
      ZALO_REFRESH_TOKEN: 'refresh',
      ZALO_API_ROOT: platforms.zaloRoot,
      ZALO_OAUTH_ROOT: platforms.zaloRoot,
    },
    ...{ MESSENGER_PAGE_TOKEN: pageIdentity.pageToken, MESSENGER_APP_SECRET: pageIdentity.appSecret },
    ...{ MESSENGER_VERIFY_TOKEN: pageIdentity.verifyToken, MESSENGER_API_ROOT: platforms.messengerRoot },
  }
}
