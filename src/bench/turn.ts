import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectRedis } from '../redis/connect-redis.ts'
import { openPrivateRedis } from '../redis/private-redis.ts'
import { type BenchReport, median, rounded } from './bench-report.ts'
import { type Child, startChild } from './child.ts'
import { limitToShare } from './duty-cycle.ts'
import { type BotNeeds, startBot } from './start-bot.ts'
import {
  type Bench,
  botRun,
  CHATS,
  CONNECTIONS,
  echoRun,
  latencyFigures,
  type Run,
  type RunOptions,
  type Target,
} from './webhook-run.ts'

/** Before it is measured; a hotline runs for weeks, and while its code is still being compiled it is like no other day. */
const WARM_UP_SECONDS = 20
/** Of the time, for each of one and two processes: so both fit on two cores beside load, Bot API and Redis. */
const SHARE = 0.33
const HOOK_SECRET = 'secret-of-the-benchmark'
const HOOK = { path: '/webhooks/telegram', headers: { 'x-telegram-bot-api-secret-token': HOOK_SECRET } }
/** Each side has chats of its own, so many apart. */
const SIDE = 10_000
/** Peers that take webhooks and send as many replies as we do. */
const PEER_BOTS = {
  'express echo bot': './echo-bot-process.js',
  'grammY conversations + Redis': './grammy-process.js',
  'telegraf Scenes + Redis': './telegraf-process.js',
}

export interface TurnBenchOptions {
  /** Seconds of each measured run. */
  seconds: number
  /** Measured runs of each side, taken alternately; the median counts. */
  rounds: number
}

interface Contender {
  name: string
  run: (options: RunOptions) => Promise<Run>
}

/**
 * Turns of the real bot (webhook in, committed to a Redis that writes to disk before it answers, reply at a Bot API)
 * beside a bare Express echo of the same bodies, and beside bots that do the same job. Bot, Bot API, load and peers are
 * processes of their own; all that store use the same Redis.
 */
export async function benchTurn(options: TurnBenchOptions): Promise<BenchReport> {
  const dir = await mkdtemp(join(tmpdir(), 'antam-bench-'))
  const stops: Array<() => Promise<unknown>> = [() => rm(dir, { recursive: true, force: true })]
  const child = (file: string, ...args: string[]): Child => {
    const started = startChild(file, args)
    stops.unshift(started.stop)
    return started
  }
  try {
    const server = await openPrivateRedis(dir)
    stops.unshift(() => server.stop())
    const redis = await connectRedis(server.url, () => {})
    stops.unshift(async () => redis.destroy())
    const bench: Bench = {
      platform: child('./platform-process.js'),
      load: child('./load-process.js'),
      redis,
    }
    const platformPort = await bench.platform.ready
    const needs: BotNeeds = { dir, redisUrl: server.url, platformPort, hookSecret: HOOK_SECRET }
    const start = async (): Promise<Target> => {
      const bot = await startBot(needs)
      stops.unshift(bot.stop)
      return { ...HOOK, firstChat: 1, ports: [bot.port], pids: [bot.pid] }
    }
    const peers = await startPeers(bench, needs, child)
    return await measure(bench, await start(), peers, start, options)
  } finally {
    for (const stop of stops) await stop()
  }
}

async function startPeers(
  bench: Bench,
  { platformPort, redisUrl }: BotNeeds,
  child: (file: string, ...args: string[]) => Child,
): Promise<Contender[]> {
  const echo = child('./echo-process.js')
  const echoTarget = {
    path: '/echo',
    headers: {},
    firstChat: SIDE,
    ports: [await echo.ready],
    pids: [echo.pid],
  }
  const peers: Contender[] = [{ name: 'express echo', run: (options) => echoRun(bench, echoTarget, options) }]
  for (const [name, file] of Object.entries(PEER_BOTS)) {
    const peer = child(file, String(platformPort), redisUrl, HOOK_SECRET)
    const firstChat = SIDE * (peers.length + 1)
    const target = { ...HOOK, firstChat, ports: [await peer.ready], pids: [peer.pid] }
    peers.push({ name, run: (options) => botRun(bench, target, options) })
  }
  return peers
}

async function measure(
  bench: Bench,
  bot: Target,
  peers: Contender[],
  startAnother: () => Promise<Target>,
  options: TurnBenchOptions,
): Promise<BenchReport> {
  const ours: Contender = { name: 'ours', run: (how) => botRun(bench, bot, how) }
  const runs = await alternately([ours, ...peers], options)
  const all = new Map<string, Figures>()
  for (const [one, list] of runs)
    all.set(one.name, { ...figures(list), ...(await atHalfLoad(one, list, options)) })
  const mine = all.get('ours') ?? figures([])
  all.delete('ours')
  const scaling = await measureScaling(bench, bot, await startAnother(), options)
  return {
    bench: 'turn',
    ours: { ...mine, ...scaling },
    peers: Object.fromEntries(all),
    ratios: Object.fromEntries(
      [...all].map(([name, { perSecond }]) => [name, rounded(mine.perSecond / perSecond)]),
    ),
    notes: notes(options, runs),
  }
}

