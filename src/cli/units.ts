import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { roundToHour, systemClock } from '../core/clock.ts'
import type { Deployment, Unit } from '../core/deployment.ts'
import { requireDeployment } from '../deployment-file.ts'
import { recipientKind } from '../tips/age-envelope.ts'
import { keyWords } from '../tips/key-words.ts'
import type { RecipientRegistry, RegisteredRecipient } from '../tips/recipient-registry.ts'
import { createRedisRecipients } from '../tips/redis-recipients.ts'
import { unitOf } from '../tips/route-tip.ts'
import type { CommandContext } from './command-context.ts'
import { inviteCommander } from './invite-commander.ts'

/** Of the context only what this command uses, so that tests can give just that. */
export type UnitsContext = Pick<CommandContext, 'redis' | 'print' | 'printError'> & {
  config: Pick<CommandContext['config'], 'DEPLOYMENT' | 'STAFF_URL' | 'STAFF_PORT'>
}

interface Work {
  deployment: Deployment
  registry: RecipientRegistry
  context: UnitsContext
}

const USAGE = `npm run units -- list [--json]
npm run units -- add ID [--out FILE] [--x25519]      makes an identity, writes it to ID.identity.txt, registers its public key
npm run units -- rotate ID [--out FILE] [--x25519]   the same, and retires the keys that this command made before
npm run units -- invite ID                           a one-time link for the unit's first officer in the console
--x25519: for machines whose age program is older than 1.3; without it the key is post-quantum (hybrid)`

const VERBS_FOR_ONE = ['add', 'rotate', 'invite']

/** `npm run units`: units and their public keys. Returns the exit code. */
export async function main(args: string[], context: UnitsContext): Promise<number> {
  const options = { json: { type: 'boolean' }, out: { type: 'string' }, x25519: { type: 'boolean' } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [verb, id] = positionals
  const known = verb === 'list' ? id === undefined : VERBS_FOR_ONE.includes(verb ?? '') && id !== undefined
  if (!known) {
    context.printError(USAGE)
    return 2
  }
  const deployment = await requireDeployment(context.config.DEPLOYMENT)
  const unit = id === undefined ? null : unitOf(deployment, id)
  const redis = await context.redis()
  if (unit !== null && verb === 'invite') {
    const base = context.config.STAFF_URL ?? `http://127.0.0.1:${context.config.STAFF_PORT}`
    context.print(`${base}${await inviteCommander(redis, deployment, unit.id)}`)
    return 0
  }
  const registry = createRedisRecipients({ redis, clock: systemClock })
  const work = { deployment, registry, context }
  if (unit === null) return list(work, values.json === true)
  return makeKey(work, unit, { rotate: verb === 'rotate', out: values.out, classic: values.x25519 === true })
}

async function list({ deployment, registry, context }: Work, json: boolean): Promise<number> {
  const units = await Promise.all(
    deployment.units.map(async (unit) => describe(unit, await registry.list(unit.id))),
  )
  const recovery = deployment.recovery === undefined ? null : { ...deployment.recovery }
  if (json) {
    const words = recovery === null ? null : keyWords(recovery.recipient)
    context.print(JSON.stringify({ units, recovery: recovery === null ? null : { ...recovery, words } }))
    return 0
  }
  for (const unit of units) for (const line of inWords(unit)) context.print(line)
  if (recovery !== null) {
    context.print(`recovery key, opens every tip, kept offline by: ${recovery.holder.vi}`)
    context.print(`  ${keyWords(recovery.recipient)}`)
  }
  context.print(
    'Compare the words with those in the console of each unit: one word that differs is another key.',
  )
  return 0
}

type Described = ReturnType<typeof describe>

function describe(unit: Unit, registered: readonly RegisteredRecipient[]) {
  const fixed = unit.recipients.map((recipient) => ({
    recipient,
    added: null,
    source: 'config',
    active: true,
  }))
  const keys = [
    ...fixed,
    ...registered.map(({ recipient, added, source, active }) => ({
      ...{ recipient, added, source },
      active: active && unit.pinned !== true,
    })),
  ]
  return {
    id: unit.id,
    name: unit.name,
    above: unit.above,
    pinned: unit.pinned === true,
    recipients: keys.map((key) => ({
      ...key,
      kind: recipientKind(key.recipient),
      words: keyWords(key.recipient),
    })),
  }
}

function inWords(unit: Described): string[] {
  const active = unit.recipients.filter((key) => key.active)
  const lines = [`${unit.id}  ${unit.name}  (above: ${unit.above ?? 'none'})`]
  if (active.length === 0) {
    lines.push(
      unit.above === null ? '  no key: nobody can take its tips' : `  no key: its tips go to ${unit.above}`,
    )
  }
  if (active.some((key) => key.kind === 'hybrid') && active.some((key) => key.kind === 'x25519')) {
    lines.push('  keys of both kinds: its tips are not safe from a quantum computer; rotate the x25519 ones')
  }
  if (unit.pinned) lines.push('  pinned: only the keys of the deployment file are used')
  for (const key of unit.recipients) {
    const state = key.active ? 'active' : 'retired'
    lines.push(`  ${state}  ${key.kind}  ${key.source}  ${key.added ?? '-'}  ${shortKey(key.recipient)}`)
    lines.push(`    ${key.words}`)
  }
  return lines
}

function shortKey(recipient: string): string {
  return recipient.length <= 62 ? recipient : `${recipient.slice(0, 24)}…${recipient.slice(-8)}`
}

interface KeyOptions {
  rotate: boolean
  out: string | undefined
  classic: boolean
}

/** The identity is on disk before its public key is known to anybody: the reverse could seal tips to a lost key. */
async function makeKey({ registry, context }: Work, unit: Unit, options: KeyOptions): Promise<number> {
  const before = await registry.list(unit.id)
  const identity = await (options.classic ? generateX25519Identity() : generateHybridIdentity())
  const recipient = await identityToRecipient(identity)
  const file = resolve(options.out ?? `${unit.id}.identity.txt`)
  if (!(await writeIdentity(file, unit, identity, recipient))) {
    context.printError(`${file} is there already; move it away or give another place with --out`)
    return 1
  }
  await registry.add(unit.id, recipient, 'cli')
  const retired = options.rotate ? before.filter((one) => one.active && one.source === 'cli') : []
  for (const one of retired) await registry.retire(unit.id, one.recipient)
  context.print(`Identity of ${unit.id}: ${file}`)
  context.print(`Its public key in words: ${keyWords(recipient)}`)
  if (unit.pinned === true)
    context.print(
      `The unit is pinned: write this into the deployment file, else it is not used:\n${recipient}`,
    )
  context.print(
    'Move it to the unit’s own machine, keep a copy offline, and delete it here: who has this file reads the tips.',
  )
  if (options.rotate)
    context.print(`Retired: ${retired.length} key(s). Keep their identities: they open the older tips.`)
  return 0
}

/** False when there is a file already: an identity is never overwritten. */
async function writeIdentity(
  file: string,
  unit: Unit,
  identity: string,
  recipient: string,
): Promise<boolean> {
  const text = `# ${unit.id}, created ${roundToHour(systemClock.now())}\n# public key: ${recipient}\n${identity}\n`
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
