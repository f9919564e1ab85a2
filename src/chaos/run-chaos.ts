import { writeFile } from 'node:fs/promises'
import { rounded } from '../bench/bench-report.ts'
import { monotonicMs } from '../core/clock.ts'
import type { TopologyKind } from '../redis/start-topology.ts'
import { compare, type Verdict } from './compare.ts'
import { createDraw } from './draw.ts'
import { createKillLog, type KillFigures, type KillLog } from './kill-log.ts'
import { createKiller, type Killer } from './killer.ts'
import { pause } from './pause.ts'
import { createPerson, type Person, tellTip } from './person.ts'
import { type QueueWatch, type StoredTip, watchQueue } from './queue-watch.ts'
import { startWorld, type World } from './world.ts'

export interface ChaosOptions {
  tips: number
  kills: number
  redis: TopologyKind
  processes: number
  seed: number
  /** How many people write at the same time. */
  atOnce: number
  /** The built `main.js`. */
  main: string
  deployment: string
  /** A file for everybody's timeline; null: only those with something to explain are told. */
  timelines: string | null
  /** Progress and timelines, a line each. */
  tell: (line: string) => void
}

/** What `npm run chaos --json` prints. The first nine fields are the contract. */
export interface ChaosReport extends Omit<Verdict, 'suspects'> {
  tips: number
  kills: number
  /** Receipts that people were shown. */
  told: number
  /** Tips in the queues at the end. */
  stored: number
  seconds: number
  redis: TopologyKind
  processes: number
  seed: number
  /** From a kill to the answer of somebody who was waiting for it, seconds. */
  takeoverSeconds: { p50: number; max: number }
  perKill: Record<string, KillFigures>
  deliveries: World['deliveries']['figures']
  /** Times that a process ended by itself, as at a start without Redis. */
  endedAlone: number
  alarms: Record<string, number>
}

const CHECKED_RECEIPTS = 400
const DUPLICATES = 0.02
/** What is left in the outboxes at the end goes out in this time, back-off and leases included. */
const DRAIN_MS = 90_000
const TELL_EVERY_MS = 15_000

/** The whole hotline under load and SIGKILL; at the end, what people were told beside what is stored. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const late: { killer?: Killer } = {}
  const world = await startWorld({
    ...{ trouble: 1, duplicates: DUPLICATES, ...options },
    ambush: (bot) => late.killer?.ambush(bot) ?? null,
    strike: (bot) => late.killer?.strike(bot),
    given: (bot) => late.killer?.given(bot),
  })
  try {
    const people = makePeople(options, world)
    const log = createKillLog(people.map(({ chat }) => chat))
    for (const { chat } of people) listen(chat, log)
    const draw = createDraw(options.seed + 1)
    late.killer = createKiller({ ...world, log, draw, people: options.tips, kills: options.kills })
    return await runAndJudge({ options, world, people, log, killer: late.killer })
  } finally {
    await world.stop()
  }
}

function makePeople({ tips }: ChaosOptions, { messengers }: World): Person[] {
  const [telegram, zalo] = messengers
  return Array.from({ length: tips }, (_, at) => createPerson(at, at % 2 === 0 ? telegram : zalo))
}

function listen(chat: Person['chat'], log: KillLog): void {
  const before = chat.onShown
  chat.onShown = (shown) => {
    before(shown)
    log.shown(chat, shown)
  }
}

interface Run {
  options: ChaosOptions
  world: World
  people: Person[]
  log: KillLog
  killer: Killer
}

async function runAndJudge(run: Run): Promise<ChaosReport> {
  const { world, options, killer } = run
  const watch = watchQueue(world)
  try {
    const started = monotonicMs()
    await everybodyTells(run)
    killer.progress(options.tips)
    await killer.finished()
    const seconds = rounded((monotonicMs() - started) / 1_000, 1)
    options.tell('everybody has come to an end; what is left in the outboxes goes out')
    await drained(run)
    return await judge(run, watch, seconds)
  } finally {
    await watch.stop()
  }
}

/** So many at a time; whoever is done makes room for the next. */
async function everybodyTells({ options, world, people, killer }: Run): Promise<void> {
  const [telegram, zalo] = world.messengers
  const line = [...people]
  let done = 0
  const tellEvery = setInterval(() => options.tell(`${done} of ${people.length} are done`), TELL_EVERY_MS)
  const onTold = () => {}
  async function goOn(): Promise<void> {
    for (let person = line.shift(); person !== undefined; person = line.shift()) {
      const messenger = person.chat.channel === 'telegram' ? telegram : zalo
      await tellTip(person, { messenger, seed: options.seed, onTold })
      done += 1
      killer.progress(done)
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, async (_, at) => pause(at * 30).then(goOn)))
  clearInterval(tellEvery)
}

