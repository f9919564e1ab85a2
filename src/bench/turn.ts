import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { openPrivateRedis } from '../private-redis.ts'
import { type BenchReport, median, percentile, rounded } from './bench-report.ts'
import { type Child, startChild, stopChild } from './child.ts'
import { cpuTimeMs } from './cpu-time.ts'
import type { Load } from './load-process.ts'

const CONNECTIONS = 64
const CHATS = 1_024
const STEADY_RATE = 50
const HOOK_SECRET = 'secret-of-the-benchmark'
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

const Moments = z.array(z.tuple([z.number(), z.number()]))

/** How many were answered with 200 and otherwise, and when each message was sent: its chat and time, oldest first. */
const LoadResult = z.object({ answered: z.number(), refused: z.number(), seconds: z.number(), sent: Moments })
type LoadResult = z.infer<typeof LoadResult>

interface Bench {
  platform: Child
  load: Child
  echoPort: number
  botPort: number
  echoPid: number | undefined
  bot: ChildProcess
  /** The next run's first chat number. */
  firstChat: number
}

export interface TurnBenchOptions {
  /** Seconds of each measured run. */
  seconds: number
  /** Measured runs of each side, taken alternately; the median counts. */
  rounds: number
}

/**
 * Turns of the real bot (webhook in, committed to a Redis that writes to disk before it answers, reply at a Bot API)
 * beside a bare Express echo of the same bodies. Bot, Bot API, load and peer are processes of their own.
 */
export async function benchTurn(options: TurnBenchOptions): Promise<BenchReport> {
  const dir = await mkdtemp(join(tmpdir(), 'antam-bench-'))
  const stops: Array<() => Promise<unknown>> = [() => rm(dir, { recursive: true, force: true })]
  try {
    const redis = await openPrivateRedis(dir)
    stops.unshift(() => redis.stop())
    const children = ['./platform-process.js', './load-process.js', './echo-process.js'].map((file) =>
      startChild(file),
    )
    stops.unshift(() => Promise.all(children.map((child) => child.stop())))
    const bench = await startAll(children, { dir, redisUrl: redis.url })
    stops.unshift(() => stopChild(bench.bot))
    return await measure(bench, options)
  } finally {
    for (const stop of stops) await stop()
  }
}

async function startAll(
  children: readonly Child[],
  needs: { dir: string; redisUrl: string },
): Promise<Bench> {
  const [platform, load, echo] = children
  if (platform === undefined || load === undefined || echo === undefined)
    throw new Error('three processes are needed')
  const [platformPort, , echoPort] = await Promise.all([platform.ready, load.ready, echo.ready])
  const botPort = await freePort()
  const bot = await startBot({ ...needs, botPort, platformPort })
  return { platform, load, bot, echoPort, botPort, echoPid: echo.pid, firstChat: 1 }
}

async function measure(bench: Bench, { seconds, rounds }: TurnBenchOptions): Promise<BenchReport> {
  await turnRun(bench, { seconds: 3, rate: null })
  await echoRun(bench, { seconds: 2, rate: null })
  const ours: Run[] = []
  const theirs: Run[] = []
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await turnRun(bench, { seconds, rate: null }))
    theirs.push(await echoRun(bench, { seconds, rate: null }))
  }
  const steady = await turnRun(bench, { seconds: seconds * 2, rate: STEADY_RATE })
  const [mine, peer] = [figures(ours), figures(theirs)]
  return {
    bench: 'turn',
    ours: { ...mine, ...latencies(steady.latencies) },
    peers: { 'express echo': peer },
    ratios: { 'express echo': rounded(mine.perSecond / peer.perSecond) },
    notes: [
      `turns are counted when their reply has reached the Bot API; ${CONNECTIONS} connections, ${CHATS} chats`,
      `p50, p95, p99: from sending the webhook to its reply at the Bot API, at ${STEADY_RATE} messages a second`,
      `runs of ${seconds} s, taken alternately: ours ${listed(ours)}; echo ${listed(theirs)}`,
      'cpuMs: processor time of that one process for each turn or echo; a busy machine changes it less than the rest',
    ],
  }
}

function figures(runs: Run[]) {
  return {
    perSecond: rounded(median(runs.map((run) => run.perSecond)), 0),
    cpuMs: rounded(median(runs.map((run) => run.cpuMs)), 3),
  }
}

function listed(runs: Run[]): string {
  return runs.map((run) => rounded(run.perSecond, 0)).join(', ')
}

