import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPrivateRedis } from '../redis/private-redis.ts'
import { type BenchReport, median, rounded } from './bench-report.ts'
import { type Child, startChild } from './child.ts'
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

const STEADY_RATE = 50
/** Runs of this many seconds warm a side up, until the last one cost about as much as the one before; at most so many. */
const WARM_UP_SECONDS = 3
const WARM_UP_RUNS = 10
const SETTLED = 0.95
const HOOK_SECRET = 'secret-of-the-benchmark'
const HOOK = { path: '/webhooks/telegram', headers: { 'x-telegram-bot-api-secret-token': HOOK_SECRET } }
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
    const redis = await openPrivateRedis(dir)
    stops.unshift(() => redis.stop())
    const bench: Bench = {
      platform: child('./platform-process.js'),
      load: child('./load-process.js'),
      firstChat: 1,
    }
    const platformPort = await bench.platform.ready
    const needs: BotNeeds = { dir, redisUrl: redis.url, platformPort, hookSecret: HOOK_SECRET }
    const start = async (): Promise<Target> => {
      const bot = await startBot(needs)
      stops.unshift(bot.stop)
      return { ...HOOK, ports: [bot.port], pids: [bot.pid] }
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
  const echoTarget = { path: '/echo', headers: {}, ports: [await echo.ready], pids: [echo.pid] }
  const peers: Contender[] = [{ name: 'express echo', run: (options) => echoRun(bench, echoTarget, options) }]
  for (const [name, file] of Object.entries(PEER_BOTS)) {
    const peer = child(file, String(platformPort), redisUrl, HOOK_SECRET)
    const target = { ...HOOK, ports: [await peer.ready], pids: [peer.pid] }
    peers.push({ name, run: (options) => botRun(bench, target, options) })
  }
  return peers
}

async function measure(
  bench: Bench,
  bot: Target,
  peers: Contender[],
  startAnother: () => Promise<Target>,
  { seconds, rounds }: TurnBenchOptions,
): Promise<BenchReport> {
  const ours: Contender = { name: 'ours', run: (options) => botRun(bench, bot, options) }
  const runs = await alternately([ours, ...peers], { seconds, rounds })
  const mine = figures(runs.get(ours) ?? [])
  const steady = await ours.run({ seconds: seconds * 2, rate: STEADY_RATE })
  const half = await ours.run({ seconds: seconds * 2, rate: Math.round(mine.perSecond / 2) })
  const second = await startAnother()
  const both = { ...HOOK, ports: [...bot.ports, ...second.ports], pids: [...bot.pids, ...second.pids] }
  const pair: Contender = { name: 'two', run: (options) => botRun(bench, both, options) }
  const scaling = await alternately([ours, pair], { seconds, rounds })
  return {
    bench: 'turn',
    ours: {
      ...{
        ...mine,
        ...latencyFigures(steady.latencies),
        p99HalfLoadMs: latencyFigures(half.latencies).p99ms,
      },
      ...scalingFigures(figures(scaling.get(ours) ?? []), figures(scaling.get(pair) ?? [])),
    },
    ...compared(mine, peers, runs),
    notes: notes({ seconds, rounds }, half, [...runs, ...scaling]),
  }
}

/** Each warmed up, then one after another, round by round: what slows the machine slows all. */
async function alternately(
  contenders: Contender[],
  { seconds, rounds }: TurnBenchOptions,
): Promise<Map<Contender, Run[]>> {
  const runs = new Map<Contender, Run[]>()
  for (const one of contenders) {
    await warmUp(one, Math.min(WARM_UP_SECONDS, seconds))
    runs.set(one, [])
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const one of contenders) runs.get(one)?.push(await one.run({ seconds, rate: null }))
  }
  return runs
}

/** Ends once a run costs no less than the one before: a hotline runs for weeks, its first minute says little of it. */
async function warmUp(one: Contender, seconds: number): Promise<void> {
  let before = Number.POSITIVE_INFINITY
  for (let run = 0; run < WARM_UP_RUNS; run += 1) {
    const { cpuMs } = await one.run({ seconds, rate: null })
    if (cpuMs > before * SETTLED) return
    before = cpuMs
  }
}

interface Figures extends Record<string, number> {
  perSecond: number
  cpuMs: number
  repliesEach: number
}

function figures(runs: Run[]): Figures {
  return {
    perSecond: rounded(median(runs.map((run) => run.perSecond)), 0),
    cpuMs: rounded(median(runs.map((run) => run.cpuMs)), 3),
    repliesEach: rounded(median(runs.map((run) => run.replies))),
  }
}

/** Two processes hardly fit on two cores beside load, Bot API and Redis: what a turn costs in each is the fair figure. */
function scalingFigures(one: Figures, two: Figures): Record<string, number> {
  return {
    twoProcessesPerSecond: two.perSecond,
    twoProcessesCpuMs: two.cpuMs,
    twoProcessesRatio: rounded(two.perSecond / one.perSecond),
    twoProcessesRatioByCpu: rounded((2 * one.cpuMs) / two.cpuMs),
  }
}

function compared(
  mine: Figures,
  peers: Contender[],
  runs: Map<Contender, Run[]>,
): Pick<BenchReport, 'peers' | 'ratios'> {
  const report: Pick<BenchReport, 'peers' | 'ratios'> = { peers: {}, ratios: {} }
  for (const peer of peers) {
    const theirs = figures(runs.get(peer) ?? [])
    report.peers[peer.name] = theirs
    report.ratios[peer.name] = rounded(mine.perSecond / theirs.perSecond)
  }
  return report
}

function notes(options: TurnBenchOptions, half: Run, runs: Array<[Contender, Run[]]>): string[] {
  const listed = runs.map(
    ([{ name }, list]) => `${name} ${list.map((run) => rounded(run.perSecond, 0)).join(', ')}`,
  )
  return [
    `turns are counted when their reply has reached the Bot API; ${CONNECTIONS} connections, ${CHATS} chats`,
    `p50, p95, p99: from sending the webhook to its reply at the Bot API, at ${STEADY_RATE} messages a second`,
    `p99HalfLoad: the same at half of what we took at most (${rounded(half.perSecond, 0)} a second)`,
    `runs of ${options.seconds} s, taken alternately: ${listed.join('; ')}`,
    'each side is warmed up in runs of 3 s until one costs about as much as the one before it',
    'cpuMs: processor time of the processes measured, for each turn or echo; a busy machine changes it less than the rest',
    'two processes share two cores with load, Bot API and Redis: RatioByCpu is what they would do with a core each',
    'peers store no draft encrypted, drop no duplicate, commit nothing together with its replies; telegraf sends by requests, as we do',
  ]
}
