import type { Redis } from '../redis/redis.ts'

/** What a Redis has done so far. */
export interface RedisCost {
  /** Processor time, ms. */
  cpuMs: number
  /** Commands, also those that scripts ran. */
  commands: number
  /** Calls of scripts: each is one round trip, whatever it runs. */
  scripts: number
}

/** Commands that only the measuring itself asks. */
const OURS = new Set(['info', 'ping'])

export async function readRedisCost(redis: Redis): Promise<RedisCost> {
  const [texts] = await redis.onEach((node) =>
    Promise.all(['cpu', 'commandstats'].map((section) => node.info(section))),
  )
  const [cpu = '', stats = ''] = texts ?? []
  return { cpuMs: cpuOf(cpu), ...callsOf(stats) }
}

export function costSince(before: RedisCost, after: RedisCost): RedisCost {
  return {
    cpuMs: after.cpuMs - before.cpuMs,
    commands: after.commands - before.commands,
    scripts: after.scripts - before.scripts,
  }
}

function cpuOf(info: string): number {
  const [user, sys] = ['used_cpu_user', 'used_cpu_sys'].map((name) =>
    Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1]),
  )
  return ((user ?? Number.NaN) + (sys ?? Number.NaN)) * 1_000
}

function callsOf(info: string): Pick<RedisCost, 'commands' | 'scripts'> {
  const calls = { commands: 0, scripts: 0 }
  for (const [, name = '', count] of info.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)) {
    if (OURS.has(name)) continue
    if (name === 'evalsha' || name === 'eval') calls.scripts += Number(count)
    else calls.commands += Number(count)
  }
  return calls
}
