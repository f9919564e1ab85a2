import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pause } from '../chaos/pause.ts'
import { monotonicMs, systemIds } from '../core/clock.ts'
import { type CanaryWorld, startCanaryWorld } from './canary-world.ts'
import { createFinder, type Finder, type Found } from './finder.ts'
import { type Mark, makeMarks, markOf } from './marks.ts'
import { makeNeedles } from './needles.ts'
import {
  coreDumps,
  type Place,
  scanFolder,
  scanMemory,
  scanMetrics,
  scanRedis,
  scanRedisFiles,
} from './places.ts'
import { type Telling, tellTips, toldOf } from './tell-tips.ts'
import { workAsOfficer } from './work-as-officer.ts'

export interface CanaryOptions {
  tips: number
  /** Between the last submission and the second look at the memory. */
  waitSeconds: number
  /** The built `main.js`. */
  main: string
  deployment: string
  tell: (line: string) => void
}

/** One kind of mark in one place. */
export interface Hit {
  place: Place
  kind: Mark['kind']
  door: Mark['door']
  encoding: string
  count: number
  /** Memory only: how long after the last submission. */
  afterSeconds?: number
}

/** What `npm run canary -- --json` prints. */
export interface CanaryReport {
  /** Tips that were given with their marks and acknowledged. */
  planted: number
  /** Marks where none may be: anywhere stored; in memory, those of the web at the end. */
  hits: number
  where: Hit[]
  /** What the memory, or a dump of it, held beside that: words of messengers pass through it in clear. */
  inMemory: Hit[]
  /** Places in which the planted control was found; all must be here. */
  controls: Place[]
  tips: Telling
  /** Tips that an officer opened and put into another state over the staff API. */
  handled: number
  coreDumps: number
  memoryMb: number
  waitSeconds: number
  seconds: number
}

/** @throws Error when the search cannot find what was planted for it. */
export async function runCanary(options: CanaryOptions): Promise<CanaryReport> {
  const marks = makeMarks(systemIds)
  const control = markOf(marks, 'all', 'control').text
  const world = await startCanaryWorld({ ...options, control })
  try {
    await plantControls(world, control)
    return await tellAndSearch(options, world, marks)
  } finally {
    await world.stop()
  }
}

/** A search that finds nothing proves nothing: each place gets a mark that must be found. */
async function plantControls({ redis, dataDir, logDir }: CanaryWorld, control: string): Promise<void> {
  const key = 'antam:canary-control'
  await redis.write(key, (node) => node.set(key, control))
  writeFileSync(join(dataDir, 'canary-control'), control)
  appendFileSync(join(logDir, 'bot-0.log'), `{"control":"${control}"}\n`)
}

async function tellAndSearch(
  options: CanaryOptions,
  world: CanaryWorld,
  marks: readonly Mark[],
): Promise<CanaryReport> {
  const started = monotonicMs()
  const { tell, waitSeconds } = options
  const finder = createFinder(makeNeedles(marks))
  const tips = await tellTips({ ...options, world, marks })
  const last = monotonicMs()
  const handled = await workAsOfficer(world)
  const planted = toldOf(tips)
  tell(`${planted} tips were acknowledged; looking into the memory, again after ${waitSeconds} s`)
  const first = memoryHits(world, finder, 0)
  await pause(Math.max(0, waitSeconds * 1_000 - (monotonicMs() - last)))
  const second = memoryHits(world, finder, waitSeconds)
  tell('looking into Redis, files, logs and metrics')
  const stored = await storedHits(world, finder)
  const cores = coreDumps(world)
  const dumped = cores.flatMap((path) => toHits('core', scanOne(path, finder)))
  const all = [...first.hits, ...second.hits, ...stored, ...dumped]
  const controls = controlsFound(all, cores.length > 0)
  const seconds = Math.round((monotonicMs() - started) / 1_000)
  return {
    ...judge(all, waitSeconds, planted),
    ...{ controls, tips, handled, coreDumps: cores.length, memoryMb: second.megabytes, waitSeconds, seconds },
  }
}

function memoryHits({ bots }: CanaryWorld, finder: Finder, afterSeconds: number) {
  const pid = bots.pid(0)
  if (pid === undefined) throw new Error('the process is gone')
  const { found, megabytes } = scanMemory(pid, finder)
  return { hits: toHits('memory', found).map((hit) => ({ ...hit, afterSeconds })), megabytes }
}

async function storedHits(world: CanaryWorld, finder: Finder): Promise<Hit[]> {
  const { rdb, aof } = await scanRedisFiles(world, finder)
  const metrics = await scanMetrics(world.staffUrl, finder)
  // Nothing can be planted among counters: that they came is the proof here.
  if (!/^# TYPE antam_turn_seconds histogram/m.test(metrics.text))
    throw new Error('The metrics did not come.')
  return [
    ...toHits('redis', await scanRedis(world.redis, finder)),
    ...toHits('rdb', rdb),
    ...toHits('aof', aof),
    ...toHits('data', scanFolder(world.dataDir, finder)),
    ...toHits('logs', scanFolder(world.logDir, finder)),
    ...toHits('metrics', metrics.found),
  ]
}

function scanOne(path: string, finder: Finder): Found {
  const found: Found = new Map()
  finder.scanFile(path, found)
  return found
}

function toHits(place: Place, found: Found): Hit[] {
  return [...found].map(([{ mark, encoding }, count]) => {
    const { door, kind } = mark
    return { place, kind, door, encoding, count }
  })
}

function controlsFound(all: readonly Hit[], hasCore: boolean): Place[] {
  const found = new Set(all.filter(({ kind }) => kind === 'control').map(({ place }) => place))
  const wanted: Place[] = [
    'redis',
    'rdb',
    'aof',
    'data',
    'logs',
    'memory',
    ...(hasCore ? ['core' as const] : []),
  ]
  const missing = wanted.filter((place) => !found.has(place))
  if (missing.length > 0)
    throw new Error(`The search did not find what was planted in: ${missing.join(', ')}`)
  return [...wanted, 'metrics']
}

/** Memory is allowed to hold what messengers bring; what is stored is allowed to hold nothing. */
function judge(all: readonly Hit[], waitSeconds: number, planted: number) {
  const marks = all.filter(({ kind }) => kind !== 'control')
  const isMemory = ({ place }: Hit) => place === 'memory' || place === 'core'
  const isForbidden = (hit: Hit) =>
    !isMemory(hit) || (hit.door === 'web' && hit.place === 'memory' && hit.afterSeconds === waitSeconds)
  const where = marks.filter(isForbidden)
  const inMemory = marks.filter((hit) => !isForbidden(hit))
  return { planted, hits: where.reduce((sum, { count }) => sum + count, 0), where, inMemory }
}