/** Until no delivery is on its way and nothing has been shown for a while. */
async function drained({ world, people, options }: Run): Promise<void> {
  const until = monotonicMs() + DRAIN_MS
  await Promise.race([world.deliveries.settled(), pause(DRAIN_MS)])
  options.tell('no webhook is on its way any more')
  for (let unsent = -1; monotonicMs() < until; await pause(500)) {
    unsent = await countUnsent(world)
    if (unsent === 0 && newest(people) < monotonicMs() - 3_000) return
    options.tell(`${unsent} conversations have unsent replies`)
  }
}

function newest(people: readonly Person[]): number {
  return people.reduce((latest, { chat }) => Math.max(latest, chat.shown.at(-1)?.at ?? 0), 0)
}

const SHARDS = 64

/** Conversations with unsent replies, over all shards. */
async function countUnsent({ redis }: World): Promise<number> {
  const shards = Array.from(
    { length: SHARDS },
    (_, shard) => `antam:{s:${String(shard).padStart(2, '0')}}:due`,
  )
  const counts = await Promise.all(shards.map((key) => redis.read(key, (node) => node.zCard(key)))).catch(
    () => [1],
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

async function judge(run: Run, watch: QueueWatch, seconds: number): Promise<ChaosReport> {
  const { options, world, people, log } = run
  const stored = await watch.readAll()
  const everSeen = watch.everSeen()
  const verdict = await compare({ people, stored, everSeen, kills: log, checkReceipts: CHECKED_RECEIPTS })
  tellSuspects(verdict, stored, options.tell)
  if (options.timelines !== null) await writeFile(options.timelines, allTimelines(people))
  const { suspects: _, ...figures } = verdict
  const told = people.reduce((sum, { receipts }) => sum + receipts.size, 0)
  const { tips, kills, redis, processes, seed } = options
  return {
    ...{ tips, kills, told, stored: stored.length, lost: 0, doubled: 0, stuck: 0, falseReceipts: 0, seconds },
    ...figures,
    ...{ redis, processes, seed, takeoverSeconds: log.takeover(), perKill: log.figures() },
    ...{
      deliveries: world.deliveries.figures,
      endedAlone: world.bots.endedAlone(),
      alarms: world.bots.alarms(),
    },
  }
}

function allTimelines(people: readonly Person[]): string {
  const one = ({ number, chat }: Person) =>
    [`person ${number} on ${chat.channel}`, ...chat.timeline].join('\n  ')
  return `${people.map(one).join('\n\n')}\n`
}

const TOLD_SUSPECTS = 20

function tellSuspects(
  { suspects }: Verdict,
  stored: readonly StoredTip[],
  tell: (line: string) => void,
): void {
  for (const [person, what] of [...suspects].slice(0, TOLD_SUSPECTS)) {
    tell(
      `\nperson ${person.number} on ${person.chat.channel}: ${what.join(', ')}; words ${person.marks.join(' ')}`,
    )
    for (const tip of stored.filter(({ marks }) => marks.some((mark) => person.marks.includes(mark))))
      tell(`  in the queue of ${tip.unit}: entry ${tip.entry}`)
    for (const line of person.chat.timeline) tell(`  ${line}`)
  }
}
