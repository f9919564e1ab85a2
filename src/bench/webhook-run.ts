import { z } from 'zod'
import type { Redis } from '../redis/redis.ts'
import { percentile, rounded } from './bench-report.ts'
import type { Child } from './child.ts'
import { cpuTimeMs } from './cpu-time.ts'
import type { Load } from './load-process.ts'
import { costSince, type RedisCost, readRedisCost } from './redis-cost.ts'

/** Who takes the webhooks: one process or several with the same job. */
export interface Target {
  ports: number[]
  pids: Array<number | undefined>
  path: string
  headers: Record<string, string>
  /** The number of the first chat that writes to it; they go on from run to run. */
  firstChat: number
}

export interface Bench {
  platform: Child
  load: Child
  /** What the targets store in; its cost is part of a turn's. */
  redis: Redis
}

export interface RunOptions {
  seconds: number
  /** Messages a second; null: as many as are taken. */
  rate: number | null
}

export interface Run {
  perSecond: number
  /** Processor time of the target's processes for each message. */
  cpuMs: number
  /** What Redis spent on each message. */
  redis: RedisCost
  /** From the webhook to its reply at the Bot API, sorted; empty for a target that sends none. */
  latencies: number[]
  /** Replies for each message. */
  replies: number
}

/** What one run sends besides the ordinary conversation. */
export interface Talk {
  texts: readonly string[]
  chats: number
  connections: number
}

export const CONNECTIONS = 64
export const CHATS = 256
/** Texts of an ordinary conversation, again and again: each gets at least one reply. */
const TEXTS = [
  '/start',
  'menu',
  'mình muốn nói chuyện',
  'menu',
  'báo tin',
  '1',
  'Tối nào cũng có người bán ở quán nước đầu ngõ',
  'menu',
]

const ORDINARY: Talk = { texts: TEXTS, chats: CHATS, connections: CONNECTIONS }

const Moments = z.array(z.tuple([z.number(), z.number()]))

/** How many were answered with 200 and otherwise, and when each message was sent: its chat and time, oldest first. */
const LoadResult = z.object({ answered: z.number(), refused: z.number(), seconds: z.number(), sent: Moments })
type LoadResult = z.infer<typeof LoadResult>

/**
 * A turn is done when its reply is at the platform: a backlog at the end is waited for and counts as time.
 * @throws when a message was refused or got no reply: such a run measures nothing.
 */
export async function botRun(bench: Bench, target: Target, options: RunOptions): Promise<Run> {
  const before = cpuOf(target)
  const redisBefore = await readRedisCost(bench.redis)
  const result = await loadRun(bench, target, options)
  await drained(bench.platform)
  const redis = costSince(redisBefore, await readRedisCost(bench.redis))
  const arrivals = await bench.platform.ask({ type: 'take' }, Moments)
  const { latencies, last } = matchReplies(result.sent, arrivals)
  const missing = result.sent.length - latencies.length
  if (result.refused > 0 || missing > 0)
    throw new Error(
      `of ${result.sent.length} turns ${result.refused} were refused and ${missing} got no reply`,
    )
  const first = result.sent[0]?.[1] ?? 0
  return {
    perSecond: (latencies.length * 1_000) / (last - first),
    cpuMs: (cpuOf(target) - before) / latencies.length,
    redis: shareOf(redis, latencies.length),
    latencies: latencies.sort((a, b) => a - b),
    replies: arrivals.length / result.sent.length,
  }
}

/** The same messages to one that only answers. */
export async function echoRun(bench: Bench, target: Target, options: RunOptions): Promise<Run> {
  const before = cpuOf(target)
  const result = await loadRun(bench, target, options)
  return {
    perSecond: result.answered / result.seconds,
    cpuMs: (cpuOf(target) - before) / result.answered,
    redis: { cpuMs: 0, commands: 0, scripts: 0 },
    latencies: [],
    replies: 0,
  }
}

function shareOf({ cpuMs, commands, scripts }: RedisCost, turns: number): RedisCost {
  return { cpuMs: cpuMs / turns, commands: commands / turns, scripts: scripts / turns }
}

function cpuOf(target: Target): number {
  return target.pids.reduce((sum: number, pid) => sum + cpuTimeMs(pid), 0)
}

/** Sends messages and waits until all are answered; nothing is said of the replies. */
export async function loadRun(
  bench: Pick<Bench, 'load'>,
  { ports, path, headers, firstChat }: Target,
  options: RunOptions,
  talk: Talk = ORDINARY,
): Promise<LoadResult> {
  const load: Load = { ...options, ports, path, headers, ...talk, firstChat }
  return bench.load.ask(load, LoadResult)
}

/** Until no more replies have come for a while. */
async function drained(platform: Child): Promise<void> {
  let before = -1
  for (let quiet = 0; quiet < 3; quiet += 1) {
    const count = await platform.ask({ type: 'count' }, z.number())
    if (count !== before) quiet = 0
    before = count
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The reply to a message is the first that reaches its chat after it was sent, and before the chat's next message's. */
function matchReplies(
  sent: LoadResult['sent'],
  arrivals: Array<[number, number]>,
): { latencies: number[]; last: number } {
  const byChat = new Map<number, number[]>()
  for (const [chat, at] of arrivals) byChat.set(chat, [...(byChat.get(chat) ?? []), at])
  const latencies: number[] = []
  let last = 0
  for (const [chat, at] of sent) {
    const times = byChat.get(chat) ?? []
    const index = times.findIndex((time) => time >= at)
    const [reply] = index < 0 ? [] : times.splice(0, index + 1).slice(-1)
    if (reply === undefined) continue
    latencies.push(reply - at)
    last = Math.max(last, reply)
  }
  return { latencies, last }
}

/** p50 and p99 of sorted times. */
export function latencyFigures(sorted: readonly number[]): Record<'p50ms' | 'p99ms', number> {
  return {
    p50ms: rounded(percentile(sorted, 0.5)),
    p99ms: rounded(percentile(sorted, 0.99)),
  }
}
