import type { Channel } from './channels/channel.ts'
import type { Settings } from './config.ts'
import { deriveKey } from './conversation/conversation-key.ts'
import type { FlowArchive } from './conversation/flow-archive.ts'
import type { OutboxStore } from './conversation/outbox-store.ts'
import { createPacer, type Pacer } from './conversation/pacer.ts'
import { createRedisFlowArchive } from './conversation/redis-flow-archive.ts'
import { createRedisOutboxStore } from './conversation/redis-outbox-store.ts'
import { createRedisRate } from './conversation/redis-rate.ts'
import { createRedisSessionStore } from './conversation/redis-session-store.ts'
import { createRedisTurnWriter } from './conversation/redis-turn-writer.ts'
import { createSealedBox } from './conversation/sealed-box.ts'
import type { SessionStore } from './conversation/session-store.ts'
import { type Clock, type IdSource, systemClock, systemIds } from './core/clock.ts'
import type { ChannelType } from './core/message.ts'
import type { Observer } from './core/observer.ts'
import { createLogger, errorFields, type Logger } from './logger.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { connectRedis } from './redis/connect-redis.ts'
import { type Durability, readDurability } from './redis/durability.ts'
import { openPrivateRedis, type PrivateRedis } from './redis/private-redis.ts'
import type { Redis } from './redis/redis.ts'
import { readSecret } from './secret-file.ts'
import type { MailboxStore } from './tips/mailbox-store.ts'
import type { ProofStore } from './tips/proof-store.ts'
import type { RecipientRegistry } from './tips/recipient-registry.ts'
import { createRedisMailboxStore } from './tips/redis-mailbox-store.ts'
import { createRedisProofStore } from './tips/redis-proof-store.ts'
import { createRedisRecipients } from './tips/redis-recipients.ts'
import { createRedisThreadStore } from './tips/redis-thread-store.ts'
import { createRedisTipQueue } from './tips/redis-tip-queue.ts'
import type { ThreadStore } from './tips/thread-store.ts'
import type { TipQueue } from './tips/tip-queue.ts'
import { createRedisChangeFeed } from './triage/redis-change-feed.ts'
import { createRedisStaffStore } from './triage/redis-staff-store.ts'
import { createRedisTriageStore } from './triage/redis-triage-store.ts'
import type { StaffStore } from './triage/staff-store.ts'
import type { ChangeFeed, TriageStore } from './triage/triage-store.ts'

/** A channel with connections of its own. */
type PlatformChannel = Channel & { close(): Promise<void> }

/** Everything outside the code that the hotline talks to. Tests make the same with their own Redis and fake platforms. */
export interface Adapters {
  secret: string
  clock: Clock
  ids: IdSource
  log: Logger
  metrics: Metrics
  observer: Observer
  durability: Durability
  isRedisUp(): boolean
  sessions: SessionStore
  outbox: OutboxStore
  archive: FlowArchive
  queue: TipQueue
  recipients: RecipientRegistry
  mailboxes: MailboxStore
  threads: ThreadStore
  proofs: ProofStore
  staff: StaffStore
  triage: TriageStore
  feed: ChangeFeed
  channels: ReadonlyMap<ChannelType, Channel>
  pacers: ReadonlyMap<ChannelType, Pacer>
  /** Closes connections, last of all. */
  close(): Promise<void>
}

/** A Redis that starts with the machine may be later than we. */
const REDIS_PATIENCE_MS = 30_000

export async function createAdapters(config: Settings): Promise<Adapters> {
  const log = createLogger(config.LOG_LEVEL)
  const metrics = createMetrics()
  const observer = createObserver(log, metrics)
  const secret = readSecret(config.HOTLINE_SECRET, config.DATA_DIR, systemIds)
  const own = config.REDIS_URL === undefined ? await openPrivateRedis(config.DATA_DIR) : null
  const onLost = () => observer.count('redis_connection_lost')
  const redis = await connectRedis(config.REDIS_URL ?? own?.url ?? '', onLost, REDIS_PATIENCE_MS)
  const spread = redis.kind === 'cluster' ? 'cluster' : 'single'
  const turns = createRedisTurnWriter(redis, spread)
  const shared = { redis, clock: systemClock }
  const channels = await createChannels(config, { secret, redis, observer })
  const feed = await createRedisChangeFeed(redis, (error) => observer.alarm('change_feed_failed', error))
  return {
    ...{ secret, clock: systemClock, ids: systemIds, log, metrics, observer, feed },
    durability: await readDurability(redis),
    isRedisUp: redis.isReady,
    sessions: createRedisSessionStore(redis, spread, turns),
    outbox: createRedisOutboxStore(redis, spread, turns),
    archive: createRedisFlowArchive(redis),
    queue: createRedisTipQueue(shared),
    recipients: createRedisRecipients(shared),
    mailboxes: createRedisMailboxStore(shared),
    threads: createRedisThreadStore(shared),
    proofs: createRedisProofStore(shared),
    staff: createRedisStaffStore(redis),
    triage: createRedisTriageStore(redis),
    channels,
    pacers: createPacers(config, redis),
    close: () => closeAll(channels, feed, redis, own),
  }
}

