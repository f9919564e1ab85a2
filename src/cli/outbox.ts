import { parseArgs } from 'node:util'
import { createDeadLetters, type DeadLetters, type LetterNotice } from '../conversation/dead-letters.ts'
import { createRedisOutboxStore } from '../conversation/redis-outbox-store.ts'
import { createSessionCrypto } from '../conversation/session-crypto.ts'
import { systemClock, systemIds } from '../core/clock.ts'
import { readSecret } from '../secret-file.ts'
import type { CommandContext } from './command-context.ts'

/** Of the context only what this command uses, so that tests can give just that. */
export type OutboxContext = Pick<CommandContext, 'redis' | 'print' | 'printError'> & {
  config: Pick<CommandContext['config'], 'HOTLINE_SECRET' | 'DATA_DIR'>
}

const USAGE = `npm run outbox -- list [--json]      messages that were given up, counted by kind and reason; how many still wait
npm run outbox -- show               each of them, with the handle that the commands below take
npm run outbox -- retry HANDLE|all   sends again, behind what waits in the conversation
npm run outbox -- drop HANDLE|all    forgets
--reason CODE: of show, retry all and drop all only those given up for this reason
Neither texts nor addresses are ever shown.`

/** `npm run outbox`: messages that could not be delivered. Exit code 1 when one named is not there. */
export async function main(args: string[], context: OutboxContext): Promise<number> {
  const options = { json: { type: 'boolean' }, reason: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const [verb, handle] = positionals
  const outbox = createRedisOutboxStore(await context.redis())
  const secret = readSecret(context.config.HOTLINE_SECRET, context.config.DATA_DIR, systemIds)
  const crypto = createSessionCrypto(secret, systemIds)
  const letters = createDeadLetters({ outbox, crypto, clock: systemClock, ids: systemIds })
  const chosen = (await letters.list()).filter(({ reason }) => reason === (values.reason ?? reason))
  if (verb === 'list') return list(chosen, await outbox.waiting(), values.json === true, context)
  if (verb === 'show') return show(chosen, context)
  if ((verb === 'retry' || verb === 'drop') && handle !== undefined) {
    const handles = handle === 'all' ? chosen.map((one) => one.handle) : [handle]
    return each(letters, verb, handles, context)
  }
  context.printError(USAGE)
  return 2
}

function list(letters: LetterNotice[], waiting: number, json: boolean, context: OutboxContext): number {
  const groups = grouped(letters)
  if (json) context.print(JSON.stringify({ conversationsWaiting: waiting, deadLetters: groups }))
  else {
    context.print(`conversations with replies waiting: ${waiting}`)
    for (const { kind, channel, reason, count, oldestMinutes } of groups)
      context.print(
        `${count} × ${kind}, ${channel}, ${reason}, the oldest given up ${ageOf(oldestMinutes)} ago`,
      )
    if (groups.length === 0) context.print('no message was given up')
  }
  return 0
}

/** The letters are sorted by age: the first of a group is its oldest. */
function grouped(letters: LetterNotice[]) {
  const groups = new Map<
    string,
    { kind: string; channel: string; reason: string; count: number; oldestMinutes: number }
  >()
  for (const { kind, channel, reason, at } of letters) {
    const name = `${kind} ${channel} ${reason}`
    const fresh = { kind, channel: channel ?? 'unknown', reason, count: 0, oldestMinutes: minutesSince(at) }
    const group = groups.get(name) ?? fresh
    groups.set(name, { ...group, count: group.count + 1 })
  }
  return [...groups.values()]
}

function show(letters: LetterNotice[], context: OutboxContext): number {
  for (const { handle, kind, channel, reason, at } of letters)
    context.print(`${handle}  ${kind}  ${channel ?? 'unknown'}  ${ageOf(minutesSince(at))}  ${reason}`)
  if (letters.length === 0) context.print('no message was given up')
  return 0
}

async function each(
  letters: DeadLetters,
  verb: 'retry' | 'drop',
  handles: string[],
  context: OutboxContext,
): Promise<number> {
  let done = 0
  for (const handle of handles) if (await letters[verb](handle)) done += 1
  const left = handles.length - done
  context.print(verb === 'retry' ? `${done} put back; the hotline sends them` : `${done} dropped`)
  if (left > 0) context.printError(`${left} could not be found, or cannot be read any more`)
  return left > 0 ? 1 : 0
}

function minutesSince(at: number): number {
  return Math.max(0, Math.round((systemClock.now() - at) / 60_000))
}

function ageOf(minutes: number): string {
  if (minutes < 120) return `${minutes} min`
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} days`
}
