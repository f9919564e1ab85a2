import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import type { Tip, TipFile } from '../core/tip.ts'
import { requireDeployment } from '../deployment-file.ts'
import { extensions } from '../tips/file-extensions.ts'
import type { StoredFile } from '../tips/file-store.ts'
import { openFile, openTip } from '../tips/open-tip.ts'
import { createRedisTipQueue } from '../tips/redis-tip-queue.ts'
import { unitOf } from '../tips/route-tip.ts'
import type { QueuedTip, Reader, TipQueue } from '../tips/tip-queue.ts'
import type { UnitsContext } from './units.ts'

const USAGE = `npm run tips -- pull --unit ID --identity FILE [--group NAME] [--files DIR] [--max N] [--ack]
Prints the unit's tips, opened, one JSON a line. Without --ack the same tips come again next time.
--group: a reader of its own (pull); triage has another, so neither takes tips from the other
--files: also opens photos, videos, recordings and texts and writes them there; an original
  needs the unit above too, so it stays sealed`

/** How many entries are read at once. */
const BATCH = 20

interface Pull {
  queue: TipQueue
  reader: Reader
  identities: string[]
  folder: string | undefined
  ack: boolean
  context: UnitsContext
}

/** `npm run tips`: reads a unit's queue as another system would. Exit code 1 when a tip could not be opened. */
export async function main(args: string[], context: UnitsContext): Promise<number> {
  const options = {
    unit: { type: 'string' },
    identity: { type: 'string' },
    group: { type: 'string', default: 'pull' },
    files: { type: 'string' },
    max: { type: 'string', default: '100000' },
    ack: { type: 'boolean', default: false },
    // One JSON a line is the only form; the option is there because other commands have it.
    json: { type: 'boolean' },
  } as const
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  if (positionals[0] !== 'pull' || values.unit === undefined || values.identity === undefined) {
    context.printError(USAGE)
    return 2
  }
  const deployment = await requireDeployment(context.config.DEPLOYMENT)
  const unit = unitOf(deployment, values.unit)
  const identities = identitiesIn(await readFile(values.identity, 'utf8'))
  if (identities.length === 0) {
    context.printError(`${values.identity} holds no age identity (a line that begins with AGE-SECRET-KEY-)`)
    return 1
  }
  const queue = createRedisTipQueue({ redis: await context.redis(), clock: systemClock })
  const reader = { unit: unit.id, group: values.group, consumer: 'pull' }
  await queue.createGroup(reader.unit, reader.group)
  return pull(
    { queue, reader, identities, folder: values.files, ack: values.ack, context },
    Number(values.max),
  )
}

/** First what was read before and not acknowledged, then what is new. */
async function pull(work: Pull, max: number): Promise<number> {
  const pending = await work.queue.readPending(work.reader, max)
  let failed = await printAll(work, pending)
  let left = max - pending.length
  while (left > 0) {
    const found = await work.queue.read(work.reader, Math.min(BATCH, left))
    if (found.length === 0) break
    failed += await printAll(work, found)
    left -= found.length
  }
  return failed === 0 ? 0 : 1
}

async function printAll(work: Pull, found: readonly QueuedTip[]): Promise<number> {
  let failed = 0
  for (const queued of found) failed += (await printOne(work, queued)) ? 0 : 1
  return failed
}

/** False when the tip does not open: it is left for whoever has the right identity. */
async function printOne(work: Pull, queued: QueuedTip): Promise<boolean> {
  try {
    const tip = await openTip(queued.tip.sealed, work.identities)
    const files = await openFiles(work, tip)
    work.context.print(JSON.stringify({ entry: queued.entry, tip, files }))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    work.context.printError(`${queued.entry}: ${error.message}`)
    return false
  }
  if (work.ack) await work.queue.ack(work.reader.unit, work.reader.group, queued.entry)
  return true
}

/** The tip's files, with the path of each when a folder was given; `missing` when its bytes are gone. */
async function openFiles(work: Pull, tip: Tip) {
  const { folder } = work
  if (folder === undefined) return tip.files
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const stored = await work.queue.filesOf(work.reader.unit, tip.id)
  return Promise.all(tip.files.map((file) => openFileInto(work, { file, folder, stored })))
}

async function openFileInto(
  work: Pull,
  { file, folder, stored }: { file: TipFile; folder: string; stored: readonly StoredFile[] },
) {
  const lies = stored.find(({ id }) => id === file.id) ?? file
  const sealed = await work.queue.getFile(work.reader.unit, lies)
  if (sealed === null) return { ...file, missing: true }
  const path = join(folder, `${file.id}.${extensions[file.mime]}`)
  await writeFile(path, await openFile(sealed, file, work.identities), { mode: 0o600 })
  return { ...file, path }
}

function identitiesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('AGE-SECRET-KEY-'))
}
