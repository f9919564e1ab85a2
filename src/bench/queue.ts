import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Queue } from 'bullmq'
import { monotonicMs, roundToHour, systemClock, systemIds } from '../core/clock.ts'
import type { SealedTip } from '../core/tip.ts'
import { connectRedis } from '../redis/connect-redis.ts'
import { openPrivateRedis } from '../redis/private-redis.ts'
import { toQueueEntry } from '../tips/queue-entry.ts'
import { createRedisTipQueue } from '../tips/redis-tip-queue.ts'
import { tipLimits } from '../tips/tip-limits.ts'
import { type BenchReport, median, rounded } from './bench-report.ts'
import { cpuTimeMs } from './cpu-time.ts'

const IN_FLIGHT = [1, 64]
const PEER = 'BullMQ add'
/** A round is cut in so many turns of each side: a disk that is slow for a second must be slow for both. */
const SLICES = 20
const WARM_UP_SECONDS = 1

/** Stores one tip durably. */
type Store = (tip: SealedTip) => Promise<unknown>

interface Side {
  name: string
  store: Store
}

/**
 * Tips stored durably per second, sealed before: our queue beside BullMQ's `add` of the same fields, in the same run, on
 * the same `redis-server` that writes to disk before each answer.
 */
export async function benchQueue(options: { seconds: number; rounds: number }): Promise<BenchReport> {
  const dir = await mkdtemp(join(tmpdir(), 'antam-bench-'))
  const server = await openPrivateRedis(dir)
  const redis = await connectRedis(server.url, () => {})
  const bull = new Queue('tips', { connection: { path: server.url.replace('unix://', '') } })
  try {
    await bull.waitUntilReady()
    const ours = createRedisTipQueue({ redis, clock: systemClock })
    const sides: [Side, Side] = [
      { name: 'ours', store: (tip) => ours.append(tip) },
      // The same id twice adds nothing there either.
      { name: PEER, store: (tip) => bull.add('tip', toQueueEntry(tip), { jobId: tip.id }) },
    ]
    return toReport(await measure(sides, options), options)
  } finally {
    await bull.close()
    redis.destroy()
    await server.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

/** Tips a second, and processor time of this process for each, ms. */
interface Run {
  perSecond: number
  cpuMs: number
}

type Runs = Map<string, Run[]>

async function measure(
  sides: readonly Side[],
  { seconds, rounds }: { seconds: number; rounds: number },
): Promise<Runs> {
  const runs: Runs = new Map()
  for (const inFlight of IN_FLIGHT) {
    for (const { store } of sides) await runOnce(store, inFlight, WARM_UP_SECONDS)
  }
  for (let slice = 0; slice < rounds * SLICES; slice += 1) {
    // Whoever comes first meets what the other left to the disk and to Redis: each is first as often.
    const order = slice % 2 === 0 ? sides : sides.toReversed()
    for (const inFlight of IN_FLIGHT) {
      for (const { name, store } of order) {
        const key = keyOf(name, inFlight)
        const run = await runOnce(store, inFlight, seconds / SLICES)
        runs.set(key, [...(runs.get(key) ?? []), run])
      }
    }
  }
  return runs
}

async function runOnce(store: Store, inFlight: number, seconds: number): Promise<Run> {
  const sealed = Buffer.from(systemIds.bytes(tipLimits.sealedBytes[0])).toString('base64')
  const hour = roundToHour(systemClock.now())
  const cpu = cpuTimeMs(process.pid)
  const started = monotonicMs()
  const until = started + seconds * 1_000
  let stored = 0
  async function worker(): Promise<void> {
    while (monotonicMs() < until) {
      await store(sampleTip(sealed, hour))
      stored += 1
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  return {
    perSecond: (stored * 1_000) / (monotonicMs() - started),
    cpuMs: (cpuTimeMs(process.pid) - cpu) / stored,
  }
}

function sampleTip(sealed: string, hour: string): SealedTip {
  const about = { unit: 'bench', category: 'selling', urgency: 'thuong', ward: 'unknown' } as const
  return { v: '1', id: systemIds.uuid(), ...about, hour, lang: 'vi', files: [], sealed }
}

function keyOf(name: string, inFlight: number): string {
  return `${name} ${inFlight}`
}

function toReport(runs: Runs, { seconds, rounds }: { seconds: number; rounds: number }): BenchReport {
  const report: BenchReport = {
    ...{ bench: 'queue', ours: {}, peers: {}, ratios: {} },
    notes: [
      `tips of ${tipLimits.sealedBytes[0]} sealed bytes; ${rounds * SLICES} runs of ${seconds / SLICES} s, taken alternately, each first as often, the median; the ratio is the median of those of neighbouring runs`,
      'both: redis-server with appendfsync always, idempotent by the id; perSecond64: 64 under way at once',
      'ours also keeps the tip-to-entry index, checks a repetition for conflicts, and hides the second in the entry id',
    ],
  }
  for (const inFlight of IN_FLIGHT) {
    const [ourRuns, peerRuns] = ['ours', PEER].map((side) => runs.get(keyOf(side, inFlight)) ?? [])
    const mine = figuresOf(ourRuns ?? [])
    const theirs = figuresOf(peerRuns ?? [])
    const name = `${PEER}, ${inFlight} in flight`
    Object.assign(report.ours, { [`perSecond${inFlight}`]: mine.perSecond, [`cpuMs${inFlight}`]: mine.cpuMs })
    report.peers[name] = { ...theirs }
    report.ratios[name] = rounded(median(pairedRatios(ourRuns ?? [], peerRuns ?? [])))
  }
  return report
}

/** A disk that is slow for a while is slow for two runs in a row, and their ratio says little of it. */
function pairedRatios(mine: readonly Run[], theirs: readonly Run[]): number[] {
  return mine.map((run, at) => run.perSecond / (theirs[at]?.perSecond ?? Number.NaN))
}

function figuresOf(runs: readonly Run[]): Run {
  return {
    perSecond: rounded(median(runs.map((run) => run.perSecond)), 0),
    // Processor time is counted in hundredths of a second: too coarse for one short run.
    cpuMs: rounded(runs.reduce((sum, run) => sum + run.cpuMs, 0) / runs.length, 3),
  }
}
