import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { systemClock } from '../core/clock.ts'
import { requireDeployment } from '../deployment-file.ts'
import { connectRedis } from '../redis/connect-redis.ts'
import type { Redis } from '../redis/redis.ts'
import { startTopology, type Topology, type TopologyKind } from '../redis/start-topology.ts'
import { createRedisRecipients } from '../tips/redis-recipients.ts'
import { type Bots, openBots } from './bots.ts'
import { createDeliveries, type Deliveries } from './deliveries.ts'
import { createDraw, type Draw } from './draw.ts'
import type { Messenger } from './messenger.ts'
import { type Ambush, startPlatformServer } from './platform-server.ts'
import { createTelegramPlatform, TELEGRAM_SECRET, TELEGRAM_TOKEN } from './telegram-platform.ts'
import { createZaloPlatform, zaloIdentity } from './zalo-platform.ts'

/** The whole system on this machine: processes of the hotline, Redis, platforms. */
export interface World {
  topology: Topology
  bots: Bots
  deliveries: Deliveries
  messengers: readonly [Messenger, Messenger]
  redis: Redis
  units: string[]
  /** Opens every unit's tips. Made here, and nowhere else. */
  identity: string
  draw: Draw
  stop: () => Promise<void>
}

export interface WorldOptions {
  redis: TopologyKind
  processes: number
  seed: number
  /** 0: platforms without a fault, 1: bad days. */
  trouble: number
  /** Share of deliveries that come once more. */
  duplicates: number
  /** Settings of the processes besides those of every world. */
  settings?: Readonly<Record<string, string>>
  /** The built `main.js`. */
  main: string
  deployment: string
  ambush: Ambush
  strike: (bot: number) => void
  given: (bot: number) => void
  tell: (line: string) => void
}

/** The bounds of the real platform would only make the run longer; the pacing itself is switched on. */
const TELEGRAM_RATE = '2000'

/** Starts everything; what fails leaves nothing behind. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'antam-chaos-'))
  const stops: Array<() => Promise<unknown> | void> = [() => rm(dir, { recursive: true, force: true })]
  const stop = async () => {
    for (const one of stops.splice(0)) await one()
  }
  try {
    return { ...(await startParts(options, dir, stops)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startParts(
  options: WorldOptions,
  dir: string,
  stops: Array<() => Promise<unknown> | void>,
): Promise<Omit<World, 'stop'>> {
  const draw = createDraw(options.seed)
  const topology = await startTopology(options.redis, join(dir, 'redis'))
  stops.unshift(() => topology.stop())
  const redis = await connectRedis(topology.url, () => {})
  stops.unshift(() => redis.destroy())
  const { units, identity } = await makeUnits(redis, options.deployment)
  const late: { deliveries?: Deliveries } = {}
  const needs = { draw, deliveries: () => late.deliveries ?? missing() }
  const telegram = createTelegramPlatform(needs)
  const zalo = createZaloPlatform(needs)
  const { trouble, ambush, strike: kill } = options
  const platforms = await startPlatformServer({ draw, trouble, ambush, kill, apis: [telegram.api, zalo.api] })
  stops.unshift(() => platforms.close())
  const settings = (bot: number) =>
    settingsOf({ options, redisUrl: topology.url, dir, root: platforms.root(bot) })
  const { processes: count, main, tell } = options
  const bots = await openBots({ count, main, dir, settings, tell })
  stops.unshift(() => bots.stop())
  const { duplicates, given } = options
  late.deliveries = createDeliveries({ bots, draw, duplicates, onGiven: given })
  const { deliveries } = late
  stops.unshift(() => deliveries.close())
  for (let bot = 0; bot < bots.count; bot += 1) await bots.start(bot)
  return { topology, bots, deliveries, messengers: [telegram, zalo], redis, units, identity, draw }
}

function missing(): never {
  throw new Error('the processes are not there yet')
}

/** Every unit gets one test identity, so that the harness can open what the server cannot. */
async function makeUnits(redis: Redis, deployment: string): Promise<{ units: string[]; identity: string }> {
  const identity = await generateHybridIdentity()
  const recipient = await identityToRecipient(identity)
  const registry = createRedisRecipients({ redis, clock: systemClock })
  const units = (await requireDeployment(deployment)).units.map(({ id }) => id)
  for (const unit of units) await registry.add(unit, recipient, 'cli')
  return { units, identity }
}

function settingsOf(needs: { options: WorldOptions; redisUrl: string; dir: string; root: string }) {
  const { options, redisUrl, dir, root } = needs
  return {
    ...{
      HOST: '127.0.0.1',
      STAFF_PORT: '0',
      DATA_DIR: dir,
      REDIS_URL: redisUrl,
      DEPLOYMENT: options.deployment,
    },
    ...{ NODE_ENV: 'production', LOG_LEVEL: 'error', PUBLIC_URL: 'https://hotline.example' },
    HOTLINE_SECRET: 'the secret of a chaos run, known to nobody else',
    ...{ TELEGRAM_BOT_TOKEN: TELEGRAM_TOKEN, TELEGRAM_WEBHOOK_SECRET: TELEGRAM_SECRET },
    ...{ TELEGRAM_API_ROOT: root, TELEGRAM_RATE, ZALO_RATE: TELEGRAM_RATE, CONTACT_RATE: '600' },
    ...{ ZALO_APP_ID: zaloIdentity.appId, ZALO_APP_SECRET: zaloIdentity.appSecret },
    ...{ ZALO_OA_ID: zaloIdentity.oaId, ZALO_OA_SECRET: zaloIdentity.oaSecret },
    ...{ ZALO_REFRESH_TOKEN: zaloIdentity.refreshToken, ZALO_API_ROOT: root, ZALO_OAUTH_ROOT: root },
    ...options.settings,
  }
}