function latencies(sorted: number[]): Record<string, number> {
  return {
    p50ms: rounded(percentile(sorted, 0.5)),
    p95ms: rounded(percentile(sorted, 0.95)),
    p99ms: rounded(percentile(sorted, 0.99)),
  }
}

interface Run {
  perSecond: number
  cpuMs: number
}

interface RunOptions {
  seconds: number
  rate: number | null
}

/** A turn is done when its reply is at the platform: a backlog at the end is waited for and counts as time. */
async function turnRun(bench: Bench, options: RunOptions): Promise<Run & { latencies: number[] }> {
  const before = cpuTimeMs(bench.bot.pid)
  const headers = { 'x-telegram-bot-api-secret-token': HOOK_SECRET }
  const result = await loadRun(bench, {
    ...options,
    port: bench.botPort,
    path: '/webhooks/telegram',
    headers,
  })
  await drained(bench.platform)
  const arrivals = await bench.platform.ask({ type: 'take' }, Moments)
  const { latencies: found, last } = matchReplies(result.sent, arrivals)
  if (result.refused > 0 || found.length < result.sent.length) {
    throw new Error(
      `of ${result.sent.length} turns ${result.refused} were refused and ${result.sent.length - found.length} got no reply`,
    )
  }
  const first = result.sent[0]?.[1] ?? 0
  return {
    perSecond: (found.length * 1_000) / (last - first),
    cpuMs: (cpuTimeMs(bench.bot.pid) - before) / found.length,
    latencies: found.sort((a, b) => a - b),
  }
}

async function echoRun(bench: Bench, options: RunOptions): Promise<Run> {
  const before = cpuTimeMs(bench.echoPid)
  const result = await loadRun(bench, { ...options, port: bench.echoPort, path: '/echo', headers: {} })
  return {
    perSecond: result.answered / result.seconds,
    cpuMs: (cpuTimeMs(bench.echoPid) - before) / result.answered,
  }
}

async function loadRun(
  bench: Bench,
  run: RunOptions & Pick<Load, 'port' | 'path' | 'headers'>,
): Promise<LoadResult> {
  const load: Load = {
    ...run,
    connections: CONNECTIONS,
    chats: CHATS,
    firstChat: bench.firstChat,
    texts: TEXTS,
  }
  bench.firstChat += CHATS
  return bench.load.ask(load, LoadResult)
}

/** Until no more replies come. */
async function drained(platform: Child): Promise<void> {
  for (let before = -1; ; ) {
    const count = await platform.ask({ type: 'count' }, z.number())
    if (count === before) return
    before = count
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

/** The reply to a message is the first that reaches its chat after it was sent, and before the chat's next message's. */
function matchReplies(
  sent: LoadResult['sent'],
  arrivals: Array<[number, number]>,
): { latencies: number[]; last: number } {
  const byChat = new Map<number, number[]>()
  for (const [chat, at] of arrivals) byChat.set(chat, [...(byChat.get(chat) ?? []), at])
  const found: number[] = []
  let last = 0
  for (const [chat, at] of sent) {
    const times = byChat.get(chat) ?? []
    const index = times.findIndex((time) => time >= at)
    const [reply] = index < 0 ? [] : times.splice(0, index + 1).slice(-1)
    if (reply === undefined) continue
    found.push(reply - at)
    last = Math.max(last, reply)
  }
  return { latencies: found, last }
}

async function startBot(needs: {
  dir: string
  botPort: number
  redisUrl: string
  platformPort: number
}): Promise<ChildProcess> {
  const address = `http://127.0.0.1:${needs.botPort}`
  const env = {
    ...{
      PORT: String(needs.botPort),
      STAFF_PORT: '0',
      HOST: '127.0.0.1',
      PUBLIC_URL: address,
      DATA_DIR: needs.dir,
    },
    ...{ REDIS_URL: needs.redisUrl, LOG_LEVEL: 'error', NODE_ENV: 'production' },
    ...{ TELEGRAM_BOT_TOKEN: '1:bench', TELEGRAM_API_ROOT: `http://127.0.0.1:${needs.platformPort}` },
    ...{ TELEGRAM_WEBHOOK_SECRET: HOOK_SECRET, TELEGRAM_RATE: '0' },
  }
  const main = new URL('../main.js', import.meta.url).pathname
  const bot = spawn(process.execPath, ['--max-semi-space-size=8', main], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (bot.exitCode !== null) throw new Error(`the bot ended with ${bot.exitCode}`)
    const ready = await fetch(`${address}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return bot
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await stopChild(bot)
  throw new Error('the bot did not get ready')
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
