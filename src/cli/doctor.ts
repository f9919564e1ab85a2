import { statfs } from 'node:fs/promises'
import { loadContent } from '../content.ts'
import { systemClock } from '../core/clock.ts'
import { readDurability } from '../redis/durability.ts'
import type { Redis } from '../redis/redis.ts'
import { createRedisRecipients } from '../tips/redis-recipients.ts'
import { checkChannels } from './check-channels.ts'
import { checkOutbox } from './check-outbox.ts'
import type { CommandContext } from './command-context.ts'

/** One thing looked at: `ok`, or what is wrong and who must do what. */
interface Finding {
  level: 'ok' | 'warn' | 'bad'
  about: string
  text: string
}

const MIN_FREE_BYTES = 1_000_000_000
const MAX_CLOCK_SKEW_MS = 2_000

/** `npm run doctor`: settings, content, Redis durability, clock, keys, disk, platforms. Exit 1 when something is bad. */
export async function main(_args: string[], context: CommandContext): Promise<number> {
  const findings: Finding[] = [{ level: 'ok', about: 'settings', text: 'are valid' }]
  findings.push(...(await checkContent(context)))
  findings.push(...(await checkRedis(context)))
  findings.push(await checkDisk(context.config.DATA_DIR), ...(await checkPlatforms(context)))
  for (const { level, about, text } of findings) context.print(`${level.padEnd(4)} ${about}: ${text}`)
  return findings.some((finding) => finding.level === 'bad') ? 1 : 0
}

async function checkContent({ config }: CommandContext): Promise<Finding[]> {
  const { problems } = await loadContent(config.DEPLOYMENT, systemClock.now())
  const errors = problems.filter((problem) => problem.severity === 'error').length
  if (errors > 0)
    return [{ level: 'bad', about: 'content', text: `${errors} errors: run \`npm run content\`` }]
  const warnings = problems.length
  if (warnings > 0)
    return [{ level: 'warn', about: 'content', text: `${warnings} warnings: run \`npm run content\`` }]
  return [{ level: 'ok', about: 'content', text: 'flows, knowledge and deployment are valid' }]
}

async function checkRedis(context: CommandContext): Promise<Finding[]> {
  const redis = await context.redis().catch(() => null)
  if (redis === null)
    return [{ level: 'bad', about: 'redis', text: 'cannot be reached: start it, or correct REDIS_URL' }]
  return [
    ...(await checkDurability(redis)),
    await checkClock(redis),
    ...(await checkKeys(context, redis)),
    await checkOutbox(redis),
  ]
}

async function checkDurability(redis: Redis): Promise<Finding[]> {
  const { durable, summary, problems, warnings } = await readDurability(redis)
  return [
    { level: durable ? 'ok' : 'bad', about: 'redis', text: summary },
    ...problems.map((text): Finding => ({ level: 'bad', about: 'redis', text })),
    ...warnings.map((text): Finding => ({ level: 'warn', about: 'redis', text })),
  ]
}

async function checkClock(redis: Redis): Promise<Finding> {
  const before = systemClock.now()
  const [[seconds = '0', micros = '0'] = []] = await redis.onEach((node) => node.time())
  const theirs = Number(seconds) * 1_000 + Number(micros) / 1_000
  const skew = Math.abs(theirs - (before + systemClock.now()) / 2)
  if (skew <= MAX_CLOCK_SKEW_MS) return { level: 'ok', about: 'clock', text: 'agrees with Redis' }
  return {
    level: 'warn',
    about: 'clock',
    text: `differs from Redis by ${Math.round(skew / 1_000)} s: set both by NTP`,
  }
}

async function checkKeys(context: CommandContext, redis: Redis): Promise<Finding[]> {
  const { deployment } = await context.content()
  const registry = createRedisRecipients({ redis, clock: systemClock })
  const findings: Finding[] = []
  for (const unit of deployment.units) {
    const active = (await registry.list(unit.id)).filter((one) => one.active).length + unit.recipients.length
    if (active > 0) findings.push({ level: 'ok', about: `unit ${unit.id}`, text: `${active} public key(s)` })
    else
      findings.push({
        level: 'warn',
        about: `unit ${unit.id}`,
        text: 'has no key; the unit above takes its tips. An officer must enrol, or `npm run units -- add`',
      })
  }
  const none = findings.every((finding) => finding.level === 'warn')
  return none
    ? [...findings, { level: 'bad', about: 'units', text: 'no unit has a key: no tip can be taken' }]
    : findings
}

async function checkDisk(dataDir: string): Promise<Finding> {
  try {
    const { bavail, bsize } = await statfs(dataDir)
    const free = bavail * bsize
    const text = `${(free / 1e9).toFixed(1)} GB free under DATA_DIR`
    return {
      level: free < MIN_FREE_BYTES ? 'bad' : 'ok',
      about: 'disk',
      text: free < MIN_FREE_BYTES ? `${text}: make room` : text,
    }
  } catch {
    return { level: 'warn', about: 'disk', text: 'DATA_DIR does not exist yet; the first start makes it' }
  }
}

/** Zalo and Messenger have no polling; what else is out of order, the platform itself says. */
async function checkPlatforms(context: CommandContext): Promise<Finding[]> {
  const states = await checkChannels(context).catch(() => null)
  if (states === null) return [{ level: 'warn', about: 'platforms', text: 'not asked: Redis is away' }]
  return states.flatMap(({ channel, findings }): Finding[] => {
    if (findings === null) return [{ level: 'ok', about: channel, text: 'off (no settings)' }]
    if (channel === 'zalo' && !context.config.PUBLIC_URL)
      return [{ level: 'bad', about: channel, text: 'needs PUBLIC_URL: Zalo has no long polling' }]
    const how = channel !== 'telegram' || context.config.PUBLIC_URL ? 'by webhook' : 'by long polling'
    if (findings.length === 0) return [{ level: 'ok', about: channel, text: how }]
    return findings.map(({ level, text }) => ({ level, about: channel, text }))
  })
}
