import type { Topology } from '../redis/start-topology.ts'
import type { Bots } from './bots.ts'
import type { Draw } from './draw.ts'
import type { KillKind, KillLog } from './kill-log.ts'
import { pause } from './pause.ts'
import type { Ambush } from './platform-server.ts'

/** Kills at random moments of the run, and brings back what it killed. */
export interface Killer {
  /** People come to an end one after another: the kills lie evenly, a little shifted, over that. */
  progress: (done: number) => void
  /** Asked when a process's message arrives at a platform. */
  ambush: Ambush
  /** Carries out an ambush. */
  strike: (bot: number) => void
  /** Told when a process has been given a webhook. */
  given: (bot: number) => void
  /** Resolves when every kill is done and everything runs again. */
  finished: () => Promise<void>
}

interface KillerNeeds {
  bots: Bots
  topology: Topology
  log: KillLog
  draw: Draw
  people: number
  kills: number
}

/** With one Redis everything dies; with several the question is the fail-over. */
const KINDS: Readonly<Record<Topology['kind'], readonly KillKind[]>> = {
  single: ['bot', 'receiver', 'sender', 'redis'],
  sentinel: ['redis'],
  cluster: ['redis'],
}
/** A killed node stays away: longer than a fail-over takes, so that there is one. */
const AWAY_MS = { single: [200, 3_000], sentinel: [4_000, 8_000], cluster: [4_000, 8_000] } as const
const BOT_AWAY_MS = [100, 3_000] as const
/** An ambush that nobody walks into becomes an ordinary kill. */
const AMBUSH_MS = 5_000
const AMBUSH_POLL_MS = 50
const BOTH_DOWN = 0.1

/** @see Killer */
export function createKiller(needs: KillerNeeds): Killer {
  const { bots, topology, log, draw, people, kills } = needs
  const due = Array.from({ length: kills }, (_, at) => ((at + draw.between(0, 1)) / kills) * people * 0.95)
  const running = new Set<Promise<void>>()
  let redisTurn: Promise<void> = Promise.resolve()
  let ambushes: Promise<void> = Promise.resolve()
  let waiting: { kind: KillKind; when: 'before' | 'after' } | null = null
  let begun = 0
  let botsDown = 0

  function progress(done: number): void {
    for (let next = due[begun]; next !== undefined && next <= done; next = due[begun]) {
      const kind = KINDS[topology.kind][begun % KINDS[topology.kind].length] ?? 'bot'
      begun += 1
      run(
        kind === 'redis'
          ? killRedis()
          : kind === 'bot'
            ? whenOthersRun().then(() => killBot(kind, anyBot()))
            : lieInWait(kind),
      )
    }
  }

  function run(work: Promise<void>): void {
    const tracked = work.finally(() => running.delete(tracked))
    running.add(tracked)
  }

  function anyBot(): number {
    return draw.below(bots.count)
  }

  async function killBot(kind: KillKind, bot: number): Promise<void> {
    log.killed(kind, bot)
    await bots.kill(bot)
    botsDown += 1
    await pause(draw.between(...BOT_AWAY_MS))
    await bots.start(bot)
    botsDown -= 1
  }

  /** Mostly one after another; now and then two are down at once. */
  async function whenOthersRun(): Promise<void> {
    if (draw.chance(BOTH_DOWN)) return
    while (botsDown > 0) await pause(100)
  }

  /** One ambush at a time. */
  function lieInWait(kind: KillKind): Promise<void> {
    ambushes = ambushes.then(async () => {
      await whenOthersRun()
      const mine = { kind, when: draw.chance(0.5) ? ('before' as const) : ('after' as const) }
      waiting = mine
      for (let waited = 0; waited < AMBUSH_MS && waiting === mine; waited += AMBUSH_POLL_MS)
        await pause(AMBUSH_POLL_MS)
      if (waiting !== mine) return
      waiting = null
      await killBot(kind, anyBot())
    })
    return ambushes
  }

  function ambush(): 'before' | 'after' | null {
    if (waiting?.kind !== 'sender') return null
    const { when } = waiting
    waiting = null
    return when
  }

  /** A moment after a webhook was handed over: somewhere between reading it and the commit. */
  function given(bot: number): void {
    if (waiting?.kind !== 'receiver') return
    waiting = null
    run(pause(draw.between(0, 12)).then(() => killBot('receiver', bot)))
  }

  /** One after another: two of three nodes at once is more than any topology promises to survive. */
  function killRedis(): Promise<void> {
    redisTurn = redisTurn.then(async () => {
      await topology.healthy(60_000)
      const node = draw.pick(await topology.primaries())
      log.killed('redis', null)
      await topology.kill(node)
      const [least, most] = AWAY_MS[topology.kind]
      await pause(draw.between(least, most))
      await topology.restart(node)
    })
    return redisTurn
  }

  async function finished(): Promise<void> {
    while (running.size > 0) await Promise.all(running)
    await topology.healthy(60_000)
  }

  return { progress, ambush, strike: (bot) => run(killBot('sender', bot)), given, finished }
}
