import { statfs } from 'node:fs/promises'
import { loadContent } from '../content.ts'
import { systemClock } from '../core/clock.ts'
import { readDurability } from '../durability.ts'
import type { Redis } from '../redis-connection.ts'
import { createRedisRecipients } from '../tips/redis-recipients.ts'
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
  findings.push(await checkDisk(context.config.DATA_DIR), ...checkPlatforms(context))
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
  const { durable, problems } = await readDurability(redis)
  const durability: Finding[] = durable
    ? [{ level: 'ok', about: 'redis', text: 'keeps every write that it acknowledged' }]
    : problems.map((text) => ({ level: 'bad', about: 'redis', text }))
  return [...durability, await checkClock(redis), ...(await checkKeys(context, redis))]
}

async function checkClock(redis: Redis): Promise<Finding> {
  const before = systemClock.now()
  const [seconds = '0', micros = '0'] = await redis.time()
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

function checkPlatforms({ config }: CommandContext): Finding[] {
  const telegram =
    config.TELEGRAM_BOT_TOKEN === undefined
      ? 'off (no TELEGRAM_BOT_TOKEN)'
      : config.PUBLIC_URL
        ? 'by webhook'
        : 'by long polling'
  const zalo = config.ZALO_APP_ID === undefined ? 'off (no ZALO_* settings)' : 'by webhook'
  const needsUrl: Finding[] =
    config.ZALO_APP_ID !== undefined && !config.PUBLIC_URL
      ? [{ level: 'bad', about: 'zalo', text: 'needs PUBLIC_URL: Zalo has no long polling' }]
      : []
  return [
    { level: 'ok', about: 'telegram', text: telegram },
    { level: 'ok', about: 'zalo', text: zalo },
    ...needsUrl,
  ]
}
