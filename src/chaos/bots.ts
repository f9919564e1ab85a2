import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemIds } from '../core/clock.ts'
import { findFreePorts } from '../redis/server-process.ts'
import { SERVER_FLAGS } from '../server-flags.ts'
import { pause } from './pause.ts'

/** The processes of the hotline: each a built `main.js` with a port of its own, all on one Redis. */
export interface Bots {
  count: number
  port: (bot: number) => number
  /** A load balancer's view: whether the process exists. */
  isListening: (bot: number) => boolean
  pid: (bot: number) => number | undefined
  /** Resident memory of the process, MB; NaN when it is down. */
  memoryMb: (bot: number) => number
  /** SIGKILL. It stays down until `start`. */
  kill: (bot: number) => Promise<void>
  /** Starts it and resolves when it answers. A process that ends by itself is started again, as a supervisor does. */
  start: (bot: number) => Promise<void>
  /** How often a process ended that nobody had killed: one that starts while Redis is away may. */
  endedAlone: () => number
  /** What the processes logged as alarms, and how often. */
  alarms: () => Record<string, number>
  stop: () => Promise<void>
}

interface BotsNeeds {
  count: number
  /** The built entry. */
  main: string
  /** For logs and data. */
  dir: string
  /** Where the processes run, and leave a core dump; this process's own folder when absent. */
  cwd?: string
  /** Settings of process `bot`. */
  settings: (bot: number) => Record<string, string>
  /** Told the last words of a process that ended by itself. */
  tell?: (line: string) => void
}

interface Slot {
  port: number
  process: ChildProcess | null
  /** Whether it should be running. */
  wanted: boolean
  log: string
}

const READY_TRIES = 600

/** @see Bots */
export async function openBots({ count, main, dir, cwd, settings, tell }: BotsNeeds): Promise<Bots> {
  const slots: Slot[] = []
  let endedAlone = 0
  for (const [bot, port] of (await findFreePorts(count, systemIds)).entries())
    slots.push({ port, process: null, wanted: false, log: join(dir, `bot-${bot}.log`) })

  function slotOf(bot: number): Slot {
    const slot = slots[bot]
    if (slot === undefined) throw new Error(`there is no process ${bot}`)
    return slot
  }

  function launch(bot: number): void {
    const slot = slotOf(bot)
    const log = openSync(slot.log, 'a')
    const env = { ...settings(bot), PORT: String(slot.port) }
    const child = spawn(process.execPath, [...SERVER_FLAGS, main], {
      env,
      stdio: ['ignore', log, log],
      ...(cwd !== undefined && { cwd }),
    })
    closeSync(log)
    slot.process = child
    child.once('exit', () => void ended(bot, child))
  }

  async function ended(bot: number, child: ChildProcess): Promise<void> {
    const slot = slotOf(bot)
    if (slot.process === child) slot.process = null
    if (!slot.wanted) return
    endedAlone += 1
    tell?.(`process ${bot} ended by itself: ${lastLine(slot.log)}`)
    await pause(500)
    if (slot.wanted && slot.process === null) launch(bot)
  }

  async function start(bot: number): Promise<void> {
    const slot = slotOf(bot)
    slot.wanted = true
    if (slot.process === null) launch(bot)
    for (let attempt = 0; attempt < READY_TRIES && slot.wanted; attempt += 1) {
      if (await isReady(slot.port)) return
      await pause(100)
    }
    if (slot.wanted)
      throw new Error(`process ${bot} did not get ready: ${readFileSync(slot.log, 'utf8').slice(-600)}`)
  }

  async function end(bot: number, signal: NodeJS.Signals): Promise<void> {
    const slot = slotOf(bot)
    slot.wanted = false
    const child = slot.process
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const exit = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await exit
  }

  return {
    count,
    port: (bot) => slotOf(bot).port,
    isListening: (bot) => slotOf(bot).process !== null,
    pid: (bot) => slotOf(bot).process?.pid,
    memoryMb: (bot) => residentMb(slotOf(bot).process?.pid),
    kill: (bot) => end(bot, 'SIGKILL'),
    start,
    endedAlone: () => endedAlone,
    alarms: () => countAlarms(slots.map((slot) => slot.log)),
    stop: async () => void (await Promise.all(slots.map((_, bot) => end(bot, 'SIGTERM')))),
  }
}

function lastLine(log: string): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').at(-1)?.slice(0, 300) ?? ''
}

function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.ok,
    () => false,
  )
}

function residentMb(pid: number | undefined): number {
  try {
    const [, kb] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kb) / 1_024
  } catch {
    return Number.NaN
  }
}

function countAlarms(files: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const file of files) {
    for (const [, what = ''] of readFileSync(file, 'utf8').matchAll(/"what":"(\w+)"/g))
      counts[what] = (counts[what] ?? 0) + 1
  }
  return counts
}
