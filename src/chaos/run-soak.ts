import { rounded } from '../bench/bench-report.ts'
import { monotonicMs } from '../core/clock.ts'
import type { TopologyKind } from '../redis/start-topology.ts'
import type { Chat } from './chat.ts'
import { createDraw } from './draw.ts'
import { pause } from './pause.ts'
import { startWorld, type World } from './world.ts'

export interface SoakOptions {
  minutes: number
  /** Messages a second, over all processes. */
  rate: number
  redis: TopologyKind
  processes: number
  seed: number
  main: string
  deployment: string
  tell: (line: string) => void
}

/** What `npm run chaos -- --soak MINUTES --json` prints. */
export interface SoakReport {
  minutes: number
  rate: number
  sent: number
  replies: number
  /** Webhooks that were not taken at once, messages without any reply, processes that fell. */
  errors: number
  failedDeliveries: World['deliveries']['figures']['statuses']
  unanswered: number
  endedAlone: number
  alarms: Record<string, number>
  /** Of each process, MB: mean of the first fifth after the warm-up, mean of the last fifth, change in per cent. */
  memoryMb: Array<{ early: number; late: number; changePercent: number; max: number }>
  processes: number
  seed: number
}

/** So many people write in turn; a conversation's texts come again and again. */
const PEOPLE = 1_000
const TEXTS = [
  'menu',
  'báo tin',
  'gõ ngay tại đây',
  'mua bán',
  'Tối nào cũng có người bán ở quán nước đầu ngõ',
  'huỷ',
  'cai nghiện tự nguyện đăng ký ở đâu',
  'menu',
]
const SAMPLE_MS = 5_000
const WARM_UP = 0.25
const DRAIN_MS = 20_000
const TELL_EVERY = 12

/** Steady messages for a long time, without a fault: memory must not grow, and everybody gets an answer. */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const world = await startWorld({
    ...{ trouble: 0, duplicates: 0, ...options },
    ...{ ambush: () => null, strike: () => {}, given: () => {} },
  })
  try {
    const chats = world.messengers.flatMap((messenger, at) =>
      Array.from({ length: PEOPLE / 2 }, (_, person) => ({
        messenger,
        chat: messenger.open(at * PEOPLE + person),
      })),
    )
    const samples = sampleMemory(world, options)
    const sent = await writeSteadily(chats, options)
    samples.stop()
    await Promise.race([world.deliveries.settled(), pause(DRAIN_MS)])
    await pause(3_000)
    return report(world, options, { chats: chats.map(({ chat }) => chat), sent, samples: samples.taken })
  } finally {
    await world.stop()
  }
}

type Writer = { messenger: World['messengers'][0]; chat: Chat }

async function writeSteadily(
  writers: readonly Writer[],
  { rate, minutes, seed }: SoakOptions,
): Promise<number> {
  const draw = createDraw(seed)
  const turns = new Map<Chat, number>()
  const order = [...writers].sort(() => draw.below(3) - 1)
  const started = monotonicMs()
  let sent = 0
  for (; monotonicMs() - started < minutes * 60_000; sent += 1) {
    const due = started + (sent * 1_000) / rate
    if (due > monotonicMs()) await pause(due - monotonicMs())
    const writer = order[sent % order.length]
    if (writer === undefined) break
    const turn = turns.get(writer.chat) ?? draw.below(TEXTS.length)
    turns.set(writer.chat, turn + 1)
    // Nobody reads these: kept, they would fill the harness.
    writer.chat.timeline.length = 0
    writer.messenger.write(writer.chat, TEXTS[turn % TEXTS.length] ?? 'menu')
    writer.chat.waitingSince = monotonicMs()
  }
  return sent
}

function sampleMemory({ bots }: World, { tell }: SoakOptions): { taken: number[][]; stop: () => void } {
  const taken: number[][] = Array.from({ length: bots.count }, () => [])
  let samples = 0
  const timer = setInterval(() => {
    for (const [bot, list] of taken.entries()) list.push(bots.memoryMb(bot))
    samples += 1
    if (samples % TELL_EVERY === 0)
      tell(`memory, MB: ${taken.map((list) => rounded(list.at(-1) ?? Number.NaN, 0)).join(' ')}`)
  }, SAMPLE_MS)
  return { taken, stop: () => clearInterval(timer) }
}

function report(
  world: World,
  options: SoakOptions,
  seen: { chats: Chat[]; sent: number; samples: number[][] },
): SoakReport {
  const { figures } = world.deliveries
  const unanswered = seen.chats.filter(({ waitingSince }) => waitingSince !== null).length
  const endedAlone = world.bots.endedAlone()
  const { minutes, rate, processes, seed } = options
  return {
    ...{
      minutes,
      rate,
      sent: seen.sent,
      replies: seen.chats.reduce((sum, { shown }) => sum + shown.length, 0),
    },
    errors: figures.failures + unanswered + endedAlone,
    ...{ failedDeliveries: figures.statuses, unanswered, endedAlone, alarms: world.bots.alarms() },
    ...{ memoryMb: seen.samples.map(growth), processes, seed },
  }
}

function growth(samples: readonly number[]): SoakReport['memoryMb'][number] {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP))
  const part = Math.max(1, Math.floor(warm.length / 5))
  const [early, late] = [mean(warm.slice(0, part)), mean(warm.slice(-part))]
  return {
    ...{ early: rounded(early, 1), late: rounded(late, 1), max: rounded(Math.max(...samples), 1) },
    changePercent: rounded(((late - early) / early) * 100, 1),
  }
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}
