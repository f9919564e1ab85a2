import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { systemClock } from '../core/clock.ts'
import { connectRedis } from '../redis/connect-redis.ts'
import { openPrivateRedis } from '../redis/private-redis.ts'
import type { Redis } from '../redis/redis.ts'
import { createRedisRecipients } from '../tips/redis-recipients.ts'
import { createRedisTipQueue } from '../tips/redis-tip-queue.ts'
import { median, rounded } from './bench-report.ts'
import { type Child, startChild } from './child.ts'
import { startBot } from './start-bot.ts'
import { type Bench, botRun, latencyFigures, loadRun, type Talk, type Target } from './webhook-run.ts'

/**
 * p99 of a turn, ms: alone, beside as many conversations that never send their tip, and beside those that do; and how
 * many tips were stored a second meanwhile.
 */
export type UnderTips = Record<
  'p99AloneMs' | 'p99UnderTalkMs' | 'p99UnderTipsMs' | 'p99Ratio' | 'p99RatioOfSealing' | 'tipsPerSecond',
  number
>

const HOOK_SECRET = 'secret-of-the-benchmark'
const STEADY_RATE = 50
const TIPS_PER_SECOND = 20
/** The units of the deployment that the bot runs with, of which the tips below may choose any. */
const UNITS = ['ca-phuong-long-bien', 'ca-phuong-bo-de', 'pc04-ha-noi']
/** From the menu to the receipt; the eleventh message makes the next tip a new conversation. */
const TIP: Talk = {
  texts: [
    ...['/start', 'báo tin', 'gõ ngay tại đây', 'mua bán'],
    ...['Mấy thanh niên ra vào suốt đêm, mua gói nhỏ rồi đi ngay', 'ngõ 12 Ngọc Lâm', 'đang diễn ra'],
    ...['không', 'gửi luôn', 'gửi', 'xong'],
  ],
  chats: 40,
  connections: 40,
}

/** As many messages, but the last is taken back: what sealing adds is the difference. */
const TALK: Talk = { ...TIP, texts: TIP.texts.map((text) => (text === 'gửi' ? 'dừng' : text)) }

/** Turns of the real bot at a steady rate, alternately alone and beside conversations that send tips. */
export async function measureUnderTips(options: { seconds: number; rounds: number }): Promise<UnderTips> {
  const dir = await mkdtemp(join(tmpdir(), 'antam-bench-'))
  const server = await openPrivateRedis(dir)
  const redis = await connectRedis(server.url, () => {})
  const children = ['./platform-process.js', './load-process.js', './load-process.js'].map((file) =>
    startChild(file),
  )
  const [platform, load, tipLoad] = children
  if (platform === undefined || load === undefined || tipLoad === undefined)
    throw new Error('three processes are needed')
  try {
    await addKeys(redis)
    const platformPort = await platform.ready
    const bot = await startBot({ dir, redisUrl: server.url, platformPort, hookSecret: HOOK_SECRET })
    try {
      const target: Target = {
        ...{ path: '/webhooks/telegram', headers: { 'x-telegram-bot-api-secret-token': HOOK_SECRET } },
        ...{ ports: [bot.port], pids: [bot.pid], firstChat: 1 },
      }
      const steady: Bench = { platform, load, redis }
      return await measure(steady, tipLoad, { target, redis, ...options })
    } finally {
      await bot.stop()
    }
  } finally {
    await Promise.all(children.map((child) => child.stop()))
    redis.destroy()
    await server.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

async function addKeys(redis: Redis): Promise<void> {
  const recipients = createRedisRecipients({ redis, clock: systemClock })
  for (const unit of UNITS) {
    const recipient = await identityToRecipient(await generateHybridIdentity())
    await recipients.add(unit, recipient, 'cli')
  }
}

interface MeasureOptions {
  target: Target
  redis: Redis
  seconds: number
  rounds: number
}

async function measure(
  steady: Bench,
  tips: Child,
  { target, redis, seconds, rounds }: MeasureOptions,
): Promise<UnderTips> {
  const options = { seconds: seconds * 2, rate: STEADY_RATE }
  const pressing = { ...options, rate: TIPS_PER_SECOND * TIP.texts.length }
  const alone: number[] = []
  const talk: number[] = []
  const under: number[] = []
  const stored: number[] = []
  await botRun(steady, target, { seconds: 2, rate: STEADY_RATE })
  for (let round = 0; round < rounds; round += 1) {
    alone.push(latencyFigures((await botRun(steady, target, options)).latencies).p99ms)
    const talking = loadRun({ load: tips }, { ...target, firstChat: 2_000_000 }, pressing, TALK)
    talk.push(latencyFigures((await botRun(steady, target, options)).latencies).p99ms)
    await talking
    const before = await countTips(redis)
    const pressed = loadRun({ load: tips }, { ...target, firstChat: 1_000_000 }, pressing, TIP)
    under.push(latencyFigures((await botRun(steady, target, options)).latencies).p99ms)
    const { seconds: took } = await pressed
    stored.push(((await countTips(redis)) - before) / took)
  }
  return {
    p99AloneMs: median(alone),
    p99UnderTalkMs: median(talk),
    p99UnderTipsMs: median(under),
    p99Ratio: rounded(median(under) / median(alone)),
    p99RatioOfSealing: rounded(median(under) / median(talk)),
    tipsPerSecond: rounded(median(stored), 1),
  }
}

async function countTips(redis: Redis): Promise<number> {
  const queue = createRedisTipQueue({ redis, clock: systemClock })
  const counts = await Promise.all(UNITS.map((unit) => queue.count(unit)))
  return counts.reduce((sum, count) => sum + count, 0)
}