async function closeAll(
  channels: ReadonlyMap<ChannelType, PlatformChannel>,
  feed: ChangeFeed,
  redis: Redis,
  own: PrivateRedis | null,
): Promise<void> {
  for (const channel of channels.values()) await channel.close()
  await feed.stop()
  redis.destroy()
  await own?.stop()
}

/** Counts and alarms reach log and metrics as static words; of an error only its class and code. */
function createObserver(log: Logger, metrics: Metrics): Observer {
  return {
    count: (what) => metrics.happened(what),
    alarm(what, error) {
      metrics.alarm(what)
      log.error('alarm', { what, ...(error === undefined ? {} : errorFields(error)) })
    },
  }
}

interface ChannelNeeds {
  secret: string
  redis: Redis
  observer: Observer
}

/** The platforms for which there are settings; the others' code is not even loaded. */
export async function createChannels(
  config: Settings,
  needs: ChannelNeeds,
): Promise<Map<ChannelType, PlatformChannel>> {
  const channels = await Promise.all(
    [createTelegram, createZalo, createMessenger].map((create) => create(config, needs)),
  )
  return new Map(channels.flatMap((channel) => (channel === null ? [] : [[channel.type, channel] as const])))
}

async function createTelegram(
  config: Settings,
  { secret, observer }: ChannelNeeds,
): Promise<PlatformChannel | null> {
  const token = config.TELEGRAM_BOT_TOKEN
  if (token === undefined) return null
  const { createTelegramChannel } = await import('./channels/telegram/telegram-channel.ts')
  const derived = () => deriveKey(secret, 'telegram webhook').toString('base64url')
  const webhookSecret = config.TELEGRAM_WEBHOOK_SECRET ?? derived()
  return createTelegramChannel({
    token,
    webhookSecret,
    otherWebhookSecret: config.TELEGRAM_WEBHOOK_SECRET_ALSO,
    apiRoot: config.TELEGRAM_API_ROOT,
    clock: systemClock,
    observer,
  })
}

async function createZalo(
  config: Settings,
  { secret, redis, observer }: ChannelNeeds,
): Promise<PlatformChannel | null> {
  const {
    ZALO_APP_ID: appId,
    ZALO_APP_SECRET: appSecret,
    ZALO_OA_ID: oaId,
    ZALO_OA_SECRET: oaSecret,
  } = config
  if (appId === undefined || appSecret === undefined || oaId === undefined || oaSecret === undefined)
    return null
  const { createRedisTokenStore } = await import('./channels/zalo/redis-token-store.ts')
  const { createZaloChannel } = await import('./channels/zalo/zalo-channel.ts')
  const box = createSealedBox(deriveKey(secret, 'zalo tokens'), systemIds)
  return createZaloChannel({
    ...{ appId, appSecret, oaId, oaSecret },
    refreshToken: config.ZALO_REFRESH_TOKEN,
    apiRoot: config.ZALO_API_ROOT,
    oauthRoot: config.ZALO_OAUTH_ROOT,
    tokens: createRedisTokenStore(redis, { oaId, box }),
    clock: systemClock,
    observer,
  })
}

async function createMessenger(
  config: Settings,
  { observer }: ChannelNeeds,
): Promise<PlatformChannel | null> {
  const {
    MESSENGER_PAGE_TOKEN: pageToken,
    MESSENGER_APP_SECRET: appSecret,
    MESSENGER_VERIFY_TOKEN: verifyToken,
  } = config
  if (pageToken === undefined || appSecret === undefined || verifyToken === undefined) return null
  const { createMessengerChannel } = await import('./channels/messenger/messenger-channel.ts')
  const apiRoot = config.MESSENGER_API_ROOT
  return createMessengerChannel({ pageToken, appSecret, verifyToken, apiRoot, clock: systemClock, observer })
}

/** One chat of Telegram takes a short burst, then one message a second; of Zalo no such bound is known. */
const PER_CHAT = {
  telegram: { perSecond: 1, burst: 5 },
  zalo: { perSecond: 5, burst: 10 },
} as const

/** Each platform counts all chats together, and all our processes. */
function createPacers(config: Settings, redis: Redis): Map<ChannelType, Pacer> {
  const rates = [['telegram', config.TELEGRAM_RATE] as const, ['zalo', config.ZALO_RATE] as const]
  const limited = rates.filter(([, perSecond]) => perSecond > 0)
  return new Map(
    limited.map(([channel, perSecond]) => {
      const reserve = createRedisRate(redis, channel, { perSecond, burst: perSecond, clock: systemClock })
      return [channel, createPacer({ clock: systemClock, perChat: PER_CHAT[channel], reserve })]
    }),
  )
}