/** From the webhook to its reply at the Bot API, at half of what this side took at most. */
async function atHalfLoad(
  one: Contender,
  runs: Run[],
  { seconds }: TurnBenchOptions,
): Promise<Record<string, number>> {
  const rate = Math.round(figures(runs).perSecond / 2)
  const { latencies } = await one.run({ seconds: seconds * 2, rate })
  return latencies.length === 0 ? {} : latencyFigures(latencies)
}

/** One process and two, each with the same fixed share of the time. */
async function measureScaling(
  bench: Bench,
  one: Target,
  other: Target,
  { seconds, rounds }: TurnBenchOptions,
): Promise<Record<string, number>> {
  const both = { ...one, ports: [...one.ports, ...other.ports], pids: [...one.pids, ...other.pids] }
  await botRun(bench, other, { seconds: WARM_UP_SECONDS, rate: null })
  const rates = new Map<Target, number[]>([
    [one, []],
    [both, []],
  ])
  for (let round = 0; round < Math.min(rounds, 2); round += 1) {
    for (const [target, list] of rates) {
      const lift = limitToShare(target.pids, SHARE)
      const { perSecond } = await botRun(bench, target, { seconds, rate: null }).finally(lift)
      list.push(perSecond)
    }
  }
  const [alone = 0, together = 0] = [...rates.values()].map(median)
  return {
    ...{ oneLimitedPerSecond: rounded(alone, 0), twoLimitedPerSecond: rounded(together, 0) },
    twoProcessesRatio: rounded(together / alone),
  }
}

/** Each warmed up, then one after another, round by round and every other round backwards: what slows the machine slows all. */
async function alternately(
  contenders: Contender[],
  { seconds, rounds }: TurnBenchOptions,
): Promise<Map<Contender, Run[]>> {
  const runs = new Map<Contender, Run[]>()
  for (const one of contenders) {
    await one.run({ seconds: WARM_UP_SECONDS, rate: null })
    runs.set(one, [])
  }
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed()
    for (const one of order) runs.get(one)?.push(await one.run({ seconds, rate: null }))
  }
  return runs
}

interface Figures extends Record<string, number> {
  perSecond: number
  cpuMs: number
  redisCpuMs: number
  redisCommands: number
  redisScripts: number
  repliesEach: number
}

function figures(runs: Run[]): Figures {
  const middle = (pick: (run: Run) => number, digits: number) => rounded(median(runs.map(pick)), digits)
  return {
    perSecond: middle((run) => run.perSecond, 0),
    cpuMs: middle((run) => run.cpuMs, 3),
    redisCpuMs: middle((run) => run.redis.cpuMs, 3),
    redisCommands: middle((run) => run.redis.commands, 2),
    redisScripts: middle((run) => run.redis.scripts, 2),
    repliesEach: middle((run) => run.replies, 2),
  }
}

/** What each side still has after a crash: without it the rates cannot be compared. */
const DURABILITY = [
  'durability, the same redis-server with `appendfsync always` for all that store:',
  '  ours: session, replies, message id and timer in one script on disk before the 200; replies that a crash left are sent later, in order; no message counts twice; all of it encrypted',
  '  grammY, telegraf: the session on disk before the 200; replies go out before it is stored, so a crash repeats them or loses the step; a repeated delivery counts twice; in clear',
  '  express echo bot: nothing is stored; express echo: no replies either',
]

function notes({ seconds, rounds }: TurnBenchOptions, runs: Map<Contender, Run[]>): string[] {
  const listed = [...runs].map(
    ([{ name }, list]) => `${name} ${list.map((run) => rounded(run.perSecond, 0)).join(', ')}`,
  )
  return [
    `turns are counted when their reply has reached the Bot API; ${CONNECTIONS} connections, ${CHATS} chats`,
    `perSecond: ${rounds} runs of ${seconds} s, taken alternately, the median: ${listed.join('; ')}`,
    'p50, p99: from sending the webhook to its reply at the Bot API, at half of what that side took at most',
    'cpuMs: processor time of the processes measured, for each turn or echo; a busy machine changes it less than the rest',
    'redisCpuMs, redisCommands (also those within scripts), redisScripts (each one round trip, for many turns): for each turn',
    ...DURABILITY,
    `twoProcessesRatio: one and two processes, each let run ${SHARE * 100} % of the time (stopped and continued every 20 ms, in turn), so that two fit on two cores beside load, Bot API and Redis`,
    'peers send by requests, as we do, and as many replies of the same length; Node has the same flags for all',
  ]
}
