import { Agent, request } from 'undici'
import { rounded } from '../bench/bench-report.ts'
import { monotonicMs } from '../core/clock.ts'
import { createDraw, type Draw } from './draw.ts'
import { FUZZED, type Fuzzed, fuzzBody } from './fuzz-bodies.ts'
import { signPage, startPageStub } from './page-stub.ts'
import { TELEGRAM_SECRET } from './telegram-platform.ts'
import { startWorld, type World } from './world.ts'
import { signZalo } from './zalo-platform.ts'

export interface FuzzOptions {
  /** Webhooks to each channel; half of them rightly signed. */
  webhooks: number
  seed: number
  main: string
  deployment: string
  tell: (line: string) => void
}

/** What `npm run chaos -- --fuzz N --json` prints. The first three must be 0. */
export interface FuzzReport {
  crashes: number
  serverErrors: number
  storedRecords: number
  webhooks: number
  /** Answers by status, for each channel. */
  statuses: Record<string, Record<string, number>>
  /** Process memory before and after, MB. */
  memoryMb: { before: number; after: number }
  alarms: Record<string, number>
  seconds: number
  seed: number
}

const AT_ONCE = 16
const TOLD = 5

/** Malformed webhooks to each channel of one process: it must neither fall, nor blame itself, nor store anything. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const page = await startPageStub()
  const world = await startWorld({
    ...{ redis: 'single', processes: 1, trouble: 0, duplicates: 0, ...options, settings: page.settings },
    ...{ ambush: () => null, strike: () => {}, given: () => {} },
  }).catch(async (error: unknown) => {
    await page.close()
    throw error
  })
  const agent = new Agent({ connections: AT_ONCE, pipelining: 1 })
  try {
    const started = monotonicMs()
    const before = { records: await countRecords(world), memory: memoryMb(world), pid: world.bots.pid(0) }
    const statuses: FuzzReport['statuses'] = {}
    for (const channel of FUZZED) statuses[channel] = await fuzzChannel({ world, agent, channel, options })
    const sum = (test: (status: number) => boolean) => countWhere(statuses, test)
    const crashed = world.bots.endedAlone() + (world.bots.pid(0) === before.pid ? 0 : 1)
    return {
      crashes: crashed,
      serverErrors: sum((status) => status >= 500 || status === 0),
      storedRecords: (await countRecords(world)) - before.records,
      ...{ webhooks: options.webhooks * FUZZED.length, statuses },
      memoryMb: { before: before.memory, after: memoryMb(world) },
      ...{
        alarms: world.bots.alarms(),
        seed: options.seed,
        seconds: rounded((monotonicMs() - started) / 1_000, 1),
      },
    }
  } finally {
    await agent.destroy()
    await world.stop()
    await page.close()
  }
}

interface Fuzzing {
  world: World
  agent: Agent
  channel: Fuzzed
  options: FuzzOptions
}

async function fuzzChannel(fuzzing: Fuzzing): Promise<Record<string, number>> {
  const { options, channel, world } = fuzzing
  const draw = createDraw(options.seed)
  const statuses: Record<string, number> = {}
  let left = options.webhooks
  let told = 0
  async function goOn(): Promise<void> {
    for (; left > 0; ) {
      left -= 1
      const body = fuzzBody(channel, draw)
      const status = await post(fuzzing, body, headersFor(channel, body, draw))
      statuses[status] = (statuses[status] ?? 0) + 1
      if ((status >= 500 || status === 0) && told++ < TOLD)
        options.tell(`${channel} answered ${status} to: ${body.toString('latin1').slice(0, 300)}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, goOn))
  options.tell(`${channel}: ${JSON.stringify(statuses)}, process ${world.bots.pid(0)}`)
  return statuses
}

/** Half of them are signed as the platform signs: what is broken then is the body alone. */
function headersFor(channel: Fuzzed, body: Buffer, draw: Draw): Record<string, string> {
  const right = draw.chance(0.5)
  if (channel === 'messenger')
    return right
      ? { 'x-hub-signature-256': signPage(body) }
      : draw.pick([{}, { 'x-hub-signature-256': 'sha256=00' }])
  if (channel === 'telegram')
    return right
      ? { 'x-telegram-bot-api-secret-token': TELEGRAM_SECRET }
      : draw.pick([{}, { 'x-telegram-bot-api-secret-token': 'x'.repeat(draw.below(400)) }])
  const [, timestamp = ''] = /"timestamp":"(\d+)"/.exec(body.toString('utf8')) ?? []
  const mac = signZalo(body, timestamp)
  return right ? { 'x-zevent-signature': `mac=${mac}` } : draw.pick([{}, { 'x-zevent-signature': 'mac=00' }])
}

async function post(
  { world, agent, channel }: Fuzzing,
  body: Buffer,
  headers: Record<string, string>,
): Promise<number> {
  try {
    const answer = await request(`http://127.0.0.1:${world.bots.port(0)}/webhooks/${channel}`, {
      ...{
        method: 'POST',
        body,
        dispatcher: agent,
        headers: { 'content-type': 'application/json', ...headers },
      },
    })
    await answer.body.dump()
    return answer.statusCode
  } catch {
    return 0
  }
}

function countWhere(statuses: FuzzReport['statuses'], test: (status: number) => boolean): number {
  const all = Object.values(statuses).flatMap((counts) => Object.entries(counts))
  return all.reduce((sum, [status, count]) => sum + (test(Number(status)) ? count : 0), 0)
}

/**
 * Conversations, unsent replies, parked messages, tips, mailboxes: whatever a message could leave behind. What a process
 * writes for itself (signs of life, tokens) comes and goes meanwhile, and is not counted.
 */
async function countRecords({ redis }: World): Promise<number> {
  const families = ['antam:{s:*', 'antam:{unit:*', 'antam:{mailbox:*']
  const found = await redis.onEach((node) => Promise.all(families.map((family) => node.keys(family))))
  return found.flat(2).length
}

function memoryMb({ bots }: World): number {
  return rounded(bots.memoryMb(0), 1)
}
